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
  if (NAMES.has(node.type)) return nameExpr(node, scope);
  const parts = depth > MAX_DEPTH / 5 ? [] : namedChildren(node);
  const inner = (part: SyntaxNode): Expr => lowerType(part, scope, depth + 1);
  const [first, second] = parts;
  if (node.type === "tuple_type") return { kind: "list", items: parts.map(inner), range };
  if (!first) return lowerLiteralType(node, scope);
  if (TRANSPARENT.has(node.type)) return inner(first);
  const operator = OPERATORS.get(node.type);
  if (operator !== undefined) {
    return second
      ? { kind: "binary", operator, left: inner(first), right: inner(second), range }
      : inner(first);
  }
  if (node.type === "array_type") {
    return { kind: "index", object: { kind: "name", name: "Array", range }, index: inner(first), range };
  }
  if (!second) return lowerLiteralType(node, scope);
  if (MEMBERS.has(node.type)) {
    const name = sourceOf(second, scope);
    return { kind: "member", object: inner(first), name, nameRange: rangeOf(second, scope), range };
  }
  if (node.type === "generic_type") {
    return { kind: "index", object: inner(first), index: typeArguments(second, scope, depth + 1), range };
  }
  if (node.type === "lookup_type")
    return { kind: "index", object: inner(first), index: inner(second), range };
  return { kind: "other", operands: [], range };
}

const NAMES: ReadonlySet<string> = new Set(["type_identifier", "predefined_type", "identifier"]);

const MEMBERS: ReadonlySet<string> = new Set([
  "nested_type_identifier",
  "nested_identifier",
  "member_expression",
]);

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["union_type", "|"],
  ["intersection_type", "&"],
]);

const TRANSPARENT: ReadonlySet<string> = new Set([
  "parenthesized_type",
  "readonly_type",
  "optional_type",
  "literal_type",
  "type_query",
]);

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
