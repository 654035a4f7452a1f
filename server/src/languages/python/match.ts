/** The tests a `case` puts to the subject of its `match`. */
import type { Expr } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { otherAt, rangeOf, type Scope } from "../scope";
import { lowerExpression } from "./expressions";

/** The test a case makes, or null where it matches everything. */
export function lowerCaseTest(clause: SyntaxNode, subject: Expr, scope: Scope): Expr | null {
  const patterns = clause.children.filter((child) => child.type === "case_pattern");
  const guard = childInField(clause, "guard");
  const condition = guard?.children.find((child) => child.isNamed);
  const tests = patterns
    .map((pattern) => lowerPattern(pattern, subject, scope))
    .filter((test) => test !== null);
  if (condition) tests.push(lowerExpression(condition, scope));
  const [only] = tests;
  if (!only) return null;
  return tests.length === 1 ? only : otherAt(clause, scope, tests);
}

/** Null for a pattern that matches everything (`_`, a bare name). */
function lowerPattern(pattern: SyntaxNode, subject: Expr, scope: Scope): Expr | null {
  const inner = pattern.children.find((child) => child.isNamed);
  if (!inner) return null;
  const isBareName = inner.type === "dotted_name" && !scope.text.slice(inner.start, inner.end).includes(".");
  if (isBareName) return null;
  const value = lowerExpression(inner, scope);
  const isValue = value.kind === "string" || value.kind === "number" || value.kind === "member";
  if (!isValue) return otherAt(pattern, scope, [subject, value]);
  return { kind: "binary", operator: "==", left: subject, right: value, range: rangeOf(pattern, scope) };
}
