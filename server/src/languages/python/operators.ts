/** Comparisons and negation; chains of other operators are the same in every language (`../binary-chain.ts`). */
import type { Expr } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { LONGEST_LEFT_CHAIN, type LowerOperand } from "../binary-chain";
import { otherAt, rangeOf, type Scope, sourceOf } from "../scope";

/** `a < b`, and `a < b <= c`, which is `a < b and b <= c` with `b` evaluated once. */
export function lowerComparison(node: SyntaxNode, scope: Scope, lower: LowerOperand): Expr {
  const operators = node.children.filter((child) => child.field === "operators");
  const operandNodes = node.children.filter((child) => child.field !== "operators" && child.isNamed);
  const operands = operandNodes.map((operand) => lower(operand, scope));
  if (operands.length !== operators.length + 1) return otherAt(node, scope, operands);
  const comparisons = operators.map((operator, i): Expr => {
    const left = operands[i] ?? otherAt(node, scope);
    const right = operands[i + 1] ?? otherAt(node, scope);
    const range = { start: left.range.start, end: right.range.end };
    return { kind: "binary", operator: sourceOf(operator, scope).replace(/\s+/g, " "), left, right, range };
  });
  const [single] = comparisons;
  if (single && comparisons.length === 1) return { ...single, range: rangeOf(node, scope) };
  const isRepeatable = comparisons.length <= LONGEST_LEFT_CHAIN && operands.slice(1, -1).every(isPlain);
  if (!isRepeatable) return otherAt(node, scope, operands);
  return comparisons.reduce((left, right) => ({
    kind: "binary",
    operator: "and",
    left,
    right,
    range: { start: left.range.start, end: right.range.end },
  }));
}

/** May stand twice in the facts: no call in it would be counted twice. */
function isPlain(expr: Expr): boolean {
  return (
    expr.kind === "name" ||
    expr.kind === "number" ||
    expr.kind === "string" ||
    (expr.kind === "member" && isPlain(expr.object))
  );
}

/** `-x`, `~x`, `not x`. */
export function lowerUnary(node: SyntaxNode, scope: Scope, lower: LowerOperand): Expr {
  const argument = childInField(node, "argument");
  if (!argument) return otherAt(node, scope);
  const sign = childInField(node, "operator");
  const operator = sign ? sourceOf(sign, scope) : "not";
  return { kind: "unary", operator, operand: lower(argument, scope), range: rangeOf(node, scope) };
}
