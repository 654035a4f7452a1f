/** Defaults of command line options that argparse reads. */
import { argumentOf } from "./arguments";
import { entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program, Value } from "./program";
import { valuesThroughCallers } from "./through-callers";
import { callsIn } from "./walk";

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
