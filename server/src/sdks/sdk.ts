/**
 * What a table says of one SDK, for all languages at once: which packages it comes in, what its constructors make, how
 * objects change on the way to a request, and which calls send one.
 *
 * Where an argument stands is written as a `Way`:
 *   "model"            keyword `model` (Python), key of the options object (JavaScript: the first argument)
 *   "reasoning.effort" the same, and then a key inside the value; texts made by `json.dumps` and `JSON.stringify` and
 *                      arguments of nested constructor calls are entered as well
 *   "agents.0"         the first item of a list
 *   "#1"               the second positional argument; "#1.max" a key inside it
 *   "WithBaseURL()"    what a call of that name among the arguments is given first: Go's options; "WithGoogleAuth().#1" what it is given
 *                      second, "bedrock:WithConfig()" of a package that is called so
 *   "@write.#0"        the same of the call of that member on the way to the call, on its object, or on what it makes:
 *                      `client.R().SetBody(body).Post(url)`, `request = https.request(url); request.write(body)`
 * In Go the fields of the request's struct are meant, under the names they have on the wire (`MaxTokens` is "max_tokens").
 */
import type { SdkId } from "./call-site";

export type Way = string;

/** What an object of the SDK is good for; a call rule names the kind it is called on. */
export type ObjectKind =
  /** Sends requests to an API. */
  | "client"
  /** Holds a model and its settings (LangChain's chat models, Vercel's model references). */
  | "model"
  /** A prompt without a model; becomes a model when the two are joined. */
  | "template"
  /** Makes models (`createOpenAI({...})`) or clients. */
  | "provider"
  /** Prompt, model and tools of an agent that something else runs. */
  | "plan"
  /** Runs the agent loop itself. */
  | "agent"
  /** Keeps a conversation and resends it with every message. */
  | "session"
  /** Chooses among deployments. */
  | "router"
  /** A graph of the user's own nodes: their model calls are call sites, running it is none. */
  | "graph"
  /** What a decorator makes of a function: calling that is the request. */
  | "prompted";

export type Role =
  | "model"
  /** The model that counts where the object for `model` is there and names none: a crew's manager beside its agents. */
  | "otherModel"
  | "provider"
  | "messages"
  /** A prompt template; where there is one it holds the messages. */
  | "template"
  | "items"
  | "system"
  | "tools"
  | "maxOutput"
  | "choices"
  | "effort"
  | "reasoningBudget"
  | "serviceTier"
  | "baseUrl"
  | "region"
  | "serverHistory"
  | "cacheControl";

/** Ways in order: the first that is there counts. */
export type Roles = Readonly<Partial<Record<Role, readonly Way[]>>>;

export type Ecosystem = "python" | "npm" | "go";

/** An argument that must have one of the values: `boto3.client("bedrock-runtime")`; flags are "true" and "false". */
export interface Condition {
  readonly ways: readonly Way[];
  readonly values: readonly string[];
}

/**
 * Members that add to an object after it was made: `@agent.tool` above a function, `pipeline.add_component("llm", model)`.
 * Without a way the decorated function, or the first argument, is what is added.
 */
export interface Attachment {
  readonly names: readonly string[];
  readonly role: "tools" | "model";
  readonly way?: Way;
  /** The argument that names the object, where a function adds to it: `register_function(add, caller=assistant)`. */
  readonly to?: Way;
  /** What methods of the class that makes the object return, where they carry the decorator: CrewAI's `@agent`. */
  readonly isOnMethods?: boolean;
  /** The name that what is added has of its own, and where a call or an object asks for one of several by it. */
  readonly id?: { readonly own: readonly Way[]; readonly asked: readonly Way[] };
}

