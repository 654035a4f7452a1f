/** Type annotations as expressions: names, members, generics as an index, unions as `|`. */
import type { Expr } from "../../facts/ir";
import { childInField, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { numberValue, stringContent } from "./literals";
import { memberName } from "./property-names";
import { MAX_DEPTH, nameExpr, rangeOf, type Scope, sourceOf } from "./scope";

/** `: T` in the node's field, or null. */
export function annotationIn(node: SyntaxNode, field: string, scope: Scope): Expr | null {
  const annotation = childInField(node, field);
  const type = annotation && namedChildren(annotation)[0];
  const lowered = type ? lowerType(type, scope, 0) : null;
  // Plain data says nothing of whom it belongs to.
  return type?.type === "object_type" && lowered?.kind === "other" ? null : lowered;
}

export function lowerType(node: SyntaxNode, scope: Scope, depth: number): Expr {
  const range = rangeOf(node, scope);
  if (NAMES.has(node.type)) return nameExpr(node, scope);
  const parts = depth > MAX_DEPTH / 5 ? [] : namedChildren(node);
  const inner = (part: SyntaxNode): Expr => lowerType(part, scope, depth + 1);
  const [first, second] = parts;
  if (node.type === "object_type") return typeOfObject(node, scope, depth);
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

export interface TypeMember {
  readonly name: string;
  readonly type: Expr;
  readonly isMethod: boolean;
}

/** What an interface or the type of an object lists; what may be left out is a union with null. */
export function membersOf(node: SyntaxNode, scope: Scope, depth: number): readonly TypeMember[] {
  return namedChildren(node).flatMap((member) => {
    const isMethod = member.type === "method_signature";
    const nameNode = childInField(member, "name");
    if (!nameNode || (!isMethod && member.type !== "property_signature")) return [];
    const range = rangeOf(member, scope);
    const annotation = isMethod ? undefined : childInField(member, "type");
    const written = annotation && namedChildren(annotation)[0];
    const type: Expr = written
      ? lowerType(written, scope, depth + 1)
      : { kind: "other", operands: [], range };
    const isOptional = /^\s*\?/.test(scope.file.text.slice(nameNode.end, nameNode.end + 4));
    const absent: Expr = { kind: "null", range };
    const said: Expr = isOptional
      ? { kind: "binary", operator: "|", left: type, right: absent, range }
      : type;
    // The type of a function is not read.
    return [{ name: memberName(nameNode, scope), type: said, isMethod: isMethod || !written }];
  });
}

/** A table of the types that have a name; what else an object has is nothing that could be called. */
function typeOfObject(node: SyntaxNode, scope: Scope, depth: number): Expr {
  const range = rangeOf(node, scope);
  const members = depth > MAX_DEPTH / 5 ? [] : membersOf(node, scope, depth);
  if (!members.some(({ type, isMethod }) => isMethod || namesType(type)))
    return { kind: "other", operands: [], range };
  const entries = members.map(({ name, type }) => {
    const key: Expr = { kind: "string", value: name, range: type.range };
    return { key, value: type };
  });
  return { kind: "dict", entries, range };
}

/** Whether a class may stand in the type: names of classes begin with a capital letter. */
export function namesType(type: Expr): boolean {
  switch (type.kind) {
    case "name":
    case "member":
      return /^[A-Z]/.test(type.name) && !PLAIN_TYPES.test(type.name);
    case "binary":
      return namesType(type.left) || namesType(type.right);
    case "index":
      return namesType(type.object) || namesType(type.index);
    case "list":
      return type.items.some(namesType);
    case "dict":
      return true;
    default:
      return false;
  }
}

const PLAIN_TYPES =
  /^(Array|ReadonlyArray|Record|Map|Set|Date|Promise|Partial|Readonly|Required|Omit|Pick|Error|RegExp|Uint8Array|Buffer|URL)$/;

/** The types an `extends` or `implements` clause names, without their own parameters. */
export function namedTypes(clause: SyntaxNode, scope: Scope): readonly Expr[] {
  return namedChildren(clause).map((part) => {
    const type = lowerType(part, scope, 0);
    return type.kind === "index" ? type.object : type;
  });
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
