/** Defaults of command line options that argparse reads. */
import { argumentOf } from "./arguments";
import { edgesOf } from "./call-index";
import { entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { ExternalName, Program, Value } from "./program";
import { resolveAll } from "./resolve";
import { valuesThroughCallers } from "./through-callers";
import { type CallExpression, callsIn } from "./walk";

/** `FLAGS.model`, and `MODEL.value` of `MODEL = flags.DEFINE_string("model", "gpt-5", "…")`: absl's default of the flag. */
export function flagDefault(program: Program, at: Located): Located | undefined {
  const { expr } = at;
  if (expr.kind !== "member" || at.file.language !== "python") return undefined;
  for (const value of resolveAll(program, { ...at, expr: expr.object })) {
    const call = value.kind === "external-object" && isOfAbsl(value.origin) ? value.call : null;
    if (expr.name === "value" && call?.expr.kind === "call") return flagOf({ ...call, expr: call.expr });
    if (value.kind !== "external" || !isOfAbsl(value.name)) continue;
    const declared = [at.file, ...program.files].flatMap((file) =>
      DEFINERS.flatMap((name) => edgesOf(file, name)),
    );
    const named = declared.find(({ call: { expr: made } }) => isText(made.args[0]?.value, expr.name));
    if (named) return flagOf(named.call);
  }
  return undefined;
}

const DEFINERS = ["DEFINE_string", "DEFINE_enum", "DEFINE_integer", "DEFINE_float"];

function isOfAbsl({ module, path }: ExternalName): boolean {
  return /^absl(\.flags)?$/.test(module) || (module === "absl" && path[0] === "flags");
}

function isText(expr: Expr | undefined, text: string): boolean {
  return expr?.kind === "string" && expr.value === text;
}

function flagOf(call: Located<CallExpression>): Located | undefined {
  const given = argumentOf(call.expr.args, { name: "default", index: 1 })?.value;
  return given && { ...call, expr: given };
}

/**
 * `args.model`, `vars(args)["model"]`, where argparse makes `args`: the default of the option; undefined for anything else, and where two
 * options differ.
 */
export function argparseDefault(program: Program, at: Located): Located | undefined {
  const read = at.file.language === "python" ? entryRead(at.expr) : undefined;
  if (typeof read?.key !== "string") return undefined;
  for (const value of namespaces(program, { ...at, expr: read.object })) {
    if (value.kind !== "external-object" || value.origin.module !== "argparse") continue;
    const parses = value.steps.some((step) => step.call !== null && /^parse_(known_)?args$/.test(step.name));
    if (!parses && value.origin.path[0] !== "Namespace") continue;
    const defaults = optionsIn((value.call ?? at).file, read.key);
    const [first] = defaults;
    if (first && defaults.every((other) => sameLiteral(first.expr, other.expr))) return first;
  }
  return undefined;
}

/** What the expression stands for; a table of its options is as good as the object that holds them. */
function namespaces(program: Program, at: Located): readonly Value[] {
  return valuesThroughCallers(program, at).flatMap((value) => {
    const { expr } = value.kind === "expression" ? value.at : at;
    if (value.kind !== "expression") return [value];
    const [first] = expr.kind === "call" && lastNameOf(expr.callee) === "vars" ? expr.args : [];
    const held =
      first?.value ?? (expr.kind === "member" && expr.name === "__dict__" ? expr.object : undefined);
    return held ? valuesThroughCallers(program, { ...value.at, expr: held }) : [value];
  });
}

function sameLiteral(a: Expr, b: Expr): boolean {
  if (a === b) return true;
  return (
    a.kind === b.kind && (a.kind === "string" || a.kind === "number") && a.value === (b as typeof a).value
  );
}

/** Defaults that the file's `add_argument("--model", default=…)` give the name. */
function optionsIn(file: FileFacts, name: string): readonly Located[] {
  return file.functions.flatMap((_, fn) =>
    callsIn(file, fn).flatMap(({ call }) => {
      if (lastNameOf(call.callee) !== "add_argument") return [];
      const given = argumentOf(call.args, { name: "default" });
      return given && destinationOf(call) === name ? [{ file, fn, expr: given.value }] : [];
    }),
  );
}

/** The attribute that holds the option: `dest`, else the first long name, else the first name. */
function destinationOf(call: Extract<Expr, { kind: "call" }>): string | undefined {
  const dest = argumentOf(call.args, { name: "dest" })?.value;
  if (dest?.kind === "string") return dest.value;
  const names = call.args.flatMap(({ name, value }) =>
    name === null && value.kind === "string" ? [value.value] : [],
  );
  const chosen = names.find((name) => name.startsWith("--")) ?? names[0];
  return chosen?.replace(/^-+/, "").replaceAll("-", "_");
}
