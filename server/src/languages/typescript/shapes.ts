/**
 * Interfaces and type aliases as classes without code: what they say of their fields tells whose methods are called. Their first base says
 * that they are no class: `Protocol` for what lists its members, `TypeAlias` for another name of the type behind it.
 */

import type { Expr, Stmt } from "../../facts/ir";
import { ALIAS, SHAPE } from "../../facts/shapes";
import { childInField, childOfType, type SyntaxNode } from "../../syntax/syntax-node";
import { rangeOf, type Scope, sourceOf } from "./scope";
import { lowerType, membersOf, namedTypes, namesType, type TypeMember } from "./types";

/** Generated types list the columns of a database, or every answer of an API. */
const MAX_MEMBERS = 100;

/** Whether the text has methods, or types that are called like a class: without them it is plain data, and need not be read. */
function mayTell(node: SyntaxNode, scope: Scope): boolean {
  const source = sourceOf(node, scope);
  const start = source.search(/[{=]/);
  return /\bextends\b/.test(source.slice(0, start)) || /\(|[^\w"'][A-Z]/.test(source.slice(start));
}

export function lowerInterface(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  if (!mayTell(node, scope)) return;
  const body = childInField(node, "body");
  const heritage = childOfType(node, "extends_type_clause");
  const bases = heritage ? namedTypes(heritage, scope) : [];
  pushShape(node, scope, out, bases, body ? membersOf(body, scope, 0) : []);
}

/** `type Deps = { llm: Llm }` is an interface; anything else is another name. */
export function lowerTypeAlias(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  if (!mayTell(node, scope)) return;
  const value = childInField(node, "value");
  if (!value) return;
  if (value.type === "object_type") {
    pushShape(node, scope, out, [], membersOf(value, scope, 0));
    return;
  }
  const type = lowerType(value, scope, 0);
  if (!namesType(type)) return;
  push(node, scope, out, [markedAs(ALIAS, node, scope), type], []);
}

function pushShape(
  node: SyntaxNode,
  scope: Scope,
  out: Stmt[],
  bases: readonly Expr[],
  members: readonly TypeMember[],
): void {
  // Plain data has nothing that could be called.
  if (bases.length === 0 && !members.some(({ type, isMethod }) => isMethod || namesType(type))) return;
  const body = members.slice(0, MAX_MEMBERS).map(({ name, type }): Stmt => {
    const target: Expr = { kind: "name", name, range: type.range };
    return { kind: "assign", target, operator: "=", value: null, annotation: type, range: type.range };
  });
  push(node, scope, out, [markedAs(SHAPE, node, scope), ...bases], body);
}

function push(
  node: SyntaxNode,
  scope: Scope,
  out: Stmt[],
  bases: readonly Expr[],
  body: readonly Stmt[],
): void {
  const name = childInField(node, "name");
  if (!name) return;
  const range = rangeOf(node, scope);
  out.push({ kind: "class", name: sourceOf(name, scope), bases, decorators: [], doc: null, body, range });
}

function markedAs(name: string, node: SyntaxNode, scope: Scope): Expr {
  return { kind: "name", name, range: rangeOf(node, scope) };
}
