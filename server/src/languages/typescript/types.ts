/** Type annotations as expressions: names, members, generics as an index, unions as `|`. */
import type { Expr } from "../../facts/ir";
import { childInField, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { numberValue, stringContent } from "./literals";
import { MAX_DEPTH, nameExpr, rangeOf, type Scope, sourceOf } from "./scope";

/** `: T` in the node's field, or null. */
export function annotationIn(node: SyntaxNode, field: string, scope: Scope): Expr | null {
  const annotation = childInField(node, field);
  const type = annotation && namedChildren(annotation)[0];
  return type ? lowerType(type, scope, 0) : null;
}

function lowerType(node: SyntaxNode, scope: Scope, depth: number): Expr {
  const range = rangeOf(node, scope);
  const parts = depth > MAX_DEPTH / 5 ? [] : namedChildren(node);
  const inner = (part: SyntaxNode): Expr => lowerType(part, scope, depth + 1);
  const [first, second] = parts;
  switch (node.type) {
    case "type_identifier":
    case "predefined_type":
    case "identifier":
      return nameExpr(node, scope);
    case "nested_type_identifier":
    case "nested_identifier":
    case "member_expression":
      return first && second
        ? {
            kind: "member",
            object: inner(first),
            name: sourceOf(second, scope),
            nameRange: rangeOf(second, scope),
            range,
          }
        : { kind: "other", operands: [], range };
    case "generic_type":
      return first && second
        ? { kind: "index", object: inner(first), index: typeArguments(second, scope, depth + 1), range }
        : { kind: "other", operands: [], range };
    case "array_type":
      return first
        ? { kind: "index", object: { kind: "name", name: "Array", range }, index: inner(first), range }
        : { kind: "other", operands: [], range };
    case "union_type":
    case "intersection_type":
      return first && second
        ? {
            kind: "binary",
            operator: node.type === "union_type" ? "|" : "&",
            left: inner(first),
            right: inner(second),
            range,
          }
        : first
          ? inner(first)
          : { kind: "other", operands: [], range };
    case "parenthesized_type":
    case "readonly_type":
    case "optional_type":
    case "literal_type":
    case "type_query":
      return first ? inner(first) : { kind: "other", operands: [], range };
    case "lookup_type":
      return first && second
        ? { kind: "index", object: inner(first), index: inner(second), range }
        : { kind: "other", operands: [], range };
    case "tuple_type":
      return { kind: "list", items: parts.map(inner), range };
    default:
      return lowerLiteralType(node, scope);
  }
}

function typeArguments(node: SyntaxNode, scope: Scope, depth: number): Expr {
  const items = namedChildren(node).map((part) => lowerType(part, scope, depth));
  return items.length === 1 && items[0] ? items[0] : { kind: "list", items, range: rangeOf(node, scope) };
}

function lowerLiteralType(node: SyntaxNode, scope: Scope): Expr {
  const range = rangeOf(node, scope);
  const source = sourceOf(node, scope);
  if (node.type === "string") return { kind: "string", value: stringContent(source), range };
  if (node.type === "true" || node.type === "false") {
    return { kind: "boolean", value: node.type === "true", range };
  }
  if (node.type === "null" || node.type === "undefined") return { kind: "null", range };
  const value = node.type === "number" ? numberValue(source) : undefined;
  return value === undefined ? { kind: "other", operands: [], range } : { kind: "number", value, range };
}
