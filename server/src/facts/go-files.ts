/**
 * Structs that Go programs fill out of files: `yaml.Unmarshal(data, &config)`, `json.NewDecoder(file).Decode(&config)`,
 * `toml.DecodeFile("config.toml", &config)`, `viper.Unmarshal(&config)`. What a field holds stands in the file under the field's name.
 */

import { edgesOf } from "./call-index";
import { lastNameOf } from "./expression-text";
import { entryUnder, readByViper } from "./go-config";
import type { Expr } from "./ir";
import { literalPath, type ReadString } from "./literal-path";
import type { Located } from "./located";
import type { ClassInfo, Program } from "./program";
import { resolveAll } from "./resolve";
import { lookUp } from "./scope";
import { isTestPath } from "./test-paths";
import type { CallExpression } from "./walk";

/** A call that fills objects of a class. */
interface Fill {
  readonly cls: ClassInfo;
  readonly call: Located<CallExpression>;
}

const FILLERS = [
  ...["Unmarshal", "UnmarshalStrict", "UnmarshalExact", "UnmarshalKey"],
  ...["Decode", "DecodeFile", "ReadConfig", "MustLoad"],
];
/** Members between a struct that is filled and its field. */
const MAX_KEYS = 4;
/** Names and calls between a file and the call that reads its text. */
const MAX_STEPS = 6;
/** A program with more of them fills data, and no settings. */
const MAX_FILLS = 40;

/** What a file gives the field that the expression reads: a value, or the expression that asks viper for it; undefined where none does. */
export function filledField(
  program: Program,
  at: Located,
  readString: ReadString,
): { readonly value: unknown } | { readonly asked: Located } | undefined {
  if (at.file.language !== "go" || at.expr.kind !== "member" || !program.configuration) return undefined;
  if (allFills(program).length === 0) return undefined;
  const keys: string[] = [];
  for (let expr: Expr = at.expr; expr.kind === "member" && keys.length < MAX_KEYS; expr = expr.object) {
    const { name, object } = expr;
    const holders = resolveAll(program, { ...at, expr: object }).flatMap((value) =>
      value.kind === "instance" ? [value.cls] : [],
    );
    keys.unshift(storedNames(holders[0]).get(name) ?? name);
    for (const holder of holders) {
      for (const { fill, prefix } of fillsOf(program, holder)) {
        const found = fieldIn(program, fill, [...prefix, ...keys], readString);
        if (found) return found;
      }
    }
  }
  return undefined;
}

function fieldIn(
  program: Program,
  { call }: Fill,
  keys: readonly string[],
  readString: ReadString,
): ReturnType<typeof filledField> {
  const asked = readByViper(program, call, keys);
  if (asked) return { asked };
  const path = pathOf(program, sourceOf(call), readString, 0);
  const value =
    path === undefined ? undefined : entryUnder(program.configuration?.(call.file.path, path), keys);
  return value === undefined || value === "" || typeof value === "object" ? undefined : { value };
}

/** Where the call takes what it fills with: its first argument, or what its decoder was made of. */
function sourceOf(call: Located<CallExpression>): Located | undefined {
  const { callee, args } = call.expr;
  if (args.length === 1 && callee.kind === "member") return { ...call, expr: callee.object };
  return args[0] && { ...call, expr: args[0].value };
}

/** The path of the file behind its text, a reader or a decoder of it. */
function pathOf(
  program: Program,
  at: Located | undefined,
  readString: ReadString,
  depth: number,
): string | undefined {
  if (!at || depth > MAX_STEPS) return undefined;
  const { expr } = at;
  if (expr.kind === "name") {
    const assigned = (lookUp(at.file, at.fn, expr.name)?.bindings ?? []).filter((b) => b.kind === "assign");
    const last = assigned.findLast(({ value }) => /^(call|name|member)$/.test(value.expr.kind));
    return last ? pathOf(program, last.value, readString, depth + 1) : readString(program, at)?.value;
  }
  if (expr.kind !== "call") return literalPath(program, at, readString) ?? readString(program, at)?.value;
  const [first, ...others] = expr.args.map(({ value }) => ({ ...at, expr: value }));
  switch (lastNameOf(expr.callee)) {
    case "NewDecoder":
    case "NewReader":
    case "NewBuffer":
    case "ReadAll":
      return pathOf(program, first, readString, depth + 1);
    case "ReadFile":
    case "Open":
      return pathOf(program, first, readString, depth + 1);
    case "Join": {
      const parts = [first, ...others].map((part) => part && readString(program, part)?.value);
      return parts.some((part) => part === undefined) ? undefined : parts.join("/");
    }
    default:
      return readString(program, at)?.value;
  }
}

