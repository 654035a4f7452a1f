/** Lists that a loop fills and measures: `while len(found) < 5`, and `step = len(journal)` under `while step < 20`. */
import { textOf } from "../facts/expression-text";
import type { Expr, Stmt } from "../facts/ir";
import { eachExpression, eachStatement, type LoopStatement } from "../facts/walk";
import { isLength } from "../facts/windows";

/** Where a round makes the measured list longer by one; null where it may add several, or none that can be seen. */
export function filledAt(loop: LoopStatement, compared: Expr): number | null {
  if (isLength(compared)) return addedAt(loop.body, additions(loop.body, listOf(compared)));
  const measured = eachStatement(loop.body).filter(
    (stmt) => stmt.kind === "assign" && textOf(stmt.target) === textOf(compared),
  );
  const [only, ...others] = measured;
  if (only?.kind !== "assign" || !only.value || others.length > 0 || only.operator !== "=") return null;
  if (!isLength(only.value)) return null;
  // What methods of other objects add stands elsewhere; what the round itself adds is seen.
  const adds = additions(loop.body, listOf(only.value));
  return adds.length === 0 || addedAt(loop.body, adds) !== null ? only.range.start : null;
}

/** Where the only addition stands, if it adds one item, and once a round. */
function addedAt(body: readonly Stmt[], [only, ...others]: readonly Addition[]): number | null {
  if (!only || others.length > 0 || !/^(append|push|add)$/.test(only.name)) return null;
  const isRepeated = eachStatement(body).some(
    ({ kind, range }) => kind === "loop" && range.start <= only.at && only.at < range.end,
  );
  return isRepeated ? null : only.at;
}

interface Addition {
  readonly name: string;
  readonly at: number;
}

/** `found.append(x)`, `found.extend(more)`, `found += more`. */
function additions(body: readonly Stmt[], list: string): readonly Addition[] {
  return eachStatement(body).flatMap((stmt): readonly Addition[] => {
    if (stmt.kind === "assign" && textOf(stmt.target) === list)
      return [{ name: stmt.operator, at: stmt.range.start }];
    if (stmt.kind !== "expression") return [];
    return eachExpression(stmt.value).flatMap((part) => {
      const callee = part.kind === "call" && part.callee.kind === "member" ? part.callee : undefined;
      const isAddition = callee && textOf(callee.object) === list && ADDING.test(callee.name);
      return isAddition ? [{ name: callee.name, at: stmt.range.start }] : [];
    });
  });
}

const ADDING = /^(append|push|add|extend|insert|unshift|concat|update)$/;

/** `xs` of `len(xs)` and `xs.length`. */
function listOf(length: Expr): string {
  if (length.kind === "member") return textOf(length.object);
  const first = length.kind === "call" ? length.args[0]?.value : undefined;
  return first ? textOf(first) : "";
}
