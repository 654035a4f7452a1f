/** Go expressions to the language-neutral form. */
import type { Argument, Expr } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { lowerChain } from "../binary-chain";
import { descend, otherAt, rangeOf, type Scope, sourceOf } from "../scope";
import { idiom, unionVariant } from "./idioms";
import { numberValue, stringContent } from "./literals";
import { lowerType } from "./types";

type Lower = (node: SyntaxNode, scope: Scope) => Expr;

/** Any node in expression position; what has no meaning here keeps its operands. */
export function lowerExpression(node: SyntaxNode, scope: Scope): Expr {
  const lower = HANDLERS.get(node.type) ?? lowerOther;
  return descend(scope, () => lower(node, scope), otherAt(node, scope));
}

/** The expressions of a list, in order. */
export function lowerList(node: SyntaxNode | undefined, scope: Scope): readonly Expr[] {
  return namedOf(node).map((child) => lowerExpression(child, scope));
}

const CHAINED: ReadonlySet<string> = new Set(["binary_expression"]);

const HANDLERS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["identifier", lowerName],
  ["package_identifier", lowerName],
  ["type_identifier", lowerName],
  ["field_identifier", lowerName],
  ["qualified_type", lowerType],
  ["generic_type", lowerType],
  ["interpreted_string_literal", lowerString],
  ["raw_string_literal", lowerString],
  ["rune_literal", lowerString],
  ["int_literal", lowerNumber],
  ["float_literal", lowerNumber],
  ["true", (node, scope) => ({ kind: "boolean", value: true, range: rangeOf(node, scope) })],
  ["false", (node, scope) => ({ kind: "boolean", value: false, range: rangeOf(node, scope) })],
  ["nil", (node, scope) => ({ kind: "null", range: rangeOf(node, scope) })],
  ["selector_expression", lowerSelector],
  ["index_expression", lowerIndex],
  ["slice_expression", lowerSlice],
  ["call_expression", lowerCall],
  ["composite_literal", lowerComposite],
  ["literal_value", (node, scope) => lowerElements(node, null, scope)],
  ["literal_element", lowerInner],
  [
    "func_literal",
    (node, scope) => ({ kind: "function", child: scope.nest(node, scope), range: rangeOf(node, scope) }),
  ],
  ["unary_expression", lowerUnary],
  ["binary_expression", (node, scope) => lowerChain(node, scope, lowerExpression, CHAINED)],
  ["parenthesized_expression", lowerInner],
  ["type_assertion_expression", lowerOperand],
  ["type_conversion_expression", lowerConversion],
  ["expression_list", lowerSeveral],
]);

function namedOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.children.filter((child) => child.isNamed && child.type !== "comment") ?? [];
}

function lowerOther(node: SyntaxNode, scope: Scope): Expr {
  const operands = namedOf(node).map((child) => lowerExpression(child, scope));
  return otherAt(node, scope, operands);
}

function lowerInner(node: SyntaxNode, scope: Scope): Expr {
  const [inner] = namedOf(node);
  return inner ? lowerExpression(inner, scope) : otherAt(node, scope);
}

function lowerSeveral(node: SyntaxNode, scope: Scope): Expr {
  const items = lowerList(node, scope);
  const [only] = items;
  return only && items.length === 1 ? only : { kind: "list", items, range: rangeOf(node, scope) };
}

/** The receiver is `self`, so that whoever reads attributes need not know what each method calls it. */
function lowerName(node: SyntaxNode, scope: Scope): Expr {
  const written = sourceOf(node, scope);
  const name = written === scope.selfName ? "self" : written;
  return { kind: "name", name, range: rangeOf(node, scope) };
}

function lowerString(node: SyntaxNode, scope: Scope): Expr {
  return { kind: "string", value: stringContent(sourceOf(node, scope)), range: rangeOf(node, scope) };
}

function lowerNumber(node: SyntaxNode, scope: Scope): Expr {
  const value = numberValue(sourceOf(node, scope));
  return value === undefined ? otherAt(node, scope) : { kind: "number", value, range: rangeOf(node, scope) };
}

function lowerSelector(node: SyntaxNode, scope: Scope): Expr {
  const operand = childInField(node, "operand");
  const field = childInField(node, "field");
  if (!operand || !field) return lowerOther(node, scope);
  const object = lowerExpression(operand, scope);
  const name = sourceOf(field, scope);
  // Early SDKs wrap each field (`openai.F(x)`): `params.Messages.Value` is what the field holds.
  if (name === "Value" && object.kind === "member") return object;
  return {
    kind: "member",
    object,
    name,
    nameRange: rangeOf(field, scope),
    range: rangeOf(node, scope),
  };
}

function lowerIndex(node: SyntaxNode, scope: Scope): Expr {
  const operand = childInField(node, "operand");
  const index = childInField(node, "index");
  if (!operand || !index) return lowerOther(node, scope);
  const object = lowerExpression(operand, scope);
  return { kind: "index", object, index: lowerExpression(index, scope), range: rangeOf(node, scope) };
}

function lowerSlice(node: SyntaxNode, scope: Scope): Expr {
  const operand = childInField(node, "operand");
  if (!operand) return lowerOther(node, scope);
  const part = (field: string): Expr | null => {
    const child = childInField(node, field);
    return child ? lowerExpression(child, scope) : null;
  };
  const object = lowerExpression(operand, scope);
  // `x[len(x)-10:]` counts from the end, which other languages write as `x[-10:]`.
  const from = fromEnd(object, part("start"));
  return { kind: "slice", object, from, to: part("end"), range: rangeOf(node, scope) };
}

