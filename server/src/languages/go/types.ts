/** Types where they say what a value is: names of structs, of interfaces and of packages' types. */
import type { Expr, Stmt } from "../../facts/ir";
import { childInField, childrenInField, type SyntaxNode } from "../../syntax/syntax-node";
import { otherAt, rangeOf, type Scope, sourceOf } from "../scope";
import { storedName, tagDefault } from "./tags";

/** `*T`, `T[K]` and `(T)` are T, `pkg.T` a member; slices, maps, functions and channels are of no use as a name. */
export function lowerType(node: SyntaxNode, scope: Scope): Expr {
  switch (node.type) {
    case "pointer_type":
    case "parenthesized_type": {
      const inner = node.children.find((child) => child.isNamed);
      return inner ? lowerType(inner, scope) : otherAt(node, scope);
    }
    case "generic_type": {
      const type = childInField(node, "type");
      return type ? lowerType(type, scope) : otherAt(node, scope);
    }
    case "type_identifier":
    case "identifier":
      return { kind: "name", name: sourceOf(node, scope), range: rangeOf(node, scope) };
    case "qualified_type": {
      const [pkg, name] = [childInField(node, "package"), childInField(node, "name")];
      if (!pkg || !name) return otherAt(node, scope);
      const object: Expr = { kind: "name", name: sourceOf(pkg, scope), range: rangeOf(pkg, scope) };
      const nameRange = rangeOf(name, scope);
      return { kind: "member", object, name: sourceOf(name, scope), nameRange, range: rangeOf(node, scope) };
    }
    default:
      return otherAt(node, scope);
  }
}

/** "Agent" of `Agent`, `*Agent` and `*Agent[T]`; undefined for types of other packages. */
export function baseNameOf(node: SyntaxNode, scope: Scope): string | undefined {
  const type = lowerType(node, scope);
  return type.kind === "name" ? type.name : undefined;
}

/** Fields as declarations, with the value their tag gives them; an embedded type hands its fields and methods on like a base class. */
export function structFields(
  node: SyntaxNode,
  scope: Scope,
): { readonly fields: readonly Stmt[]; readonly bases: readonly Expr[] } {
  const list = node.children.find((child) => child.type === "field_declaration_list");
  const declarations = list?.children.filter((child) => child.type === "field_declaration") ?? [];
  const fields: Stmt[] = [];
  const bases: Expr[] = [];
  for (const declaration of declarations) {
    const type = childInField(declaration, "type");
    const annotation = type ? lowerType(type, scope) : null;
    const names = childrenInField(declaration, "name");
    if (names.length === 0 && annotation) bases.push(annotation);
    for (const name of names) {
      const range = rangeOf(name, scope);
      const target: Expr = { kind: "name", name: sourceOf(name, scope), range };
      const value = tagDefault(declaration, scope);
      const stored = storedName(declaration, scope);
      const isOther = stored !== undefined && stored.toLowerCase() !== sourceOf(name, scope).toLowerCase();
      const storedAs = isOther ? { storedAs: stored } : {};
      fields.push({ kind: "assign", target, operator: "=", value, annotation, ...storedAs, range });
    }
  }
  return { fields, bases };
}

/** The methods an interface asks for. */
export function methodsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => child.type === "method_elem");
}
