/** How many requests one round of a loop sends: `think()` and then `act()` both ask the model, whatever is answered. */
import type { Expr, Stmt } from "../facts/ir";
import { eachExpression, expressionsOf } from "../facts/walk";
import type { Chain } from "./chain";
import type { PlacedLoop } from "./placed-loop";

/** A helper that asks this often is no step of a round. */
const MOST = 4;

/** Ways of one round that lead to the call below: those that differ from the chosen one in a function of the loop, and always run. */
export function requestsPerRound(
  chains: readonly Chain[],
  chosen: Chain,
  loop: PlacedLoop | undefined,
): number {
  if (loop?.loop.kind !== "statement") return 1;
  let product = 1;
  for (let level = 1; level <= loop.level; level++) {
    const own = chosen.levels[level];
    if (!own) return 1;
    const calls = new Set<Expr>();
    for (const { levels } of chains) {
      const same = levels.slice(0, level).every((below, i) => {
        const other = chosen.levels[i];
        return other !== undefined && below.file === other.file && below.fn === other.fn;
      });
      const at = levels[level];
      if (same && at && at.file === own.file && at.fn === own.fn) calls.add(at.call);
    }
    const body = level === loop.level ? loop.loop.loop.body : (own.file.functions[own.fn]?.facts.body ?? []);
    product *= Math.max(1, always(body, calls));
  }
  return product <= MOST ? product : 1;
}

/** Calls that run in every pass through the statements. */
function always(body: readonly Stmt[], calls: ReadonlySet<Expr>): number {
  let count = 0;
  for (const stmt of body) {
    if (stmt.kind === "if" || stmt.kind === "loop") continue;
    if (stmt.kind === "try" || stmt.kind === "with") {
      count += always(stmt.body, calls);
      if (stmt.kind === "with") count += inExpressions(stmt, calls);
      continue;
    }
    count += inExpressions(stmt, calls);
    if (stmt.kind === "return" || stmt.kind === "raise" || stmt.kind === "break") break;
  }
  return count;
}

function inExpressions(stmt: Stmt, calls: ReadonlySet<Expr>): number {
  let count = 0;
  for (const top of expressionsOf(stmt)) for (const expr of eachExpression(top)) if (calls.has(expr)) count++;
  return count;
}