/** A function that a call runs by what was added to its object before: `kernel.invoke(plugin["today"])` after `plugin = kernel.add_plugin(…)`. */
export interface AddedFunction {
  readonly adders: readonly string[];
  /** What an adder is given: an object of the program's own has functions that ask no model. */
  readonly object: readonly Way[];
  /** The name an adder gives it. */
  readonly name: readonly Way[];
  /** What the call runs, or the name of what was added that has it. */
  readonly run: readonly Way[];
  readonly runNamed: readonly Way[];
}

export interface Constructor {
  /** Names inside the package, dotted for members: "AsyncOpenAI", "ChatPromptTemplate.from_messages". "" is the package's default export or the module itself. */
  readonly names: readonly string[];
  /** Packages that have them where not all packages of the SDK do. */
  readonly packages?: readonly string[];
  readonly produces: ObjectKind;
  /** Host id of the catalogue where the class fixes it. */
  readonly host?: string;
  readonly when?: Condition;
  /** Counts only where one of these arguments is there. */
  readonly given?: readonly Way[];
  readonly roles?: Roles;
  /** For agents: the limit the object carries; it goes before the call's own rule. */
  readonly stepLimit?: StepLimitRule;
  /**
   * Arguments that are objects of an SDK themselves and bring their own roles: the agent inside an executor. "*": every argument, and
   * every entry of a dict among them.
   */
  readonly wraps?: readonly Way[];
  readonly attached?: readonly Attachment[];
  /** Arguments that keep the conversation: the object resends it with every request as long as they live. */
  readonly conversation?: readonly Way[];
  /** A list argument that names deployments: the model a request asks for is looked up in it. */
  readonly deployments?: { readonly list: Way; readonly name: Way; readonly model: Way };
  /** Set for names whose annotation says "some model" without making one. */
  readonly isAbstract?: boolean;
}

/** A class that keeps a conversation, and no more of it than a window or a summary. */
export interface MemoryRule {
  readonly names: readonly string[];
  readonly keeps: "windowed" | "summarised";
  /** Where the size stands, and the library's default; null: all of it is summed up in each turn. */
  readonly size: { readonly ways: readonly Way[]; readonly default: number } | null;
  readonly unit: "messages" | "tokens";
  /** Messages that one unit of the size stands for: 2 where it counts questions with their answers. */
  readonly times: number;
  readonly source: string;
}

/** A member that keeps an object what it is, or makes another of it. */
export interface StepRule {
  readonly on: readonly ObjectKind[];
  /** Member names; dotted for members of members ("chats.create"). "()" is calling the object itself, "[]" an item of a list. */
  readonly names: readonly string[];
  readonly when?: Condition;
  /** Absent: the kind stays. */
  readonly produces?: ObjectKind;
  readonly host?: string;
  /** Roles the step's arguments fix from here on. */
  readonly roles?: Roles;
  /** Arguments the step joins to the object: `prompt.pipe(model)`. */
  readonly wraps?: readonly Way[];
  /** The object is an entry, by the name `key` gives, of a map the constructor was given: `mastra.getAgent("weather")`. */
  readonly picks?: { readonly map: Way; readonly key: Way };
}

export interface StepLimitRule {
  /** Where a plain number may stand. */
  readonly ways: readonly Way[];
  /** Values that hold the number in a call of their own: `stopWhen: stepCountIs(5)`, alone or in a list. */
  readonly wrapped?: readonly {
    readonly way: Way;
    readonly names: readonly string[];
    readonly inner: readonly Way[];
    /** Absent: the rule's unit. */
    readonly unit?: "turns" | "supersteps" | "messages";
    /** The way being given without any of the names lifts the default: other conditions end the loop. */
    readonly replacesDefault: boolean;
  }[];
  readonly unit: "turns" | "supersteps" | "messages";
  /** The library goes on without tools of the caller's, too: it has its own, or several agents talk. */
  readonly repeatsAlone?: true;
  /** Documented defaults; null: the library repeats without a limit. */
  readonly defaults: readonly {
    readonly ecosystem: Ecosystem | "any";
    readonly bound: number | null;
    readonly source: string;
    /** What versions before had, oldest first; a workspace that holds the library below one has its bound. */
    readonly before?: readonly EarlierBound[];
  }[];
}

