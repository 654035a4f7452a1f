/** Functions of every form: declarations, expressions, arrows and methods. */
import { shiftRange } from "../../base/range";
import type { Expr, FunctionFacts, Param, Stmt } from "../../facts/ir";
import { childInField, childOfType, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import type { LoweredFunction } from "../language";
import { decoratorOf } from "./classes";
import { patternNames } from "./patterns";
import { type FunctionOrigin, nameExpr, newScope, rangeOf, type Scope, sourceOf } from "./scope";
import { annotationIn } from "./types";

/** Lowers the function, or takes it from the last analysis; returns its index in the scope. */
export function lowerNestedFunction(node: SyntaxNode, scope: Scope, origin: FunctionOrigin): number {
  const { reuse } = scope.file;
  const key = node.isIntact ? keyOf(node, scope, origin) : null;
  let lowered = key === null ? undefined : reuse.get(key);
  if (!lowered) {
    lowered = lowerFunction(node, scope, origin, key);
    reuse.set(lowered);
  }
  scope.nested.push({ lowered, start: node.start - scope.base, className: scope.className });
  return scope.nested.length - 1;
}

/** Decorators before a method lie outside its text, so such methods are always lowered anew. */
function keyOf(node: SyntaxNode, scope: Scope, origin: FunctionOrigin): string | null {
  if (origin.decorators.length > 0) return null;
  const { name, nameRange, doc } = origin;
  const place = nameRange ? `${nameRange.start - node.start}:${nameRange.end - node.start}` : "";
  return [node.type, name, place, doc ?? "", doc === null ? "" : "doc", sourceOf(node, scope)].join("\0");
}

function lowerFunction(
  node: SyntaxNode,
  outer: Scope,
  origin: FunctionOrigin,
  key: string | null,
): LoweredFunction {
  const scope = newScope(outer.file, node.start);
  const own = namedChildren(node).filter((part) => part.type === "decorator");
  const decorators = [...origin.decorators, ...own].flatMap((part) => decoratorOf(part, scope));
  const params = paramsOf(node, scope);
  const returns = annotationIn(node, "return_type", scope);
  const body = [...params.flatMap(({ assignment }) => assignment), ...bodyOf(node, scope)];
  const outerNames = outerNamesOf(scope, params);
  const facts: FunctionFacts = {
    name: origin.name,
    nameRange: origin.nameRange ? shiftRange(origin.nameRange, -node.start) : { start: 0, end: 0 },
    range: rangeOf(node, scope),
    params: params.map(({ param }) => param),
    decorators,
    doc: origin.doc,
    isAsync: childOfType(node, "async") !== undefined,
    returns,
    body,
    ...(outerNames.length > 0 ? { outerNames } : {}),
  };
  return { facts, nested: scope.nested, key };
}

/** `history = []` without a declaration: the name belongs to a scope outside. */
function outerNamesOf({ declared, assigned }: Scope, params: readonly LoweredParam[]): readonly string[] {
  const own = new Set(params.flatMap(({ param }) => [param.name, ...param.pattern.map(({ name }) => name)]));
  return [...assigned].filter((name) => !declared.has(name) && !own.has(name));
}

function bodyOf(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const body = childInField(node, "body");
  if (!body) return [];
  if (body.type === "statement_block") return scope.file.lower.block(body.children, scope);
  const value = scope.file.lower.expression(body, scope);
  return [{ kind: "return", value, range: rangeOf(body, scope) }];
}

interface LoweredParam {
  readonly param: Param;
  /** `this.x = x` of a parameter property; empty for others. */
  readonly assignment: readonly Stmt[];
}

function paramsOf(node: SyntaxNode, scope: Scope): readonly LoweredParam[] {
  const single = childInField(node, "parameter");
  if (single) return [lowerParam(single, scope)];
  const list = childInField(node, "parameters");
  return list
    ? namedChildren(list)
        .filter((part) => isParam(part, scope))
        .map((part) => lowerParam(part, scope))
    : [];
}

const PARAM_TYPES: ReadonlySet<string> = new Set([
  "required_parameter",
  "optional_parameter",
  "identifier",
  "assignment_pattern",
  "rest_pattern",
  "object_pattern",
  "array_pattern",
]);

/** TypeScript's `this: T` is a type, not a parameter. */
function isParam(node: SyntaxNode, scope: Scope): boolean {
  if (!PARAM_TYPES.has(node.type)) return false;
  const pattern = childInField(node, "pattern");
  return !pattern || sourceOf(pattern, scope) !== "this";
}

/** TypeScript wraps parameters, JavaScript gives the bare pattern. */
function lowerParam(node: SyntaxNode, scope: Scope): LoweredParam {
  const isAssigned = node.type === "assignment_pattern";
  const pattern = childInField(node, isAssigned ? "left" : "pattern") ?? node;
  const valueNode = childInField(node, isAssigned ? "right" : "value");
  const annotation = annotationIn(node, "type", scope);
  const defaultValue = valueNode ? scope.file.lower.expression(valueNode, scope) : null;
  const rest = pattern.type === "rest_pattern" ? namedChildren(pattern)[0] : undefined;
  const bound = rest ?? pattern;
  const range = rangeOf(node, scope);
  if (bound.type === "object_pattern" || bound.type === "array_pattern") {
    const names = patternNames(bound, scope);
    const param: Param = { name: "", kind: "pattern", annotation, defaultValue, pattern: names, range };
    return { param, assignment: [] };
  }
  const name = sourceOf(bound, scope);
  const kind = rest ? "rest" : "positional";
  const param: Param = { name, kind, annotation, defaultValue, pattern: [], range };
  return { param, assignment: isProperty(node) ? [assignProperty(bound, annotation, scope)] : [] };
}

function isProperty(node: SyntaxNode): boolean {
  return node.children.some((child) => PROPERTY_MARKS.has(child.type));
}

const PROPERTY_MARKS: ReadonlySet<string> = new Set([
  "accessibility_modifier",
  "override_modifier",
  "readonly",
]);

/** `constructor(private client: OpenAI)` means `this.client = client`. */
function assignProperty(node: SyntaxNode, annotation: Expr | null, scope: Scope): Stmt {
  const value = nameExpr(node, scope);
  const { range } = value;
  const object: Expr = { kind: "name", name: "this", range };
  const target: Expr = { kind: "member", object, name: sourceOf(node, scope), nameRange: range, range };
  return { kind: "assign", target, operator: "=", value, annotation, range };
}
