/** Operators: chains of any length without recursion, comparisons, negation. */
import type { Expr } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { otherAt, rangeAcross, rangeOf, type Scope, sourceOf } from "./scope";

type LowerOperand = (node: SyntaxNode, scope: Scope) => Expr;

/** Longer chains become balanced trees, so that whoever walks the facts need not recurse as deep as the chain is long. */
const LONGEST_LEFT_CHAIN = 64;

const ASSOCIATIVE: ReadonlySet<string> = new Set(["+", "*", "|", "&", "and", "or"]);

interface Link {
  readonly operator: string;
  readonly right: SyntaxNode;
}

/** `a + b + c` (binary and boolean operators), which the grammar nests to the left. */
export function lowerChain(node: SyntaxNode, scope: Scope, lower: LowerOperand): Expr {
  const links: Link[] = [];
  let first: SyntaxNode | undefined = node;
  while (first && (first.type === "binary_operator" || first.type === "boolean_operator")) {
    const operator = childInField(first, "operator");
    const right = childInField(first, "right");
    if (!operator || !right) break;
    links.push({ operator: sourceOf(operator, scope), right });
    first = childInField(first, "left");
  }
  const [outermost] = links;
  if (!first || !outermost)
    return otherAt(
      node,
      scope,
      node.children.filter((c) => c.isNamed).map((c) => lower(c, scope)),
    );
  links.reverse();
  const operands = [lower(first, scope), ...links.map((link) => lower(link.right, scope))];
  if (links.length > LONGEST_LEFT_CHAIN) return lowerLongChain(node, scope, links, operands);
  return links.reduce<Expr>((left, link, i) => {
    const right = operands[i + 1] ?? otherAt(link.right, scope);
    const range = rangeAcross(node, link.right, scope);
    return { kind: "binary", operator: link.operator, left, right, range };
  }, operands[0] ?? otherAt(node, scope));
}

function lowerLongChain(
  node: SyntaxNode,
  scope: Scope,
  links: readonly Link[],
  operands: readonly Expr[],
): Expr {
  const [{ operator } = { operator: "" }] = links;
  const isUniform = ASSOCIATIVE.has(operator) && links.every((link) => link.operator === operator);
  return isUniform ? balance(operator, operands) : otherAt(node, scope, operands);
}

function balance(operator: string, operands: readonly Expr[]): Expr {
  const [only] = operands;
  if (only && operands.length === 1) return only;
  const middle = operands.length >> 1;
  const left = balance(operator, operands.slice(0, middle));
  const right = balance(operator, operands.slice(middle));
  const range = { start: left.range.start, end: right.range.end };
  return { kind: "binary", operator, left, right, range };
}

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
