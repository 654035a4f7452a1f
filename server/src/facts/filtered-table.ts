/** Tables that hold what another one does but for some entries: `{k: v for k, v in body.items() if v is not None}`. */
import { lastNameOf, textOf } from "./expression-text";
import type { Expr } from "./ir";

/** The table that such an expression is taken from; undefined for anything else. */
export function filteredTable(expr: Expr): Expr | undefined {
  if (expr.kind === "comprehension") return filteredItems(expr);
  if (expr.kind !== "call") return undefined;
  const [first] = expr.args;
  // lodash
  if (/^(omitBy|pickBy)$/.test(lastNameOf(expr.callee))) return first?.value;
  if (textOf(expr.callee) !== "Object.fromEntries" || first?.value.kind !== "call") return undefined;
  const { callee } = first.value;
  const entries = callee.kind === "member" && callee.name === "filter" ? callee.object : undefined;
  return entries?.kind === "call" && textOf(entries.callee) === "Object.entries"
    ? entries.args[0]?.value
    : undefined;
}

function filteredItems({ element, clauses }: Extract<Expr, { kind: "comprehension" }>): Expr | undefined {
  const [only, ...others] = clauses;
  const items = only?.iterable;
  const isItems = items?.kind === "call" && items.callee.kind === "member" && items.callee.name === "items";
  if (!isItems || others.length > 0 || items.callee.kind !== "member") return undefined;
  return keepsKeys(element, only?.target) ? items.callee.object : undefined;
}

/** `k: v` of `for k, v in …`; what is made of the values stands for them. */
function keepsKeys(made: Expr, taken: Expr | undefined): boolean {
  const key = made.kind === "dict" ? made.entries[0]?.key : undefined;
  const named = taken?.kind === "list" ? taken.items[0] : undefined;
  return key?.kind === "name" && named?.kind === "name" && key.name === named.name;
}