function fromEnd(object: Expr, from: Expr | null): Expr | null {
  if (from?.kind !== "binary" || from.operator !== "-" || from.left.kind !== "call") return from;
  const { callee, args } = from.left;
  const measured = args[0]?.value;
  const isLength = callee.kind === "name" && callee.name === "len" && measured !== undefined;
  if (!isLength || pathOf(measured) === null || pathOf(measured) !== pathOf(object)) return from;
  return { kind: "unary", operator: "-", operand: from.right, range: from.range };
}

function pathOf(expr: Expr): string | null {
  if (expr.kind === "name") return expr.name;
  const object = expr.kind === "member" ? pathOf(expr.object) : null;
  return expr.kind === "member" && object !== null ? `${object}.${expr.name}` : null;
}

function lowerCall(node: SyntaxNode, scope: Scope): Expr {
  const called = childInField(node, "function");
  if (!called) return lowerOther(node, scope);
  const callee = lowerExpression(called, scope);
  const args = namedOf(childInField(node, "arguments")).map((child) => lowerArgument(child, scope));
  const range = rangeOf(node, scope);
  return idiom(callee, args, range) ?? { kind: "call", callee, args, isNew: false, range };
}

function lowerArgument(node: SyntaxNode, scope: Scope): Argument {
  const spread = node.type === "variadic_argument";
  return { name: null, spread, value: spread ? lowerInner(node, scope) : lowerExpression(node, scope) };
}

/** `&x`, `*x` and `<-x` stand for the value itself. */
function lowerUnary(node: SyntaxNode, scope: Scope): Expr {
  const operand = childInField(node, "operand");
  if (!operand) return lowerOther(node, scope);
  const sign = scope.text.slice(node.start, operand.start).trim();
  if (sign === "&" || sign === "*" || sign === "<-") return lowerExpression(operand, scope);
  return {
    kind: "unary",
    operator: sign,
    operand: lowerExpression(operand, scope),
    range: rangeOf(node, scope),
  };
}

function lowerOperand(node: SyntaxNode, scope: Scope): Expr {
  const operand = childInField(node, "operand");
  return operand ? lowerExpression(operand, scope) : otherAt(node, scope);
}

/** `[]byte(x)` is x; a generic call `f[int](3)` is written alike and stays a call. */
function lowerConversion(node: SyntaxNode, scope: Scope): Expr {
  const type = childInField(node, "type");
  const operand = childInField(node, "operand");
  if (type?.type !== "generic_type" || !operand) return lowerOperand(node, scope);
  const args = [{ name: null, spread: false, value: lowerExpression(operand, scope) }];
  return { kind: "call", callee: lowerType(type, scope), args, isNew: false, range: rangeOf(node, scope) };
}

function lowerComposite(node: SyntaxNode, scope: Scope): Expr {
  const type = childInField(node, "type");
  const body = childInField(node, "body");
  return body ? lowerElements(body, type ?? null, scope, node) : otherAt(node, scope);
}

/**
 * A literal by its type: slices and arrays are lists, maps dicts, structs calls of their type with the fields as keywords. Literals
 * inside may leave their type out; it is that of the elements.
 */
function lowerElements(body: SyntaxNode, type: SyntaxNode | null, scope: Scope, whole = body): Expr {
  const elements = namedOf(body);
  const range = rangeOf(whole, scope);
  if (type && /^(slice|array|implicit_length_array)_type$/.test(type.type)) {
    const element = childInField(type, "element") ?? null;
    return { kind: "list", items: elements.map((item) => lowerElement(item, element, scope)), range };
  }
  const isMap = type?.type === "map_type" || (elements.length > 0 && elements.every(hasTextKey));
  if (isMap) {
    const value = (type && childInField(type, "value")) ?? null;
    const entries = elements.map((item) => {
      const [key, held] = keyAndValue(item);
      return { key: key ? lowerExpression(key, scope) : null, value: lowerElement(held, value, scope) };
    });
    return { kind: "dict", entries, range };
  }
  const args = elements.map((item): Argument => {
    const [key, held] = keyAndValue(item);
    return { name: key ? sourceOf(key, scope) : null, spread: false, value: lowerElement(held, null, scope) };
  });
  const made = type && type.type !== "struct_type" ? lowerType(type, scope) : otherAt(body, scope);
  return unionVariant(args) ?? { kind: "call", callee: made, args, isNew: true, range };
}

function hasTextKey(element: SyntaxNode): boolean {
  const [key] = keyAndValue(element);
  const [inner] = namedOf(key);
  return inner?.type === "interpreted_string_literal" || inner?.type === "raw_string_literal";
}

function keyAndValue(element: SyntaxNode): readonly [SyntaxNode | undefined, SyntaxNode] {
  if (element.type !== "keyed_element") return [undefined, element];
  const [key, value] = namedOf(element);
  return [key, value ?? element];
}

/** An element of a list or map; a bare `{…}` has the type the list or map gives it. */
function lowerElement(element: SyntaxNode, type: SyntaxNode | null, scope: Scope): Expr {
  const [, held] = keyAndValue(element);
  const inner = held.type === "literal_element" ? namedOf(held)[0] : held;
  if (!inner) return otherAt(element, scope);
  if (inner.type !== "literal_value") return lowerExpression(inner, scope);
  return descend(scope, () => lowerElements(inner, type, scope), otherAt(inner, scope));
}
