/**
 * Settings that Go programs read out of YAML files by a dotted key (`viper.GetString("llm.model")`, GoFrame's
 * `g.Cfg().MustGet(ctx, "llm.model").String()`), or fill whole structs with (`viper.UnmarshalKey("llm", &cfg)`). Which file it is, the code
 * says in places that differ from library to library: where all files called after a configuration say the same, that is it.
 */
import { edgesOf } from "./call-index";
import { lastNameOf } from "./expression-text";
import type { Argument, Expr } from "./ir";
import type { Located } from "./located";
import { plainEntry } from "./plain-data";
import type { Program } from "./program";
import { resolveAll } from "./resolve";
import { textIn } from "./values";
import { type CallExpression, callsIn } from "./walk";

const VIPER = /(^|\/)viper$/;
const GETTER = /^Get(String|Int|Int32|Int64|Uint|Float64|Bool)?$/;
const FRAME_GETTER = /^(Must)?Get(WithEnv|WithCmd)?$/;
/** What GoFrame's values are made into: `.String()`. */
const CONVERSION = /^(String|Int|Int32|Int64|Uint|Float32|Float64|Bool)$/;
const CONFIG_FILE = /(^|\/)(config|conf|app|application|settings)([._-][\w.-]*)?\.ya?ml$/i;
/** Files that configure other programs. */
const OTHERS = /(^|\/)(\.[^/]+|tests?|testdata|docs?|hack|deploy(ments?)?|charts?|k8s|vendor)\//i;
/** More files are no settings of one program. */
const MAX_FILES = 12;

/** What the files hold under the key that the expression reads; undefined for anything else, and where two files differ. */
export function goConfigValue(program: Program, at: Located): unknown {
  const key = at.file.language === "go" ? keyRead(program, at) : undefined;
  if (key === undefined) return undefined;
  const values = configFiles(program).flatMap((path) => {
    const value = entryUnder(program.configuration?.("", path), key.split("."));
    return value === undefined || value === "" ? [] : [value];
  });
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

/** A read of the field that a call filled from the configuration: `g.Cfg().MustGet(ctx, "llm").Scan(cfg)`; undefined where none did. */
export function filledFromConfig(program: Program, holder: Located, field: string): Located | undefined {
  const { file, fn, expr } = holder;
  if (file.language !== "go" || expr.kind !== "name") return undefined;
  for (const { call } of callsIn(file, fn)) {
    const filled = call.args.some(({ value }) => value.kind === "name" && value.name === expr.name);
    const reading = filled ? fieldRead(program, { ...holder, expr: call }, field) : undefined;
    const at = reading && { ...holder, expr: reading };
    if (at && goConfigValue(program, at) !== undefined) return at;
  }
  return undefined;
}

function fieldRead(
  program: Program,
  { expr: call, ...at }: Located<CallExpression>,
  field: string,
): Expr | undefined {
  if (call.callee.kind !== "member") return undefined;
  const { name, object } = call.callee;
  if (name === "Scan" && object.kind === "call") {
    const key = keyAsked(program, { ...at, expr: object });
    const given = object.args.map((arg) => (isText(arg, key) ? textArgument(arg, `${key}.${field}`) : arg));
    return key === undefined ? undefined : { ...object, args: given };
  }
  if (!/^Unmarshal(Key|Exact)?$/.test(name) || !isViper(program, { ...at, expr: object })) return undefined;
  const [first] = call.args;
  const key = name === "UnmarshalKey" && first?.value.kind === "string" ? `${first.value.value}.` : "";
  const callee: Expr = { ...call.callee, name: "GetString" };
  return first && { ...call, callee, args: [textArgument(first, `${key}${field}`)] };
}

/** The question for a field that `viper.Unmarshal(&config)` fills; undefined for other calls. */
export function readByViper(
  program: Program,
  call: Located<CallExpression>,
  keys: readonly string[],
): Located | undefined {
  const read = fieldRead(program, call, keys.join("."));
  return read && { ...call, expr: read };
}

function isText({ value }: Argument, text: string | undefined): boolean {
  return value.kind === "string" && value.value === text;
}

function textArgument({ value: { range } }: Argument, value: string): Argument {
  return { name: null, spread: false, value: { kind: "string", value, range } };
}

function keyRead(program: Program, at: Located): string | undefined {
  const { expr } = at;
  if (expr.kind !== "call") return undefined;
  const { callee, args } = expr;
  const isConverted = callee.kind === "member" && CONVERSION.test(callee.name) && args.length === 0;
  return keyAsked(program, isConverted ? { ...at, expr: callee.object } : at);
}

function keyAsked(program: Program, { expr, ...at }: Located): string | undefined {
  if (expr.kind !== "call" || expr.callee.kind !== "member") return undefined;
  const { name, object } = expr.callee;
  const [first, second] = expr.args.map(({ value }) => ({ ...at, expr: value }));
  const isFrame = object.kind === "call" && lastNameOf(object.callee) === "Cfg";
  if (isFrame) return FRAME_GETTER.test(name) && second ? keyText(program, second) : undefined;
  const isGetter = GETTER.test(name) && first !== undefined && second === undefined;
  return isGetter && isViper(program, { ...at, expr: object }) ? keyText(program, first) : undefined;
}

/** A key as it is written, or behind the constant that holds it. */
export function keyText(program: Program, at: Located): string | undefined {
  if (at.expr.kind === "string") return at.expr.value;
  return at.expr.kind === "name" || at.expr.kind === "member" ? textIn(resolveAll(program, at)) : undefined;
}

function isViper(program: Program, at: Located): boolean {
  return resolveAll(program, at).some((value) => {
    const name =
      value.kind === "external" ? value.name : value.kind === "external-object" ? value.origin : null;
    return name !== null && VIPER.test(name.module);
  });
}

const known = new WeakMap<Program, readonly string[]>();

/** Files that the program names as its configuration, else those that are called so. */
function configFiles(program: Program): readonly string[] {
  const answer = known.get(program);
  if (answer) return answer;
  const named = program.files.flatMap((file) =>
    file.language !== "go"
      ? []
      : ["SetConfigName", "SetConfigFile"].flatMap((setter) =>
          edgesOf(file, setter).flatMap(({ call }) => {
            const name = call.expr.args[0]?.value;
            return name?.kind === "string" ? [baseOf(name.value)] : [];
          }),
        ),
  );
  const all = (program.textFiles ?? []).filter((path) => /\.ya?ml$/i.test(path) && !OTHERS.test(path));
  const own = all.filter((path) => named.includes(baseOf(path)));
  const found = own.length > 0 ? own : all.filter((path) => CONFIG_FILE.test(path));
  const files = found.length > MAX_FILES ? [] : found;
  known.set(program, files);
  return files;
}

/** `config` of `./etc/config.yaml`. */
function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}

/** Keys have no case, and words in them are joined in one way or another. */
export function entryUnder(tree: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => {
    if (inner === null || typeof inner !== "object") return undefined;
    const own = Object.keys(inner).find((each) => plain(each) === plain(key));
    return own === undefined ? undefined : plainEntry(inner, own);
  }, tree);
}

function plain(key: string): string {
  return key.replace(/[-_]/g, "").toLowerCase();
}
