/** Functions, lambdas and the module: each lowered once, relative to its own start, and reused while its text stays. */
import type { FunctionFacts, Param, Stmt } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import type { FunctionReuse, LoweredFunction } from "../language";
import { rangeOf, type Scope, sourceOf } from "../scope";
import { lowerExpression, lowerField } from "./expressions";
import { lowerParams } from "./params";
import { lowerBlock, lowerBody, lowerDecorators, splitDocstring } from "./statements";

/** The whole file as the function `<module>`. */
export function lowerModule(root: SyntaxNode, text: string, reuse: FunctionReuse): LoweredFunction {
  const depth = { value: 0, isCapped: false };
  const scope: Scope = {
    text,
    base: 0,
    className: null,
    selfName: null,
    resultName: null,
    nested: [],
    reuse,
    depth,
    nest: nestFunction,
  };
  const { doc, rest } = splitDocstring(root.children, scope);
  const facts: FunctionFacts = {
    name: "<module>",
    nameRange: { start: 0, end: 0 },
    range: { start: 0, end: text.length },
    params: [],
    decorators: [],
    doc,
    isAsync: false,
    returns: null,
    body: root.type === "ERROR" ? lowerBlock([root], scope) : lowerBlock(rest, scope),
  };
  return { facts, nested: scope.nested, key: null };
}

/** Adds the function to its scope and returns its index there. */
function nestFunction(node: SyntaxNode, scope: Scope): number {
  const index = scope.nested.length;
  const start = node.start - scope.base;
  scope.nested.push({ lowered: reuseOrLower(node, scope), start, className: scope.className });
  return index;
}

function reuseOrLower(node: SyntaxNode, scope: Scope): LoweredFunction {
  if (!node.isIntact) return lowerFunction(node, scope, null);
  // In Python a function's name, decorators and docstring are part of its text. The type tells a lambda's text from the
  // same text elsewhere, and joining makes a flat copy: a mere slice would keep the whole old file alive.
  const key = `${node.type}:${sourceOf(node, scope)}`;
  const found = scope.reuse.get(key);
  if (found) return found;
  const outerIsCapped = scope.depth.isCapped;
  scope.depth.isCapped = false;
  const lowered = lowerFunction(node, scope, key);
  // What was cut off depends on how deep the function stands, so it is no function of its text.
  const reusable = scope.depth.isCapped ? { ...lowered, key: null } : lowered;
  scope.reuse.set(reusable);
  scope.depth.isCapped ||= outerIsCapped;
  return reusable;
}

function lowerFunction(node: SyntaxNode, outer: Scope, key: string | null): LoweredFunction {
  const scope: Scope = { ...outer, base: node.start, className: null, nested: [], outerNames: [] };
  const definition = childInField(node, "definition") ?? node;
  const facts =
    definition.type === "lambda" ? lambdaFacts(node, scope) : functionFacts(node, definition, scope);
  return { facts, nested: scope.nested, key };
}

function functionFacts(whole: SyntaxNode, definition: SyntaxNode, scope: Scope): FunctionFacts {
  const name = childInField(definition, "name");
  const block = definition.children.find((child) => child.type === "block");
  const { doc, rest } = splitDocstring(block?.children ?? [], scope);
  const broken = definition.children.filter((child) => child.type === "ERROR");
  return {
    name: name ? sourceOf(name, scope) : "",
    nameRange: name ? rangeOf(name, scope) : { start: 0, end: 0 },
    range: rangeOf(whole, scope),
    decorators: lowerDecorators(whole, scope),
    params: paramsOf(definition, scope),
    doc,
    isAsync: definition.children.some((child) => child.type === "async"),
    returns: lowerField(definition, "return_type", scope),
    body: [...lowerBlock(broken, scope), ...lowerBlock(rest, scope)],
    // Behind the body, in which they are met.
    ...(scope.outerNames?.length ? { outerNames: scope.outerNames } : {}),
  };
}

function lambdaFacts(node: SyntaxNode, scope: Scope): FunctionFacts {
  const params = paramsOf(node, scope);
  const result = childInField(node, "body");
  const returned: readonly Stmt[] = result
    ? [{ kind: "return", value: lowerExpression(result, scope), range: rangeOf(result, scope) }]
    : [];
  return {
    name: "<lambda>",
    nameRange: { start: 0, end: "lambda".length },
    range: rangeOf(node, scope),
    params,
    decorators: [],
    doc: null,
    isAsync: false,
    returns: null,
    body: [...returned, ...lowerBody(node, scope)],
  };
}

function paramsOf(definition: SyntaxNode, scope: Scope): readonly Param[] {
  const list = childInField(definition, "parameters");
  return list ? lowerParams(list, scope) : [];
}
