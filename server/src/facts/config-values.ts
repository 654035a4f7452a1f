/** Values of configuration files that code reads by a literal path: `yaml.safe_load(open("config.yaml"))["llm"]["model"]`. */
import { argumentOf } from "./arguments";
import { editorDefaults } from "./editor-settings";
import { entryExpression, entryRead } from "./entries";
import { lastNameOf, textOf } from "./expression-text";
import { goConfigValue } from "./go-config";
import { nameAtHome } from "./home-names";
import { isIniParser, readInto, sectionEntry } from "./ini-settings";
import type { Argument, Expr, FunctionFacts } from "./ir";
import { literalPath, pathRead, type ReadString } from "./literal-path";
import type { Located } from "./located";
import { nodeConfigEntry } from "./node-config";
import { importsIn } from "./outline";
import { plainEntry } from "./plain-data";
import type { ExternalName, Program, Value } from "./program";
import { resolve, resolveAll } from "./resolve";
import { lookUp } from "./scope";
import { valuesThroughCallers } from "./through-callers";
import { eachExpression, eachStatement } from "./walk";

export type Scalar = string | number | boolean;

const MAX_DEPTH = 10;
/** Expressions one value may lead through. */
const MAX_STEPS = 200;

/** Functions that make a tree of a configuration file or its text, by module and name. */
const LOADERS =
  /^(yaml\.(safe_load|load|full_load|parse)|ruamel\.yaml\.\w+|js-yaml\.(load|safeLoad)|json5?\.loads?|(tomllib|tomli|toml)\.(loads?|parse)|smol-toml\.parse|omegaconf\.OmegaConf\.load|(autogen|ag2)(\.\w+)*\.config_list_from_json)$/;

/** Objects that hold a tree under dots, by module and name. */
const HOLDERS =
  /^(types\.SimpleNamespace|argparse\.Namespace|box\.(Box|ConfigBox)|easydict\.EasyDict|munch\.(Munch|munchify|DefaultMunch\.fromDict)|dotmap\.DotMap|addict\.Dict|attrdict\.AttrDict|omegaconf\.OmegaConf\.create|ml_collections\.ConfigDict|dacite\.from_dict)$/;

/** Functions that hand a tree on, by module and name, and the place of the argument that holds it. */
const HANDED_ON: Readonly<Record<string, number>> = {
  "typing.cast": 1,
  "copy.copy": 0,
  "copy.deepcopy": 0,
  "omegaconf.OmegaConf.to_container": 0,
  "omegaconf.OmegaConf.to_object": 0,
};

/** Methods of a class that make an object of a tree: pydantic's, and those of data classes. */
const VALIDATORS = /^(model_validate|parse_obj|model_construct|from_dict|fromdict)$/;

/** The scalar that an entry of a configuration file holds; undefined where the expression reads none, or the file lacks it. */
export function configValue(program: Program, at: Located, readString: ReadString): Scalar | undefined {
  const isCall = at.expr.kind === "call" || at.expr.kind === "await";
  const isEntry = at.expr.kind === "index" || entryRead(at.expr) !== undefined;
  if (!program.configuration || (!isCall && !isEntry)) return undefined;
  const value = goConfigValue(program, at) ?? new ConfigReader(program, readString).treeOf(at, 0);
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isScalar ? value : undefined;
}

/** Whether the expression holds what a file of settings says, be the file there or not. */
export function isLoaded(program: Program, at: Located): boolean {
  return resolveAll(program, at).some((value) => {
    if (value.kind === "external-object") return LOADERS.test(nameOf(value.origin)) && value.call !== null;
    const call = value.kind === "expression" && value.at.expr.kind === "call" ? value.at.expr : undefined;
    const source = call && textOf(call.callee) === "JSON.parse" ? call.args[0]?.value : undefined;
    return source !== undefined && eachExpression(source).some((part) => FILES.test(lastNameOf(part)));
  });
}

/** Functions that read a file whole. */
const FILES = /^(readFile(Sync)?|readTextFile(Sync)?|readJson(Sync)?)$/;

function nameOf({ module, path }: ExternalName): string {
  return [module, ...path.filter((part) => part !== "default")].join(".");
}

const LOADING =
  /^(yaml|ruamel\.yaml|json|json5|tomllib|tomli|toml|omegaconf|hydra|(autogen|ag2)(\.\w+)*|js-yaml|fs|node:fs|config)$/;

