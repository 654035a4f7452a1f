/** What takes messages out of a history: `messages.pop(0)`, `messages.shift()`, `del messages[1]`. */
import { lastNameOf } from "./expression-text";
import type { Expr, Stmt } from "./ir";
import { eachExpression, eachStatement, expressionsOf } from "./walk";

export interface Drop {
  readonly expr: Expr;
  /** It takes the first message, too. */
  readonly first: boolean;
  readonly isOldest: boolean;
}

type Test = (list: Expr) => boolean;

const DROPPERS = new Set(["pop", "popleft", "shift", "splice"]);

/** The first drop in the statements; `isHistory` tells what it is taken from. */
export function dropIn(body: readonly Stmt[], isHistory: Test): Drop | undefined {
  for (const stmt of eachStatement(body)) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) {
        const from = droppedFrom(expr, isHistory);
        if (from === undefined) continue;
        const isOldest =
          from?.kind === "number" || (from === null && /^(shift|popleft)$/.test(calledIn(expr)));
        return { expr, first: !(from?.kind === "number" && from.value > 0), isOldest };
      }
    }
  }
  return undefined;
}

/** Where the drop starts: null for the first item; undefined for no drop. `del m[0]` is an "other" over the item. */
function droppedFrom(expr: Expr, isHistory: Test): Expr | null | undefined {
  if (expr.kind === "other") {
    const [target] = expr.operands;
    if (target?.kind === "index" && isHistory(target.object)) return target.index;
    if (target?.kind === "slice" && isHistory(target.object)) return target.from;
  }
  if (expr.kind !== "call" || expr.callee.kind !== "member" || !DROPPERS.has(expr.callee.name))
    return undefined;
  return isHistory(expr.callee.object) ? (expr.args[0]?.value ?? null) : undefined;
}

function calledIn(expr: Expr): string {
  return expr.kind === "call" ? lastNameOf(expr.callee) : "";
}
