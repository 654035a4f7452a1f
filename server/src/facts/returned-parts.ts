/** Parts of what a function gives back, under the names its caller takes them apart by: `system, messages = split(history)`. */
import { entryNamed } from "./history-roots";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Binding, Program } from "./program";
import { resolve } from "./resolve";
import { type CallExpression, eachStatement } from "./walk";

/** What the functions' returns hold at the name's place; undefined where the name stands for the whole, or the code shows no such part. */
export function returnedParts(
  program: Program,
  { value, path }: Extract<Binding, { kind: "assign" }>,
): { readonly call: Located<CallExpression>; readonly parts: readonly Located[] } | undefined {
  const [step, ...others] = path;
  const expr = value.expr.kind === "await" ? value.expr.value : value.expr;
  if (step === undefined || others.length > 0 || expr.kind !== "call") return undefined;
  const target = resolve(program, { ...value, expr: expr.callee });
  if (target.kind !== "function") return undefined;
  const { file, fn } = target;
  const parts = eachStatement(file.functions[fn]?.facts.body ?? []).flatMap((stmt) => {
    const part = stmt.kind === "return" && stmt.value ? partAt(stmt.value, step) : undefined;
    return part ? [{ file, fn, expr: part }] : [];
  });
  return parts.length > 0 ? { call: { ...value, expr }, parts } : undefined;
}

function partAt(returned: Expr, step: string | number): Expr | undefined {
  if (typeof step === "string") return entryNamed(returned, step);
  if (returned.kind !== "list" || returned.items.some(({ kind }) => kind === "spread")) return undefined;
  return returned.items[step];
}