/** Programs none of whose files loads a configuration ask for none. */
const loading = new WeakMap<Program, boolean>();

function loadsConfiguration(program: Program): boolean {
  let answer = loading.get(program);
  if (answer === undefined) {
    answer = program.files.some((file) => importsIn(file).some(({ module }) => LOADING.test(module)));
    loading.set(program, answer);
  }
  return answer;
}

/** `settings.model` of settings that are handed on whole, `ChatOpenAI(**settings)`, where the file has the entry; undefined elsewhere. */
export function configEntry(
  program: Program,
  { expr, ...at }: Located,
  key: string | number,
  readString: ReadString,
): Located | undefined {
  if (!program.configuration || !/^(name|member|index|call)$/.test(expr.kind) || !loadsConfiguration(program))
    return undefined;
  const entry = { ...at, expr: entryExpression(expr, key) };
  return new ConfigReader(program, readString).treeOf(entry, 0) === undefined ? undefined : entry;
}

/** What a configuration file gives a field of an object made of it, `Settings(**tree).model`, whatever default the field has. */
export function objectField(program: Program, at: Located, readString: ReadString): Scalar | undefined {
  if (at.expr.kind !== "member" || at.file.language !== "python" || !loadsConfiguration(program))
    return undefined;
  const { object } = at.expr;
  const mayBeFilled = resolveAll(program, { ...at, expr: object }).some((value) => {
    if (value.kind !== "instance") return false;
    const args = value.call?.expr.kind === "call" ? value.call.expr.args : undefined;
    return args === undefined || args.some(({ spread }) => spread);
  });
  return mayBeFilled ? configValue(program, at, readString) : undefined;
}

class ConfigReader {
  private steps = 0;
  /** Functions whose answer is being looked into: one that calls itself tells nothing more. */
  private readonly entered = new Set<FunctionFacts>();

  constructor(
    private readonly program: Program,
    private readonly readString: ReadString,
  ) {}

  /** The part of a configuration file the expression stands for. */
  treeOf(at: Located, depth: number, wanted?: string | number): unknown {
    if (depth > MAX_DEPTH || ++this.steps > MAX_STEPS) return undefined;
    for (const value of valuesThroughCallers(this.program, at)) {
      const tree = this.treeBehind(at, value, depth, wanted);
      // Of several ways to a part of the file, the one that has the entry.
      if (tree !== undefined && (wanted === undefined || plainEntry(tree, wanted) !== undefined)) return tree;
    }
    const composed = this.handedByHydra(at);
    if (composed !== undefined) return composed;
    const made = at.expr.kind === "call" ? this.returnedBy(at, at.expr, depth) : this.assignedTo(at, depth);
    if (made !== undefined) return made;
    const read = entryRead(at.expr);
    if (read) return plainEntry(this.treeOf({ ...at, expr: read.object }, depth + 1, read.key), read.key);
    return at.expr.kind === "index" ? this.chosenEntry(at, at.expr, depth) : undefined;
  }

  /** The first parameter below `@hydra.main(config_path="conf", config_name="config")`. */
  private handedByHydra({ file, fn, expr }: Located): unknown {
    const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
    const facts = found && file.functions[found.fn]?.facts;
    if (!found || expr.kind !== "name" || facts?.params[0]?.name !== expr.name) return undefined;
    const main = facts.decorators.find(
      (each) => each.kind === "call" && textOf(each.callee) === "hydra.main",
    );
    if (main?.kind !== "call") return undefined;
    const [folder, name] = ["config_path", "config_name"].map((key, index) => {
      const given = argumentOf(main.args, { name: key, index })?.value;
      return given?.kind === "string" ? given.value : undefined;
    });
    if (name === undefined) return undefined;
    const path = `${folder === undefined ? "" : `${folder}/`}${name.replace(/\.yaml$/, "")}.yaml`;
    return this.program.configuration?.(file.path, path);
  }

  /** `settings = load()`, where a type is all that is known of what the call gives. */
  private assignedTo(at: Located, depth: number): unknown {
    const { file, fn, expr } = at;
    const bindings = expr.kind === "name" ? (lookUp(file, fn, expr.name)?.bindings ?? []) : [];
    const [only, ...others] = bindings;
    if (!only || others.length > 0) return undefined;
    if (only.kind === "assign" && only.path.length === 0) return this.treeOf(only.value, depth + 1);
    const home = only.kind === "import" ? nameAtHome(this.program, at) : undefined;
    return home && this.assignedTo(home, depth + 1);
  }

