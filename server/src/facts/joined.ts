/** What stands side by side or one behind the other in an expression that joins objects. */
import type { Expr } from "./ir";
import type { Located } from "./located";

/** `a | b | c`, in order. */
export function operandsOf(at: Located): readonly Located[] {
  const behind: Located[] = [];
  let { expr } = at;
  while (expr.kind === "binary" && expr.operator === "|") {
    behind.unshift({ ...at, expr: expr.right });
    expr = expr.left;
  }
  return [{ ...at, expr }, ...behind];
}

/** Values of a dict, or all arguments of a call with the values of dicts among them. */
export function entriesIn(at: Located): readonly Located[] {
  const { expr } = at;
  const exprs = expr.kind === "call" ? expr.args.flatMap(({ value }) => valuesOf(value)) : valuesOf(expr);
  return exprs.map((value) => ({ ...at, expr: value }));
}

function valuesOf(expr: Expr): readonly Expr[] {
  return expr.kind === "dict" ? expr.entries.map(({ value }) => value) : [expr];
}