/** The default of a Python library until a version: `{ library: "langgraph", version: "1.0.6", bound: 25 }` of those before 1.0.6. */
export interface EarlierBound {
  readonly library: string;
  readonly version: string;
  readonly bound: number;
  readonly source: string;
}

export interface CallRule {
  /** "function": exported by the package itself. */
  readonly on: readonly (ObjectKind | "function")[];
  /**
   * Members from the object to the call, dotted: "chat.completions.create". "()" is calling the object itself. For functions
   * the exported name, "" for the default export.
   */
  readonly paths: readonly string[];
  readonly packages?: readonly string[];
  /** A function everybody has without an import: `fetch`, `$.ajax`. */
  readonly isGlobal?: boolean;
  readonly kind: "request" | "loop" | "map";
  /** Host where neither receiver nor address tells one. */
  readonly host?: string;
  readonly roles: Roles;
  readonly stepLimit?: StepLimitRule;
  /**
   * The loop goes on only while tools are called: without tools, or with a limit of one, it is a plain request. "functions":
   * only functions of the program are called by the library, schemas are handed back.
   */
  readonly needsTools?: boolean | "functions";
  /** The loop happens only where this argument is given. */
  readonly needsLimit?: boolean;
  /** Arguments that are an object of the SDK which may hold the model: the assistant that a run names. Their text is no model's. */
  readonly heldBy?: readonly Way[];
  /**
   * The call counts only where a model was added to the object (pipelines without one send nothing), or the object is made out of
   * sight; a function's only where the model it is given is an object of an SDK.
   */
  readonly needsModel?: true | "where-made";
  /** The call counts only where what it runs is no function of an object that the program added. */
  readonly runsAdded?: AddedFunction;
  /**
   * For functions that run models of all kinds, images and sounds among them: the id has one of these words, or, where it cannot be
   * read, the call gives one of the arguments.
   */
  readonly onlyModels?: { readonly words: readonly string[]; readonly orGiven: readonly Way[] };
  /** A flag that turns the loop off. */
  readonly offWhen?: Way;
  /** Counts only where one of these arguments is there. */
  readonly given?: readonly Way[];
  /** A call with this argument sends nothing: `agent.send(text, other, request_reply=False)`. */
  readonly unless?: Condition;
  /** The object keeps what was said, so that its next run goes on with it. */
  readonly goesOn?: boolean;
  /** The API's name begins with what made the object: `create_agent.invoke`. */
  readonly namesMaker?: boolean;
  /** The path counts on anything that has this name, too: modules that are loaded late. */
  readonly rootNamed?: string;
  /** The call counts only where this argument is made by one of the names: `send(new ConverseCommand({...}))`. */
  readonly sends?: { readonly way: Way; readonly makers: readonly string[] };
  /** The method that sends what the call makes, later in the same function: the site stands there. */
  readonly sentBy?: string;
  /**
   * The call counts only where its address is one of the SDK's `endpoints`, whose fields are then read from the bodies. An address in
   * parts stands in `split`.
   */
  readonly http?: {
    readonly urls: readonly Way[];
    readonly bodies: readonly Way[];
    readonly split?: { readonly host: readonly Way[]; readonly path: readonly Way[] };
  };
  /**
   * The path alone gives the SDK away, provided the call names all roles of one of these sets: for receivers whose type
   * the code does not tell. Without it only resolved receivers count.
   */
  readonly telling?: readonly (readonly Role[])[];
  /** For `telling`: only in files that import the SDK, since others may well have the name. */
  readonly needsImport?: true;
}

