/** What recognition yields: one place that sends a request to a model, with what each argument holds. */
import type { Range } from "../base/range";
import type { Expr } from "../facts/ir";
import type { Located, Place } from "../facts/located";

/** Closed list; a new SDK adds its id here and its table beside. */
export type SdkId =
  | "agent-framework"
  | "agno"
  | "aisuite"
  | "anthropic"
  | "autogen"
  | "azure-ai-inference"
  | "bedrock"
  | "browser-use"
  | "camel"
  | "cerebras"
  | "claude-agent-sdk"
  | "cloudflare-ai"
  | "cohere"
  | "copilot-sdk"
  | "crewai"
  | "dashscope"
  | "deepeval"
  | "deepseek-go"
  | "dspy"
  | "eino"
  | "ell"
  | "fastapi-poe"
  | "fireworks"
  | "genkit"
  | "gigachat"
  | "go-openrouter"
  | "google-adk"
  | "google-genai"
  | "google-generativeai"
  | "griptape"
  | "groq"
  | "haystack"
  | "huggingface"
  | "inspect-ai"
  | "instructor"
  | "langchain"
  | "langextract"
  | "langgraph"
  | "langroid"
  | "letta"
  | "litellm"
  | "llama-cpp"
  | "llamaindex"
  | "llm"
  | "lmstudio"
  | "magentic"
  | "marvin"
  | "mastra"
  | "metagpt"
  | "mini-swe-agent"
  | "mirascope"
  | "mistral"
  | "mlx-lm"
  | "modelfusion"
  | "nemoguardrails"
  | "neo4j-graphrag"
  | "ollama"
  | "openai"
  | "openai-agents"
  | "openrouter"
  | "outlines"
  | "portkey"
  | "promptflow"
  | "pydantic-ai"
  | "qianfan"
  | "qwen-agent"
  | "ragas"
  | "raw-http"
  | "reka"
  | "replicate"
  | "sagemaker"
  | "semantic-kernel"
  | "simplerllm"
  | "smolagents"
  | "stagehand"
  | "strands"
  | "swarm"
  | "together"
  | "vercel-ai"
  | "vllm"
  | "volcengine"
  | "vscode-lm"
  | "watsonx"
  | "xai"
  | "xsai"
  | "zhipu";

export type Confidence = "certain" | "likely" | "possible";

export type ModelSource =
  | "literal"
  | "constant"
  | "default-parameter"
  | "environment-default"
  | "configuration"
  | "parameter"
  | "directive"
  | "unknown";

export interface ModelArgument {
  /** The id as the code would send it; null when it cannot be read. */
  readonly id: string | null;
  readonly source: ModelSource;
  /** Source text of the argument, "" when it is missing. */
  readonly text: string;
  /** Where the id's literal stands; edits ("use this model") go there. Null when there is no literal. */
  readonly literal: Place | null;
  /** Why the id is unknown; null when it is known. */
  readonly reason: string | null;
}

/** A limit of repeats, from the code or the library's documented default. */
export interface StepLimit {
  /** null = none stated and no default: unbounded. */
  readonly bound: number | null;
  readonly unit: "turns" | "supersteps" | "messages";
  /** "declared" in code, "default" of the library, or "none". */
  readonly origin: "declared" | "default" | "none";
  /** Where it is declared; null for defaults. */
  readonly place: Place | null;
  /** Documentation the default comes from; null when declared. */
  readonly source: string | null;
  /** The library goes on even where the code gives it no tools. */
  readonly repeatsAlone?: true;
}

/** What is left of a conversation that an object of the SDK keeps. */
export interface SessionMemory {
  readonly keeps: "windowed" | "summarised";
  /** The last so many, or the size beyond which the rest is summarised; null: all of it is. */
  readonly size: number | null;
  readonly unit: "messages" | "tokens";
  /** Where the size is declared, or the object is made. */
  readonly place: Place;
}

export interface CacheMarker {
  /** "moving": the breakpoint follows the last message; "fixed": it stays behind system and tools. */
  readonly kind: "none" | "moving" | "fixed";
  /** Lifetime asked for ("5m", "1h"); null = the host's default. */
  readonly lifetime: string | null;
}

export interface CallSite {
  /** `path:offset of the callee's last name`; unique and stable for one text. */
  readonly id: string;
  readonly path: string;
  /** Index of the function that contains the call. */
  readonly fn: number;
  /** The call expression in its scope. */
  readonly call: Located;
  /** Absolute offset at which the callee's last name starts. */
  readonly nameStart: number;
  /** Absolute range of the whole call. */
  readonly range: Range;
  readonly sdk: SdkId;
  /** `chat.completions.create`, `messages.create`, `generateText`, … */
  readonly api: string;
  /** "request": one request; "loop": the library repeats until done; "map": one request per item. */
  readonly kind: "request" | "loop" | "map";
  readonly confidence: Confidence;
  readonly confidenceReason: string | null;
  readonly model: ModelArgument;
  /** Host id of the catalogue as far as the code tells (client class, base URL, prefix); null = the lab's own. */
  readonly host: string | null;
  readonly region: string | null;
  /** A base URL no host of the catalogue claims; the call is then unpriced. */
  readonly unknownBaseUrl: string | null;
  readonly serviceTier: string | null;
  /** Argument roles as found; absent = not given. */
  readonly roles: {
    readonly messages?: Located;
    /** What fills the prompt template that stands for the messages. */
    readonly input?: Located;
    readonly system?: Located;
    readonly tools?: Located;
    /** Names the conversation that the provider keeps (`previous_response_id`, a thread). */
    readonly conversation?: Located;
    /** For kind "map": the list of inputs. */
    readonly items?: Located;
  };
  /** What each caller sends through a function that hands its keyword arguments on to the request. */
  readonly forwarded: readonly { readonly via: Expr; readonly messages: Located }[];
  readonly maxOutputTokens: number | null;
  readonly maxOutputPlace: Place | null;
  readonly hasTools: boolean;
  /** The call that began the conversation, where an object of the SDK keeps and resends it; null otherwise. */
  readonly session: Located | null;
  /** Whether the library's next loop on the same object goes on with what was said in this one. */
  readonly goesOn: boolean;
  /** Whether that conversation is kept outside the program, so that a later run goes on with it. */
  readonly sessionOutlives: boolean;
  /** How much of that conversation the object resends; null for all of it. */
  readonly memory: SessionMemory | null;
  /** n: completions per request; multiplies output. */
  readonly choices: number;
  /** Set where the library loops (kind "loop"). */
  readonly stepLimit: StepLimit | null;
  /** Who resends the history: the code, the library, or the provider (billed all the same). */
  readonly history: "caller" | "library" | "server";
  readonly cacheMarker: CacheMarker;
  readonly reasoning: { readonly effort: string | null; readonly budgetTokens: number | null };
}

/** The call expression's own type, for readers that need its arguments. */
export type CallExpr = Extract<Expr, { kind: "call" }>;
