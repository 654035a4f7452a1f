/** Operators between operands, in chains of any length, without recursion. */
import type { Expr } from "../facts/ir";
import { childInField, type SyntaxNode } from "../syntax/syntax-node";
import { otherAt, rangeAcross, type Scope, sourceOf } from "./scope";

export type LowerOperand = (node: SyntaxNode, scope: Scope) => Expr;

/** Longer chains become balanced trees, so that whoever walks the facts need not recurse as deep as the chain is long. */
export const LONGEST_LEFT_CHAIN = 64;

const ASSOCIATIVE: ReadonlySet<string> = new Set(["+", "*", "|", "&", "and", "or", "&&", "||"]);

interface Link {
  readonly operator: string;
  readonly right: SyntaxNode;
}

/** `a + b + c`, which grammars nest to the left; `types` are the node types of such operators. */
export function lowerChain(
  node: SyntaxNode,
  scope: Scope,
  lower: LowerOperand,
  types: ReadonlySet<string>,
): Expr {
  const links: Link[] = [];
  let first: SyntaxNode | undefined = node;
  while (first && types.has(first.type)) {
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