/** An address that takes requests to a model, for raw HTTP. */
export interface Endpoint {
  /** End of the path without query; `{model}` stands for the model id, `{owner/model}` for one of two steps, `{@maker/owner/model}` for one of three, `{any}` for one other step. */
  readonly path: string;
  readonly api: string;
  /** Ways inside the body. */
  readonly fields: Roles;
  /** Roles the body must have where the host's name is not told; absent: the host must be told. */
  readonly telling?: readonly Role[];
  /** The host answers for other ends at the same path: the body must have them there, too. */
  readonly isShared?: true;
  /** Names of hosts that no catalogue need have: only there the path counts. */
  readonly at?: readonly string[];
  /** As for calls: models of all kinds answer at the address. */
  readonly onlyModels?: CallRule["onlyModels"];
  /**
   * Port by which a server of one's own is told (`localhost:11434`), its name in the address or in the names around the call, and its
   * host in the catalogue. Where `telling` is there, too, the body must have it, and the address itself the name.
   */
  readonly local?: { readonly port?: number; readonly name: string; readonly host: string };
}

export interface Sdk {
  readonly id: SdkId;
  /** Go packages by their path without the version at its end. */
  readonly packages: Readonly<Record<"python" | "npm", readonly string[]>> & {
    readonly go?: readonly string[];
  };
  /**
   * Model ids that the packages export under a constant's name (`openai.ChatModelGPT4o`): how names are made is in
   * `calls/model-constants.ts`. `named`: "Name=id" where no rule makes the names.
   */
  readonly constants?: {
    readonly prefixes: readonly string[];
    readonly ids: readonly string[];
    readonly named?: readonly string[];
  };
  readonly constructors: readonly Constructor[];
  readonly steps: readonly StepRule[];
  readonly memories?: readonly MemoryRule[];
  /** Classes that keep a conversation outside the program: a database, a web session. */
  readonly keepers?: readonly string[];
  /** An object that a program makes once (`made` by a call of this name) and the library hands to callbacks under the name. */
  readonly handed?: { readonly name: string; readonly made: string };
  readonly calls: readonly CallRule[];
  readonly endpoints?: readonly Endpoint[];
  /** Paths on its objects that send nothing billable, kept here to say that they were thought of. */
  readonly free: readonly string[];
  /** Roles the constructor's host argument can name, with the catalogue's host ids; null: the lab's own host. */
  readonly providerHosts?: Readonly<Record<string, string | null>>;
  /** The catalogue's id of the lab's own host, and ids of models that it never has: those of other labs. */
  readonly foreign?: { readonly host: string; readonly ids: RegExp };
  /** Keys that mark a cache breakpoint anywhere in messages, system text or tools. */
  readonly cacheKeys: readonly string[];
  /** Where a program sets the model for all objects that name none: `dspy.configure(lm=…)`, `Settings.llm = …`. */
  readonly ambient?: {
    readonly calls: readonly { readonly names: readonly string[]; readonly way: Way }[];
    readonly assigned: readonly string[];
  };
  /**
   * Where a settings file of the library names the model: an argument gives its folder or its path, and of the entries of a list the one
   * that has the value under the key counts.
   */
  readonly configured?: {
    readonly folder: readonly Way[];
    readonly file: string;
    readonly list: string;
    readonly where: readonly [key: string, value: string];
    readonly model: string;
  };
  /** Variables of the environment from which the library takes the model where the code names none: the first that is set counts. */
  readonly modelVariables?: readonly string[];
  /** The file of the prompt that a call names, and the ways to the model and the cap in its head; what the call gives goes first. */
  readonly promptFile?: {
    readonly path: readonly Way[];
    readonly model: readonly string[];
    readonly maxOutput: readonly string[];
  };
  /** Packages that also serve other ends: only these texts, not the packages' names, make a file worth reading. */
  readonly marks?: readonly string[];
  /** Words that make a file worth reading where all of a group stand in it. */
  readonly markGroups?: readonly (readonly string[])[];
  /**
   * Packages whose name a workspace may well use for a folder of its own (`agents`): there the folder goes first, unless it has
   * this file, by which the package itself is told.
   */
  readonly commonNames?: Readonly<Record<string, string>>;
}
