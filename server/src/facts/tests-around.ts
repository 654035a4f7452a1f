/** The tests that a place of a function stands behind. */
import type { Expr, Stmt } from "./ir";
import { blocksOf } from "./walk";

/** A test, and whether it holds where the statement is reached. */
export interface BranchTest {
  readonly test: Expr;
  readonly holds: boolean;
}

/** The tests of the `if` statements around an offset of the function, outermost first. */
export function testsAround(body: readonly Stmt[], offset: number): readonly BranchTest[] {
  const stmt = body.find(({ range }) => range.start <= offset && offset < range.end);
  if (!stmt) return [];
  for (const block of blocksOf(stmt)) {
    const inside = block.some(({ range }) => range.start <= offset && offset < range.end);
    if (!inside) continue;
    const own = stmt.kind === "if" ? [{ test: stmt.test, holds: block === stmt.then }] : [];
    return [...own, ...testsAround(block, offset)];
  }
  return [];
}
