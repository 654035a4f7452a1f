/** Names of object properties and class members. */
import type { Expr } from "../../facts/ir";
import { namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { stringContent } from "./literals";
import { rangeOf, type Scope, sourceOf } from "./scope";

/** The key of an entry: a string for every fixed name, the expression for a computed one. */
export function propertyKey(node: SyntaxNode, scope: Scope): Expr {
  if (node.type === "computed_property_name") {
    const inner = namedChildren(node)[0];
    return scope.file.lower.expression(inner ?? node, scope);
  }
  return { kind: "string", value: memberName(node, scope), range: rangeOf(node, scope) };
}

/** A member's name: quoted names unquoted, `#private` with its mark, `[computed]` as written. */
export function memberName(node: SyntaxNode, scope: Scope): string {
  const source = sourceOf(node, scope);
  return node.type === "string" ? stringContent(source) : source;
}

/** The name behind a key that `propertyKey` made; "" for a computed one that is no name. */
export function propertyName(key: Expr): string {
  if (key.kind === "string") return key.value;
  return key.kind === "name" ? key.name : "";
}
