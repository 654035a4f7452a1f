/** Operators between two operands. Chains of any length are read in a loop, and never become trees that overflow a stack. */
import type { Expr } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { rangeOf, type Scope } from "./scope";

/** Chains longer than this are built as a balanced tree: `+` on text, `&&` and `||` do not mind where brackets stand. */
const LONGEST_LEANING_CHAIN = 50;

interface Link {
  readonly node: SyntaxNode;
  readonly operator: string;
  readonly right: Expr;
}

/** `a + b + c` leans left in the source's tree: the loop walks down that side and lowers from the innermost up. */
export function lowerBinary(node: SyntaxNode, scope: Scope): Expr {
  const spine: SyntaxNode[] = [];
  let left: SyntaxNode | undefined = node;
  while (left?.type === "binary_expression") {
    spine.push(left);
    left = childInField(left, "left");
  }
  const { lower } = scope.file;
  const innermost: Expr = left
    ? lower.expression(left, scope)
    : { kind: "other", operands: [], range: rangeOf(node, scope) };
  const links = spine.reverse().map((link): Link => {
    const right = childInField(link, "right");
    return {
      node: link,
      operator: childInField(link, "operator")?.type ?? "",
      right: right
        ? lower.expression(right, scope)
        : { kind: "other", operands: [], range: rangeOf(link, scope) },
    };
  });
  if (links.length <= LONGEST_LEANING_CHAIN) return leaning(innermost, links, scope);
  const operator = links[0]?.operator ?? "";
  const operands = [innermost, ...links.map((link) => link.right)];
  const isUniform = links.every((link) => link.operator === operator);
  return isUniform ? balanced(operands, operator) : { kind: "other", operands, range: rangeOf(node, scope) };
}

function leaning(innermost: Expr, links: readonly Link[], scope: Scope): Expr {
  let left = innermost;
  for (const { node, operator, right } of links) {
    left = { kind: "binary", operator, left, right, range: rangeOf(node, scope) };
  }
  return left;
}

function balanced(operands: readonly Expr[], operator: string): Expr {
  let level = operands;
  while (level.length > 1) {
    const next: Expr[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (!left) continue;
      if (!right) next.push(left);
      else {
        const range = { start: left.range.start, end: right.range.end };
        next.push({ kind: "binary", operator, left, right, range });
      }
    }
    level = next;
  }
  return level[0] ?? { kind: "other", operands: [], range: { start: 0, end: 0 } };
}
