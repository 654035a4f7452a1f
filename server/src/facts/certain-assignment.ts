/**
 * Which assignment of a name counts where several may have run: the one that ran in any case is the default, those in branches that nobody
 * can decide are exceptions of it; and a branch that asks what was asked before (`if (kind === "a")` twice) saw what that one assigned.
 */

import { textOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Binding } from "./program";
import { lookUp } from "./scope";
import { type BranchTest, testsAround } from "./tests-around";
import { holdsUse, withFrame } from "./values";

type Assigned = Extract<Binding, { kind: "assign" }>;

/** The last assignment before the use that ran for certain; undefined where there is one alone, or none for certain. */
export function certainAssignment(at: Located): Located | undefined {
  const { expr, file, fn } = at;
  const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
  if (!found || found.fn !== fn || found.bindings.length < 2) return undefined;
  const before = found.bindings.filter(
    (b): b is Assigned => b.kind === "assign" && b.start <= expr.range.start && !holdsUse(b, at),
  );
  if (before.length < 2 || before.some((b) => b.operator !== "=" || b.path.length > 0)) return undefined;
  const body = file.functions[fn]?.facts.body ?? [];
  const around = testsAround(body, expr.range.start);
  const possible = before
    .map((binding) => ({ binding, tests: testsAround(body, binding.start) }))
    .filter(({ tests }) => !tests.some((test) => around.some((known) => contradict(test, known))));
  const isCertain = ({ tests }: (typeof possible)[number]): boolean =>
    tests.every((test) => around.some((known) => isSame(test, known)));
  const index = possible.findLastIndex(isCertain);
  const certain = possible[index];
  const later = possible.slice(index + 1).map(({ tests }) => tests[tests.length - 1]);
  const isReplaced = later.some((a) => later.some((b) => a && b && a.test === b.test && a.holds !== b.holds));
  return certain && !isReplaced ? withFrame(certain.binding.value, at.frame) : undefined;
}

function isSame(a: BranchTest, b: BranchTest): boolean {
  return a.holds === b.holds && (a.test === b.test || (written(a.test) ?? a) === written(b.test));
}

/** One holds where the other does not, or both compare one thing with different texts. */
export function contradict(a: BranchTest, b: BranchTest): boolean {
  const texts = [written(a.test), written(b.test)];
  const isOneTest = a.test === b.test || (texts[0] !== undefined && texts[0] === texts[1]);
  if (isOneTest) return a.holds !== b.holds;
  const [first, second] = [compared(a.test), compared(b.test)];
  return (
    a.holds && b.holds && first !== undefined && first.side === second?.side && first.with !== second.with
  );
}

/** A test as text, where it is one comparison or one name. */
function written(test: Expr): string | undefined {
  const comparison = compared(test);
  if (comparison) return `${comparison.side} == ${comparison.with}`;
  return test.kind === "name" || test.kind === "member" ? textOf(test) : undefined;
}

function compared(test: Expr): { readonly side: string; readonly with: string } | undefined {
  if (test.kind !== "binary" || !/^={2,3}$/.test(test.operator)) return undefined;
  const { left, right } = test;
  const isNamed = left.kind === "name" || left.kind === "member" || left.kind === "index";
  return isNamed && (right.kind === "string" || right.kind === "number")
    ? { side: textOf(left), with: String(right.value) }
    : undefined;
}
