/** Lists that the code empties and fills again: `messages.clear()`, then `messages.extend(system + rest[-10:])`. */
import { itemsOf } from "./added-parts";
import type { Expr, Stmt } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { lookUp } from "./scope";
import { blocksOf, type CallExpression } from "./walk";
import { partOf, type Window } from "./windows";

/** Blocks in blocks. */
const MAX_DEPTH = 16;

/** What takes the place of the emptied list, by the call that fills it again. */
export function refillsIn(
  body: readonly Stmt[],
  isList: (expr: Expr) => boolean,
  depth = 0,
): ReadonlyMap<CallExpression, readonly Expr[]> {
  const found = new Map<CallExpression, readonly Expr[]>();
  body.forEach((stmt, i) => {
    const fills = emptied(stmt, isList) ? filled(body[i + 1], isList) : undefined;
    if (fills) found.set(fills.call, fills.values);
    for (const block of depth < MAX_DEPTH ? blocksOf(stmt) : [])
      for (const [call, values] of refillsIn(block, isList, depth + 1)) found.set(call, values);
  });
  return found;
}

/** `messages.clear()`, `messages.length = 0`, `messages.splice(0)`. */
function emptied(stmt: Stmt, isList: (expr: Expr) => boolean): boolean {
  if (stmt.kind === "assign") {
    const { target, value } = stmt;
    const isLength = target.kind === "member" && target.name === "length" && isList(target.object);
    return isLength && value?.kind === "number" && value.value === 0;
  }
  const call = stmt.kind === "expression" ? stmt.value : undefined;
  if (call?.kind !== "call" || call.callee.kind !== "member" || !isList(call.callee.object)) return false;
  const [first, ...others] = call.args.map(({ value }) => value);
  if (call.callee.name === "clear") return first === undefined;
  const isAll = first?.kind === "number" && first.value === 0 && others.length === 0;
  return call.callee.name === "splice" && isAll;
}

/** `messages.extend(kept)`, `messages.push(...kept)`. */
function filled(
  stmt: Stmt | undefined,
  isList: (expr: Expr) => boolean,
): { readonly call: CallExpression; readonly values: readonly Expr[] } | undefined {
  const call = stmt?.kind === "expression" ? stmt.value : undefined;
  if (call?.kind !== "call" || call.callee.kind !== "member" || !isList(call.callee.object)) return undefined;
  const { callee, args } = call;
  const isWhole = callee.name === "extend" || (callee.name === "push" && args.every(({ spread }) => spread));
  return isWhole && args.length > 0 ? { call, values: args.map(({ value }) => value) } : undefined;
}

/** The window that one of the parts stands behind; of what stands beside it the first messages may be. */
export function cutAmong(
  program: Program,
  { expr, ...at }: Located,
  takesUp: (part: Expr) => boolean,
): Window | undefined {
  const parts = partsOf(expr);
  for (const part of parts) {
    const cut = valuesOf({ ...at, expr: part })
      .map((value) => partOf(program, value))
      .find((each) => each?.window && takesUp(each.of));
    if (!cut?.window) continue;
    const isBeside = parts.some((other) => other !== part && takesUp(other));
    return isBeside ? { ...cut.window, dropsPrefix: false } : cut.window;
  }
  return undefined;
}

/** The sides of `system + rest`, the items of `[...system, ...rest]`. */
function partsOf(expr: Expr, depth = 0): readonly Expr[] {
  if (depth > MAX_DEPTH) return [expr];
  if (expr.kind === "binary" && expr.operator === "+")
    return [expr.left, expr.right].flatMap((side) => partsOf(side, depth + 1));
  return expr.kind === "list" ? expr.items.flatMap(itemsOf) : [expr];
}

/** The expression, and what its name was given in the same function. */
function valuesOf(at: Located): readonly Located[] {
  const found = at.expr.kind === "name" ? lookUp(at.file, at.fn, at.expr.name) : undefined;
  const bindings = found?.fn === at.fn ? found.bindings : [];
  return [at, ...bindings.flatMap((b) => (b.kind === "assign" && b.path.length === 0 ? [b.value] : []))];
}