const known = new WeakMap<Program, readonly Fill[]>();

function allFills(program: Program): readonly Fill[] {
  const answer = known.get(program);
  if (answer) return answer;
  const found = program.files.flatMap((file) => {
    if (file.language !== "go" || isTestPath(file.path)) return [];
    const calls = FILLERS.flatMap((name) => edgesOf(file, name)).map(({ call }) => call);
    return calls.flatMap((call): readonly Fill[] => {
      const target = call.expr.args.at(-1)?.value;
      if (call.expr.callee.kind !== "member" || !target || call.expr.args.length > 2) return [];
      const made = resolveAll(program, { ...call, expr: target }).find(({ kind }) => kind === "instance");
      return made?.kind === "instance" ? [{ cls: made.cls, call }] : [];
    });
  });
  const fills = found.length > MAX_FILLS ? [] : found;
  known.set(program, fills);
  return fills;
}

interface FillOfClass {
  readonly fill: Fill;
  /** Fields that lead from the filled struct to the class's. */
  readonly prefix: readonly string[];
}

const byClass = new WeakMap<Program, Map<ClassInfo, readonly FillOfClass[]>>();

/** Calls that fill the class, or one that has it as a field: `type Config struct { LLM LLMConfig }`. */
function fillsOf(program: Program, cls: ClassInfo): readonly FillOfClass[] {
  const answers = byClass.get(program) ?? new Map<ClassInfo, readonly FillOfClass[]>();
  byClass.set(program, answers);
  const answer = answers.get(cls);
  if (answer) return answer;
  const all = allFills(program);
  const own = all.filter((fill) => fill.cls === cls).map((fill) => ({ fill, prefix: [] }));
  const found = own.length > 0 ? own : all.flatMap((fill) => partsIn(program, fill, cls));
  answers.set(cls, found);
  return found;
}

/** The only field of the filled struct that is of the class. */
function partsIn(program: Program, fill: Fill, cls: ClassInfo): readonly FillOfClass[] {
  const fields = [...fill.cls.attributes].flatMap(([name, bindings]) => {
    const type = bindings.flatMap((b) =>
      (b.kind === "assign" || b.kind === "parameter") && b.annotation ? [b.annotation] : [],
    )[0];
    const isOfClass =
      type && resolveAll(program, type).some((value) => value.kind === "class" && value.cls === cls);
    return isOfClass ? [name] : [];
  });
  const [only, ...others] = fields;
  if (only === undefined || others.length > 0) return [];
  return [{ fill, prefix: [storedNames(fill.cls).get(only) ?? only] }];
}

const stored = new WeakMap<ClassInfo, ReadonlyMap<string, string>>();

/** Names that the tags of a struct give its fields in files. */
function storedNames(cls: ClassInfo | undefined): ReadonlyMap<string, string> {
  const known = cls && stored.get(cls);
  if (known || !cls) return known ?? new Map();
  const body = cls.file.functions[cls.fn]?.facts.body ?? [];
  const own = body.find((stmt) => stmt.kind === "class" && stmt.name === cls.name);
  const names = new Map<string, string>();
  for (const stmt of own?.kind === "class" ? own.body : [])
    if (stmt.kind === "assign" && stmt.storedAs !== undefined)
      names.set(lastNameOf(stmt.target), stmt.storedAs);
  stored.set(cls, names);
  return names;
}