  /** `Settings(**tree)`, `SimpleNamespace(**tree)`: what stands in the tree stands in the object. */
  private spreadInto(call: Located | null, depth: number): unknown {
    const spread = call?.expr.kind === "call" ? call.expr.args.find((arg) => arg.spread) : undefined;
    return call && spread ? this.treeOf({ ...call, expr: spread.value }, depth + 1) : undefined;
  }

  /** `Settings().llm`, which the constructor takes out of a file. */
  private keptBy(call: Located | null, wanted: string | number | undefined, depth: number): unknown {
    if (!call || typeof wanted !== "string") return undefined;
    const tree = this.treeOf({ ...call, expr: entryExpression(call.expr, wanted) }, depth + 1);
    return tree === undefined ? undefined : { [wanted]: tree };
  }

  /** `config["models"][name]`, where the code or the configuration says the name. */
  private chosenEntry(
    at: Located,
    { object, index }: Extract<Expr, { kind: "index" }>,
    depth: number,
  ): unknown {
    const tree = this.treeOf({ ...at, expr: object }, depth + 1);
    const key = tree === undefined ? undefined : this.readString(this.program, { ...at, expr: index })?.value;
    return key === undefined ? undefined : plainEntry(tree, key);
  }

  private treeBehind(at: Located, value: Value, depth: number, wanted?: string | number): unknown {
    switch (value.kind) {
      case "external-object": {
        const name = nameOf(value.origin);
        const loaded = value.call
          ? (this.loadedWith(name, value.call, at.file.path) ??
            this.heldIn(name, value.call, depth) ??
            this.handedOn(name, value.call, depth) ??
            nodeConfigEntry(this.program, value.call.file.path, value.origin, value.call.expr))
          : undefined;
        const isIni = isIniParser(name);
        return value.steps.reduce<unknown>((tree, { name: key, call }) => {
          if (call === null) return plainEntry(tree, key);
          return (isIni ? sectionEntry(tree, call.expr) : undefined) ?? entryGot(tree, call.expr);
        }, loaded);
      }
      // `import config from "./config.json"`.
      case "external": {
        const { module, path } = value.name;
        if (!/^\.\.?\/.*\.json$/.test(module)) return nodeConfigEntry(this.program, at.file.path, value.name);
        const keys = path[0] === "default" ? path.slice(1) : path;
        return keys.reduce<unknown>(plainEntry, this.program.configuration?.(at.file.path, module));
      }
      case "expression": {
        const { expr } = value.at;
        if (expr.kind === "call" && textOf(expr.callee) === "JSON.parse") return this.loadedBy(value.at);
        const [first] = expr.kind === "call" && VALIDATORS.test(lastNameOf(expr.callee)) ? expr.args : [];
        if (first && !first.spread) return this.treeOf({ ...value.at, expr: first.value }, depth + 1);
        const returned = expr.kind === "call" ? this.returnedBy(value.at, expr, depth) : undefined;
        if (returned !== undefined || expr === at.expr) return returned;
        return this.treeOf(value.at, depth + 1);
      }
      case "instance":
        return this.spreadInto(value.call, depth) ?? this.keptBy(value.call, wanted, depth);
      default:
        return undefined;
    }
  }

  /** `Box(tree)`, `from_dict(data_class=Settings, data=tree)`: an object that holds the tree as its members. */
  private heldIn(name: string, call: Located, depth: number): unknown {
    if (!HOLDERS.test(name) || call.expr.kind !== "call") return undefined;
    const held = argumentOf(call.expr.args, { name: "data", index: name.endsWith("from_dict") ? 1 : 0 });
    if (!held || held.spread) return this.spreadInto(call, depth);
    return this.treeOf({ ...call, expr: held.value }, depth + 1);
  }

