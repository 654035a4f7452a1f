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

/** The tests around an offset, and those before it whose branch leaves the function: behind `if closing: return …` it is not closing. */
export function testsUpTo(body: readonly Stmt[], offset: number): readonly BranchTest[] {
  const before = body.filter(({ range }) => range.end <= offset);
  const passed = before.flatMap((stmt) => {
    const leaves = stmt.kind === "if" && /^(return|raise)$/.test(stmt.then.at(-1)?.kind ?? "");
    return leaves ? [{ test: stmt.test, holds: false }] : [];
  });
  const stmt = body.find(({ range }) => range.start <= offset && offset < range.end);
  for (const block of stmt ? blocksOf(stmt) : []) {
    if (!block.some(({ range }) => range.start <= offset && offset < range.end)) continue;
    const own = stmt?.kind === "if" ? [{ test: stmt.test, holds: block === stmt.then }] : [];
    return [...passed, ...own, ...testsUpTo(block, offset)];
  }
  return passed;
}

/** Whether the function is over at the end of the branch around the offset, so that a use behind the branch never sees it: `if …: model = "x"; return ask(model)`. */
export function isLeftBefore(body: readonly Stmt[], offset: number, use: number): boolean {
  const holds = ({ range }: Stmt, at: number): boolean => range.start <= at && at < range.end;
  const stmt = body.find((each) => holds(each, offset));
  for (const block of stmt ? blocksOf(stmt) : []) {
    if (!block.some((each) => holds(each, offset))) continue;
    const isOver = stmt?.kind === "if" && /^(return|raise)$/.test(block.at(-1)?.kind ?? "");
    if (isOver && !block.some((each) => holds(each, use))) return true;
    return isLeftBefore(block, offset, use);
  }
  return false;
}
