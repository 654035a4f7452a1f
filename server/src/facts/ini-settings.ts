/** Settings that Python's configparser reads: `config.read("settings.ini")`, then `config["llm"]["model"]` or `config.get("llm", "model")`. */
import { edgesOf } from "./call-index";
import { fallbackIn } from "./entries";
import type { Expr } from "./ir";
import type { Located } from "./located";
import { plainEntry } from "./plain-data";
import type { ExternalName, Program } from "./program";
import { resolveAll } from "./resolve";

const PARSERS = /^configparser\.(Raw|Safe)?ConfigParser$/;

/** Whether what has the name (with its module) parses INI files. */
export function isIniParser(name: string): boolean {
  return PARSERS.test(name);
}

/** What the parser that the call makes is told to read, in its own file: the first argument of `parser.read(path)`. */
export function readInto(program: Program, made: Located): readonly Located[] {
  return edgesOf(made.file, "read").flatMap(({ call }) => {
    const { callee, args } = call.expr;
    const path = args[0]?.value;
    if (callee.kind !== "member" || !path) return [];
    const isSame = resolveAll(program, { ...call, expr: callee.object }).some(
      (value) => value.kind === "external-object" && value.call?.expr === made.expr,
    );
    const paths = path.kind === "list" ? path.items : [path];
    return isSame ? paths.map((each) => ({ ...call, expr: each })) : [];
  });
}

/** What a look-up takes where there is none: `parser.get("llm", "model", fallback="gpt-5")`, where the second argument is no fallback. */
export function fallbackGiven(program: Program, { expr, ...at }: Located): Expr | undefined {
  if (expr.kind !== "call" || expr.callee.kind !== "member" || !/^get/.test(expr.callee.name))
    return fallbackIn(expr);
  const named = expr.args.find((arg) => arg.name === "fallback")?.value;
  if (named) return named;
  const isParser = resolveAll(program, { ...at, expr: expr.callee.object }).some(
    (value) =>
      value.kind === "external-object" && value.steps.length === 0 && isIniParser(nameOf(value.origin)),
  );
  return isParser ? undefined : fallbackIn(expr);
}

function nameOf({ module, path }: ExternalName): string {
  return [module, ...path].join(".");
}

/** `parser.get("llm", "model")`, `parser.getint("llm", "tokens")`: the entry of a section. */
export function sectionEntry(tree: unknown, call: Expr): unknown {
  if (call.kind !== "call" || call.callee.kind !== "member") return undefined;
  if (!/^get(int|float|boolean)?$/.test(call.callee.name)) return undefined;
  const [section, key] = call.args.filter(({ name }) => name === null).map(({ value }) => value);
  if (section?.kind !== "string" || key?.kind !== "string") return undefined;
  const entries = plainEntry(tree, section.value);
  return plainEntry(entries, key.value) ?? plainEntry(entries, key.value.toLowerCase());
}