  /** `cast(Config, tree)`, `OmegaConf.merge(defaults, tree)`: of trees that are merged the last one that has an entry says it. */
  private handedOn(name: string, call: Located, depth: number): unknown {
    const args = call.expr.kind === "call" ? call.expr.args.filter(({ spread }) => !spread) : [];
    const tree = ({ value }: Argument): unknown => this.treeOf({ ...call, expr: value }, depth + 1);
    if (name === "omegaconf.OmegaConf.merge")
      return args.map(tree).reduce<unknown>((under, over) => mergedTrees(under, over), undefined);
    const place = HANDED_ON[name];
    const held = place === undefined ? undefined : args[place];
    return held && tree(held);
  }

  /** `def load(): …; return config["llm"]`: the part of a file that a function of the workspace gives back. */
  private returnedBy(at: Located, { callee }: Extract<Expr, { kind: "call" }>, depth: number): unknown {
    const made = resolve(this.program, { ...at, expr: callee });
    if (made.kind !== "function") return undefined;
    const { file, fn } = made;
    const facts = file.functions[fn]?.facts;
    if (!facts || this.entered.has(facts)) return undefined;
    this.entered.add(facts);
    let tree: unknown;
    for (const stmt of eachStatement(facts.body)) {
      if (tree !== undefined || stmt.kind !== "return" || !stmt.value) continue;
      tree = this.treeOf({ file, fn, expr: stmt.value, frame: { file, fn, call: at } }, depth + 1);
    }
    this.entered.delete(facts);
    return tree;
  }

  private loadedWith(name: string, call: Located, path: string): unknown {
    if (name === "vscode.workspace.getConfiguration") {
      const prefix = call.expr.kind === "call" ? call.expr.args[0]?.value : undefined;
      const text = prefix ? this.readString(this.program, { ...call, expr: prefix })?.value : "";
      return text === undefined
        ? undefined
        : editorDefaults(this.program.configuration?.(path, "package.json"), text);
    }
    if (isIniParser(name)) {
      for (const source of readInto(this.program, call)) {
        const tree = this.readFrom(source);
        if (tree !== undefined) return tree;
      }
    }
    const tree = LOADERS.test(name) ? this.loadedBy(call) : undefined;
    return Array.isArray(tree) ? fittingItems(tree, call.expr) : tree;
  }

  private loadedBy(call: Located): unknown {
    const source = call.expr.kind === "call" ? call.expr.args[0]?.value : undefined;
    return source && this.readFrom({ ...call, expr: source });
  }

  /** What the loader's first argument leads to: a path, an open file, or a file's text. */
  private readFrom(at: Located): unknown {
    const path =
      pathRead(this.program, at, this.readString) ??
      literalPath(this.program, at, this.readString) ??
      this.pathOfText(at);
    return path === undefined ? undefined : this.program.configuration?.(at.file.path, path);
  }

  /** `text = f.read()`, then `json.loads(text)`. */
  private pathOfText(at: Located): string | undefined {
    for (const value of valuesThroughCallers(this.program, at)) {
      if (value.kind !== "expression" || value.at.expr === at.expr) continue;
      const path = pathRead(this.program, value.at, this.readString);
      if (path !== undefined) return path;
    }
    return undefined;
  }
}

/** `config_list_from_json(path, filter_dict={"model": ["gpt-5"]})`: the items that have one of the texts. */
function fittingItems(items: readonly unknown[], call: Expr): readonly unknown[] {
  const filter = call.kind === "call" ? argumentOf(call.args, { name: "filter_dict" })?.value : undefined;
  const entries = filter?.kind === "dict" ? filter.entries : [];
  return items.filter((item) =>
    entries.every(({ key, value }) => {
      if (key?.kind !== "string" || value.kind !== "list") return true;
      const held = [plainEntry(item, key.value)].flat();
      return value.items.some((each) => each.kind === "string" && held.includes(each.value));
    }),
  );
}

/** Entries of the second tree over those of the first, as deep as one may look. */
function mergedTrees(under: unknown, over: unknown, depth = 0): unknown {
  if (over === undefined || depth > MAX_DEPTH || !isTree(under) || !isTree(over)) return over ?? under;
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  const entry = (key: string): unknown =>
    mergedTrees(plainEntry(under, key), plainEntry(over, key), depth + 1);
  return Object.fromEntries([...keys].map((key) => [key, entry(key)]));
}

function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `tree.get("key")`. */
function entryGot(tree: unknown, call: Expr): unknown {
  const read = entryRead(call);
  return read && call.kind === "call" ? plainEntry(tree, read.key) : undefined;
}
