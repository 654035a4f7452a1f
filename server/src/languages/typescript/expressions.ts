/** JavaScript and TypeScript expressions to the language-neutral ones. Types are stripped on the way. */
import { type Range, shiftRange } from "../../base/range";
import type { Argument, Expr } from "../../facts/ir";
import { childInField, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { lowerBinary } from "./binary-chains";
import { declaredName } from "./declared-names";
import { idiom } from "./idioms";
import { decodeEscapes, numberValue, stringContent } from "./literals";
import { lowerTarget } from "./patterns";
import { memberName, propertyKey } from "./property-names";
import { type FunctionOrigin, MAX_DEPTH, nameExpr, rangeOf, type Scope, sourceOf } from "./scope";

type Lower = (node: SyntaxNode, scope: Scope) => Expr;

/** An origin for functions nobody names. */
export const LAMBDA: FunctionOrigin = { name: "<lambda>", nameRange: null, doc: null, decorators: [] };

/** Never throws: what it does not know becomes "other" with the operands that hold something. */
export function lowerExpression(node: SyntaxNode, scope: Scope): Expr {
  const { file } = scope;
  if (file.depth >= MAX_DEPTH) return { kind: "other", operands: [], range: rangeOf(node, scope) };
  file.depth++;
  const lowered = (BY_TYPE.get(node.type) ?? lowerUnknown)(node, scope);
  file.depth--;
  return lowered;
}

/** `node` without parentheses, `as`, `satisfies`, `!` and type arguments around it. */
export function stripTypes(node: SyntaxNode): SyntaxNode {
  let inner = node;
  for (let next: SyntaxNode | undefined = inner; next; ) {
    inner = next;
    if (inner.type === "type_assertion") next = namedChildren(inner)[1];
    else next = TRANSPARENT.has(inner.type) ? namedChildren(inner)[0] : typed(inner);
  }
  return inner;
}

/** `body as OpenAI.Chat.Params`: the grammar takes the last part of a long type for a member of the whole, which only parentheses could make it. */
function typed(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = node;
  for (let parts = 0; parts < MAX_TYPE_PARTS; parts++) {
    if (at?.type !== "member_expression" && at?.type !== "subscript_expression") return undefined;
    at = childInField(at, "object");
    if (at?.type === "as_expression" || at?.type === "satisfies_expression") return at;
  }
  return undefined;
}

/** `A.B.C.D` is long for a type; chains of calls are longer and no types. */
const MAX_TYPE_PARTS = 5;

const TRANSPARENT: ReadonlySet<string> = new Set([
  "parenthesized_expression",
  "as_expression",
  "satisfies_expression",
  "non_null_expression",
  "instantiation_expression",
]);

/** A function takes the name of what it is bound to; everything else is lowered as it is. */
export function lowerNamed(node: SyntaxNode, scope: Scope, origin: FunctionOrigin): Expr {
  const inner = stripTypes(node);
  if (!isFunction(inner)) return lowerExpression(node, scope);
  const child = scope.file.lower.nestedFunction(inner, scope, origin);
  return { kind: "function", child, range: rangeOf(inner, scope) };
}

export function isFunction(node: SyntaxNode): boolean {
  return FUNCTION_EXPRESSIONS.has(node.type);
}

const FUNCTION_EXPRESSIONS: ReadonlySet<string> = new Set([
  "arrow_function",
  "function_expression",
  "generator_function",
]);

function lowerUnknown(node: SyntaxNode, scope: Scope): Expr {
  return otherOf(namedChildren(node), node, scope);
}

/** Only operands in which a call or a function can stand are kept. */
function otherOf(operands: readonly SyntaxNode[], node: SyntaxNode, scope: Scope): Expr {
  const lowered = operands
    .filter((part) => !SILENT.has(part.type))
    .map((part) => lowerExpression(part, scope));
  return { kind: "other", operands: lowered.filter(holdsSomething), range: rangeOf(node, scope) };
}

const SILENT: ReadonlySet<string> = new Set([
  "property_identifier",
  "type_annotation",
  "type_arguments",
  "type_identifier",
  "predefined_type",
  "jsx_text",
  "jsx_closing_element",
  "regex_pattern",
  "regex_flags",
]);

function holdsSomething(expr: Expr): boolean {
  if (expr.kind === "other") return expr.operands.length > 0;
  return !["string", "number", "boolean", "null"].includes(expr.kind);
}

function lowerInner(node: SyntaxNode, scope: Scope): Expr {
  const inner = stripTypes(node);
  return inner === node ? lowerUnknown(node, scope) : lowerExpression(inner, scope);
}

/** Compilers write `(0, module.name)(…)` for a call without `this`. */
function lowerSequence(node: SyntaxNode, scope: Scope): Expr {
  const [first, second, ...more] = namedChildren(node);
  const isDetached = first?.type === "number" && second !== undefined && more.length === 0;
  return isDetached ? lowerExpression(second, scope) : lowerUnknown(node, scope);
}

function inField(node: SyntaxNode, field: string, scope: Scope): Expr {
  const child = childInField(node, field);
  if (child) return lowerExpression(child, scope);
  return { kind: "other", operands: [], range: { start: node.end - scope.base, end: node.end - scope.base } };
}

function lowerName(node: SyntaxNode, scope: Scope): Expr {
  return node.start === node.end
    ? { kind: "other", operands: [], range: rangeOf(node, scope) }
    : nameExpr(node, scope);
}

function lowerNumber(node: SyntaxNode, scope: Scope): Expr {
  const range = rangeOf(node, scope);
  const value = numberValue(sourceOf(node, scope));
  return value === undefined ? { kind: "other", operands: [], range } : { kind: "number", value, range };
}

function lowerTemplate(node: SyntaxNode, scope: Scope): Expr {
  const range = rangeOf(node, scope);
  const { text } = scope.file;
  const parts: (string | Expr)[] = [];
  const addText = (from: number, to: number): void => {
    if (to > from) parts.push(decodeEscapes(text.slice(from, to)));
  };
  let at = node.start + 1;
  for (const child of node.children) {
    if (child.type !== "template_substitution") continue;
    addText(at, child.start);
    const hole = namedChildren(child)[0];
    if (hole) parts.push(lowerExpression(hole, scope));
    at = child.end;
  }
  const isClosed = node.end > node.start + 1 && text[node.end - 1] === "`";
  addText(at, isClosed ? node.end - 1 : node.end);
  const isStatic = parts.every((part) => typeof part === "string");
  return isStatic ? { kind: "string", value: parts.join(""), range } : { kind: "template", parts, range };
}

function lowerMember(node: SyntaxNode, scope: Scope): Expr {
  const cast = typed(node);
  if (cast) return lowerExpression(cast, scope);
  const property = childInField(node, "property");
  const object = inField(node, "object", scope);
  if (!property) return object;
  const name = sourceOf(property, scope);
  return { kind: "member", object, name, nameRange: rangeOf(property, scope), range: rangeOf(node, scope) };
}

function lowerSubscript(node: SyntaxNode, scope: Scope): Expr {
  const cast = typed(node);
  if (cast) return lowerExpression(cast, scope);
  const object = inField(node, "object", scope);
  return { kind: "index", object, index: inField(node, "index", scope), range: rangeOf(node, scope) };
}

function lowerCall(node: SyntaxNode, scope: Scope): Expr {
  const isNew = node.type === "new_expression";
  const callee = inField(node, isNew ? "constructor" : "function", scope);
  const listed = childInField(node, "arguments");
  const args = listed ? lowerArguments(listed, scope) : [];
  const range = rangeOf(node, scope);
  // `await ask<Answer>(text)`: the grammar takes `await ask` for what is called, which only parentheses could make it.
  const awaits = callee.kind === "await" && childInField(node, "function")?.type === "await_expression";
  const called = awaits ? callee.value : callee;
  const short = isNew ? undefined : idiom(called, args, range);
  const call: Expr = short ?? { kind: "call", callee: called, args, isNew, range };
  return awaits ? { kind: "await", value: call, range } : call;
}

/** Arguments of a call or decorator; a tagged template is a call with the template as its argument. */
function lowerArguments(node: SyntaxNode, scope: Scope): readonly Argument[] {
  if (node.type === "template_string")
    return [{ name: null, spread: false, value: lowerTemplate(node, scope) }];
  return namedChildren(node).map((arg) => {
    const spread = arg.type === "spread_element" ? namedChildren(arg)[0] : undefined;
    return { name: null, spread: spread !== undefined, value: lowerExpression(spread ?? arg, scope) };
  });
}

function lowerArray(node: SyntaxNode, scope: Scope): Expr {
  const items = namedChildren(node).map((item) => lowerExpression(item, scope));
  return { kind: "list", items, range: rangeOf(node, scope) };
}

type DictEntry = Extract<Expr, { kind: "dict" }>["entries"][number];

function lowerObject(node: SyntaxNode, scope: Scope): Expr {
  return lowerPairs(namedChildren(node), rangeOf(node, scope), scope);
}

/** The entries of an object, whose braces broken code may lack. */
export function lowerPairs(entries: readonly SyntaxNode[], range: Range, scope: Scope): Expr {
  return { kind: "dict", entries: entries.map((part) => objectEntry(part, scope)), range };
}

function objectEntry(node: SyntaxNode, scope: Scope): DictEntry {
  if (node.type === "pair") {
    const key = childInField(node, "key");
    const value = childInField(node, "value");
    if (!key || !value) return { key: null, value: lowerUnknown(node, scope) };
    const keyExpr = propertyKey(key, scope);
    const origin = { ...LAMBDA, name: memberName(key, scope), nameRange: key };
    return { key: keyExpr, value: lowerNamed(value, scope, origin) };
  }
  if (node.type === "method_definition") {
    return { key: methodKey(node, scope), value: lowerExpression(node, scope) };
  }
  if (node.type === "shorthand_property_identifier") {
    const name = nameExpr(node, scope);
    return { key: { kind: "string", value: sourceOf(node, scope), range: name.range }, value: name };
  }
  const spread = node.type === "spread_element" ? namedChildren(node)[0] : undefined;
  return { key: null, value: lowerExpression(spread ?? node, scope) };
}

function methodKey(node: SyntaxNode, scope: Scope): Expr | null {
  const declared = declaredName(node, scope);
  if (!declared) return null;
  const isComputed = scope.file.text[declared.range.start] === "[";
  const key = isComputed ? childInField(node, "name") : undefined;
  if (key) return propertyKey(key, scope);
  return { kind: "string", value: declared.name, range: shiftRange(declared.range, -scope.base) };
}

function lowerMethod(node: SyntaxNode, scope: Scope): Expr {
  const child = scope.file.lower.nestedFunction(node, scope, originOf(node, scope));
  return { kind: "function", child, range: rangeOf(node, scope) };
}

function lowerFunctionExpression(node: SyntaxNode, scope: Scope): Expr {
  const child = scope.file.lower.nestedFunction(node, scope, originOf(node, scope));
  return { kind: "function", child, range: rangeOf(node, scope) };
}

function originOf(node: SyntaxNode, scope: Scope): FunctionOrigin {
  const declared = declaredName(node, scope);
  return declared ? { ...LAMBDA, name: declared.name, nameRange: declared.range } : LAMBDA;
}

/** A class nobody names: its methods are functions of the file all the same. */
function lowerClassExpression(node: SyntaxNode, scope: Scope): Expr {
  const name = childInField(node, "name");
  const body = childInField(node, "body");
  const operands: Expr[] = [];
  const members = body ? scope.file.lower.classBody(body, scope, name ? sourceOf(name, scope) : null) : [];
  for (const member of members) {
    if (member.kind === "function")
      operands.push({ kind: "function", child: member.child, range: member.range });
    else if (member.kind === "assign" && member.value) operands.push(member.value);
    else if (member.kind === "expression") operands.push(member.value);
  }
  return { kind: "other", operands, range: rangeOf(node, scope) };
}

function lowerUnary(node: SyntaxNode, scope: Scope): Expr {
  const operator = childInField(node, "operator")?.type ?? "";
  const range = rangeOf(node, scope);
  if (operator === "void" && childInField(node, "argument")?.type === "number")
    return { kind: "null", range };
  return { kind: "unary", operator, operand: inField(node, "argument", scope), range };
}

function lowerAssignment(node: SyntaxNode, scope: Scope): Expr {
  const left = childInField(node, "left");
  const right = childInField(node, "right");
  if (!left || !right) return lowerUnknown(node, scope);
  const range = rangeOf(node, scope);
  const target = lowerTarget(stripTypes(left), scope);
  const value = lowerExpression(right, scope);
  const operator = childInField(node, "operator")?.type.replace(/=$/, "") ?? "";
  if (operator === "") return { kind: "assignment", target, value, range };
  return {
    kind: "assignment",
    target,
    value: { kind: "binary", operator, left: target, right: value, range },
    range,
  };
}

function lowerConditional(node: SyntaxNode, scope: Scope): Expr {
  return {
    kind: "conditional",
    test: inField(node, "condition", scope),
    then: inField(node, "consequence", scope),
    otherwise: inField(node, "alternative", scope),
    range: rangeOf(node, scope),
  };
}

function lowerAwait(node: SyntaxNode, scope: Scope): Expr {
  const inner = namedChildren(node)[0];
  if (!inner) return { kind: "other", operands: [], range: rangeOf(node, scope) };
  return { kind: "await", value: lowerExpression(inner, scope), range: rangeOf(node, scope) };
}

function lowerSpread(node: SyntaxNode, scope: Scope): Expr {
  const inner = namedChildren(node)[0];
  if (!inner) return { kind: "other", operands: [], range: rangeOf(node, scope) };
  return { kind: "spread", value: lowerExpression(inner, scope), range: rangeOf(node, scope) };
}

/** `import.meta`, the root of `import.meta.env.X`. */
function lowerMetaProperty(node: SyntaxNode, scope: Scope): Expr {
  const range = rangeOf(node, scope);
  const [object = "", name = ""] = sourceOf(node, scope).split(".");
  const nameRange = { start: range.end - name.length, end: range.end };
  return {
    kind: "member",
    object: { kind: "name", name: object.trim(), range },
    name: name.trim(),
    nameRange,
    range,
  };
}

const lowerNothing: Lower = (node, scope) => ({ kind: "other", operands: [], range: rangeOf(node, scope) });

const BY_TYPE: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["identifier", lowerName],
  ["this", lowerName],
  ["super", lowerName],
  ["import", lowerName],
  ["private_property_identifier", lowerName],
  ["shorthand_property_identifier", lowerName],
  ["shorthand_property_identifier_pattern", lowerName],
  ["undefined", (node, scope) => ({ kind: "null", range: rangeOf(node, scope) })],
  ["null", (node, scope) => ({ kind: "null", range: rangeOf(node, scope) })],
  ["true", (node, scope) => ({ kind: "boolean", value: true, range: rangeOf(node, scope) })],
  ["false", (node, scope) => ({ kind: "boolean", value: false, range: rangeOf(node, scope) })],
  ["number", lowerNumber],
  [
    "string",
    (node, scope) => ({
      kind: "string",
      value: stringContent(sourceOf(node, scope)),
      range: rangeOf(node, scope),
    }),
  ],
  ["template_string", lowerTemplate],
  ["member_expression", lowerMember],
  ["subscript_expression", lowerSubscript],
  ["call_expression", lowerCall],
  ["new_expression", lowerCall],
  ["array", lowerArray],
  ["object", lowerObject],
  ["object_pattern", lowerTarget],
  ["array_pattern", lowerTarget],
  ["method_definition", lowerMethod],
  ["arrow_function", lowerFunctionExpression],
  ["function_expression", lowerFunctionExpression],
  ["generator_function", lowerFunctionExpression],
  ["function_declaration", lowerFunctionExpression],
  ["generator_function_declaration", lowerFunctionExpression],
  ["class", lowerClassExpression],
  ["class_declaration", lowerClassExpression],
  ["binary_expression", lowerBinary],
  ["unary_expression", lowerUnary],
  ["update_expression", lowerUnary],
  ["assignment_expression", lowerAssignment],
  ["augmented_assignment_expression", lowerAssignment],
  ["ternary_expression", lowerConditional],
  ["await_expression", lowerAwait],
  ["spread_element", lowerSpread],
  ["sequence_expression", lowerSequence],
  ["meta_property", lowerMetaProperty],
  ["regex", lowerNothing],
  ...[...TRANSPARENT, "type_assertion"].map((type): [string, Lower] => [type, lowerInner]),
]);
