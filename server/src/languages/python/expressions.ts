/** Python expressions to the language-neutral form. */
import type { Argument, Expr } from "../../facts/ir";
import { childInField, childrenInField, type SyntaxNode } from "../../syntax/syntax-node";
import { lowerChain } from "../binary-chain";
import { descend, otherAt, rangeOf, type Scope, sourceOf } from "../scope";
import { lowerComparison, lowerUnary } from "./operators";
import { lowerString } from "./strings";

type Lower = (node: SyntaxNode, scope: Scope) => Expr;

/** Any node in expression position; what has no meaning here keeps its operands. */
export function lowerExpression(node: SyntaxNode, scope: Scope): Expr {
  const lower = HANDLERS.get(node.type) ?? lowerOther;
  return descend(scope, () => lower(node, scope), otherAt(node, scope));
}

/** The expression in the field, or null where it is absent. */
export function lowerField(node: SyntaxNode, field: string, scope: Scope): Expr | null {
  const child = childInField(node, field);
  return child ? lowerExpression(child, scope) : null;
}

/** One node as itself, several (`return a, b`) as a list. */
export function lowerSeveral(nodes: readonly SyntaxNode[], owner: SyntaxNode, scope: Scope): Expr | null {
  const [first] = nodes;
  if (!first) return null;
  if (nodes.length === 1) return lowerExpression(first, scope);
  const items = nodes.map((node) => lowerExpression(node, scope));
  return { kind: "list", items, range: rangeOf(owner, scope) };
}

/** The named children, lowered. */
export function lowerChildren(node: SyntaxNode, scope: Scope): readonly Expr[] {
  return node.children.filter((child) => child.isNamed).map((child) => lowerExpression(child, scope));
}

/** One argument as it stands between the brackets of a call. */
export function lowerArgument(node: SyntaxNode, scope: Scope): Argument {
  if (node.type === "keyword_argument") {
    const name = childInField(node, "name");
    const value = lowerField(node, "value", scope) ?? otherAt(node, scope);
    return { name: name ? sourceOf(name, scope) : null, spread: false, value };
  }
  if (isSplat(node)) return { name: null, spread: true, value: lowerInner(node, scope) };
  return { name: null, spread: false, value: lowerExpression(node, scope) };
}

const CHAINED: ReadonlySet<string> = new Set(["binary_operator", "boolean_operator"]);

const HANDLERS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["identifier", lowerName],
  ["dotted_name", lowerDotted],
  ["string", (node, scope) => lowerString(node, scope, lowerExpression)],
  ["concatenated_string", (node, scope) => lowerString(node, scope, lowerExpression)],
  ["integer", lowerNumber],
  ["float", lowerNumber],
  ["true", (node, scope) => ({ kind: "boolean", value: true, range: rangeOf(node, scope) })],
  ["false", (node, scope) => ({ kind: "boolean", value: false, range: rangeOf(node, scope) })],
  ["none", (node, scope) => ({ kind: "null", range: rangeOf(node, scope) })],
  ["attribute", lowerAttribute],
  ["subscript", lowerSubscript],
  ["call", lowerCall],
  ["list", lowerList],
  ["tuple", lowerList],
  ["set", lowerList],
  ["expression_list", lowerList],
  ["pattern_list", lowerList],
  ["tuple_pattern", lowerList],
  ["list_pattern", lowerList],
  ["dictionary", lowerDictionary],
  ["binary_operator", (node, scope) => lowerChain(node, scope, lowerExpression, CHAINED)],
  ["boolean_operator", (node, scope) => lowerChain(node, scope, lowerExpression, CHAINED)],
  ["comparison_operator", (node, scope) => lowerComparison(node, scope, lowerExpression)],
  ["unary_operator", (node, scope) => lowerUnary(node, scope, lowerExpression)],
  ["not_operator", (node, scope) => lowerUnary(node, scope, lowerExpression)],
  ["conditional_expression", lowerConditional],
  ["named_expression", lowerNamed],
  ["assignment", lowerAssignment],
  ["lambda", lowerLambda],
  ["list_comprehension", lowerComprehension],
  ["set_comprehension", lowerComprehension],
  ["generator_expression", lowerComprehension],
  ["dictionary_comprehension", lowerComprehension],
  ["await", lowerAwait],
  ["list_splat", lowerSpread],
  ["list_splat_pattern", lowerSpread],
  ["dictionary_splat", lowerSpread],
  ["dictionary_splat_pattern", lowerSpread],
  ["parenthesized_expression", lowerInner],
  ["type", lowerInner],
  ["as_pattern_target", lowerInner],
  ["keyword_argument", (node, scope) => lowerField(node, "value", scope) ?? otherAt(node, scope)],
  ["pair", lowerPair],
  ["generic_type", lowerGenericType],
  ["union_type", lowerUnionType],
]);

function lowerOther(node: SyntaxNode, scope: Scope): Expr {
  return otherAt(node, scope, lowerChildren(node, scope));
}

/** The only child in brackets, splats and type wrappers; several where the code is broken. */
function lowerInner(node: SyntaxNode, scope: Scope): Expr {
  const inner = node.children.filter((child) => child.isNamed);
  const [only] = inner;
  return only && inner.length === 1 ? lowerExpression(only, scope) : lowerOther(node, scope);
}

function lowerName(node: SyntaxNode, scope: Scope): Expr {
  return { kind: "name", name: sourceOf(node, scope), range: rangeOf(node, scope) };
}

/** `a.b` where the grammar has only names (decorators, imports, patterns). */
function lowerDotted(node: SyntaxNode, scope: Scope): Expr {
  const [first, ...rest] = node.children.filter((child) => child.isNamed);
  if (!first) return otherAt(node, scope);
  return rest.reduce<Expr>(
    (object, name) => ({
      kind: "member",
      object,
      name: sourceOf(name, scope),
      nameRange: rangeOf(name, scope),
      range: { start: object.range.start, end: rangeOf(name, scope).end },
    }),
    lowerName(first, scope),
  );
}

function lowerNumber(node: SyntaxNode, scope: Scope): Expr {
  const written = sourceOf(node, scope).replace(/_/g, "").replace(/l$/i, "");
  const value = /^0[0-7]+$/.test(written) ? Number.parseInt(written, 8) : Number(written);
  // A complex number has no use here.
  return Number.isNaN(value) ? otherAt(node, scope) : { kind: "number", value, range: rangeOf(node, scope) };
}

function lowerAttribute(node: SyntaxNode, scope: Scope): Expr {
  const object = childInField(node, "object");
  const name = childInField(node, "attribute");
  if (!object || !name) return lowerOther(node, scope);
  return {
    kind: "member",
    object: lowerExpression(object, scope),
    name: sourceOf(name, scope),
    nameRange: rangeOf(name, scope),
    range: rangeOf(node, scope),
  };
}

function lowerSubscript(node: SyntaxNode, scope: Scope): Expr {
  const value = childInField(node, "value");
  const keys = childrenInField(node, "subscript");
  const [only] = keys;
  if (!value || !only) return lowerOther(node, scope);
  const object = lowerExpression(value, scope);
  if (keys.length === 1 && only.type === "slice") return lowerSlice(node, object, only, scope);
  const index = lowerSeveral(keys, only, scope) ?? otherAt(only, scope);
  return { kind: "index", object, index, range: rangeOf(node, scope) };
}

/** A forward step thins the slice out but does not move its ends, so it is left out; a backward step turns them around. */
function lowerSlice(node: SyntaxNode, object: Expr, slice: SyntaxNode, scope: Scope): Expr {
  const bounds: (Expr | null)[] = [null, null, null];
  let position = 0;
  for (const child of slice.children) {
    if (child.type === ":") position++;
    else if (child.isNamed) bounds[position] = lowerExpression(child, scope);
  }
  const [from = null, to = null, step = null] = bounds;
  const isForward = step === null || step.kind === "number" || step.kind === "null" || (!from && !to);
  if (!isForward) {
    return otherAt(
      node,
      scope,
      [object, from, to, step].filter((part): part is Expr => part !== null),
    );
  }
  return { kind: "slice", object, from, to, range: rangeOf(node, scope) };
}

function lowerCall(node: SyntaxNode, scope: Scope): Expr {
  const called = childInField(node, "function");
  const list = childInField(node, "arguments");
  if (!called || !list) return lowerOther(node, scope);
  const callee = lowerExpression(called, scope);
  const written = list.type === "argument_list" ? list.children.filter((child) => child.isNamed) : [list];
  const args = written.map((argument) => lowerArgument(argument, scope));
  const range = rangeOf(node, scope);
  return (
    attributeRead(callee, args, range) ??
    dictWritten(callee, args, range) ??
    runElsewhere(callee, args, range) ?? { kind: "call", callee, args, isNew: false, range }
  );
}

/** Calls that run a function in a thread and give back what it does, with the arguments before the function. */
const THREADS: Readonly<Record<string, number>> = { to_thread: 0, run_in_threadpool: 0, run_in_executor: 1 };

/** `asyncio.to_thread(ask, text)` and `loop.run_in_executor(None, ask, text)` are `ask(text)`, whose answer is awaited. */
function runElsewhere(callee: Expr, args: readonly Argument[], range: Expr["range"]): Expr | undefined {
  const before = callee.kind === "name" || callee.kind === "member" ? THREADS[callee.name] : undefined;
  if (before === undefined || args.slice(0, before + 1).some(({ name, spread }) => name !== null || spread))
    return undefined;
  const run = args[before]?.value;
  if (run?.kind !== "name" && run?.kind !== "member") return undefined;
  return { kind: "call", callee: run, args: args.slice(before + 1), isNew: false, range };
}

/** `dict(model="gpt-5", **more)` is `{"model": "gpt-5", **more}`. */
function dictWritten(callee: Expr, args: readonly Argument[], range: Expr["range"]): Expr | undefined {
  if (callee.kind !== "name" || callee.name !== "dict" || args.length === 0) return undefined;
  if (!args.some(({ name }) => name !== null) || args.some(({ name, spread }) => name === null && !spread))
    return undefined;
  const entries = args.map(({ name, value }) => {
    const { start } = value.range;
    const key: Expr | null =
      name === null ? null : { kind: "string", value: name, range: { start, end: start } };
    return { key, value };
  });
  return { kind: "dict", entries, range };
}

/** `getattr(client, "messages")` is `client.messages`; with a value to fall back on other than None it says more. */
function attributeRead(callee: Expr, args: readonly Argument[], range: Expr["range"]): Expr | undefined {
  if (callee.kind !== "name" || callee.name !== "getattr" || args.length > 3) return undefined;
  const [object, name, fallback] = args.map(({ value }) => value);
  if (!object || name?.kind !== "string" || (fallback && fallback.kind !== "null")) return undefined;
  return { kind: "member", object, name: name.value, nameRange: name.range, range };
}

function lowerList(node: SyntaxNode, scope: Scope): Expr {
  return { kind: "list", items: lowerChildren(node, scope), range: rangeOf(node, scope) };
}

function lowerDictionary(node: SyntaxNode, scope: Scope): Expr {
  const entries = node.children
    .filter((child) => child.isNamed)
    .map((child) => {
      const value = lowerField(child, "value", scope);
      if (child.type === "pair" && value) return { key: lowerField(child, "key", scope), value };
      return { key: null, value: isSplat(child) ? lowerInner(child, scope) : lowerExpression(child, scope) };
    });
  return { kind: "dict", entries, range: rangeOf(node, scope) };
}

/** Element of a dictionary comprehension, or a pair in broken code. */
function lowerPair(node: SyntaxNode, scope: Scope): Expr {
  const value = lowerField(node, "value", scope);
  if (!value) return lowerOther(node, scope);
  const entries = [{ key: lowerField(node, "key", scope), value }];
  return { kind: "dict", entries, range: rangeOf(node, scope) };
}

function lowerConditional(node: SyntaxNode, scope: Scope): Expr {
  const parts = lowerChildren(node, scope);
  const [then, test, otherwise] = parts;
  if (!then || !test || !otherwise || parts.length > 3) return otherAt(node, scope, parts);
  return { kind: "conditional", test, then, otherwise, range: rangeOf(node, scope) };
}

function lowerNamed(node: SyntaxNode, scope: Scope): Expr {
  return lowerBinding(node, childInField(node, "name"), childInField(node, "value"), scope);
}

/** The inner part of `a = b = c`. */
function lowerAssignment(node: SyntaxNode, scope: Scope): Expr {
  return lowerBinding(node, childInField(node, "left"), childInField(node, "right"), scope);
}

function lowerBinding(
  node: SyntaxNode,
  target: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
  scope: Scope,
): Expr {
  if (!target || !value) return lowerOther(node, scope);
  return {
    kind: "assignment",
    target: lowerExpression(target, scope),
    value: lowerExpression(value, scope),
    range: rangeOf(node, scope),
  };
}

function lowerLambda(node: SyntaxNode, scope: Scope): Expr {
  return { kind: "function", child: scope.nest(node, scope), range: rangeOf(node, scope) };
}

function lowerComprehension(node: SyntaxNode, scope: Scope): Expr {
  const body = childInField(node, "body");
  if (!body) return lowerOther(node, scope);
  const element = lowerExpression(body, scope);
  const range = rangeOf(node, scope);
  const clauses = node.children
    .filter((child) => child.type === "for_in_clause")
    .map((clause) => ({
      target: lowerField(clause, "left", scope) ?? otherAt(clause, scope),
      iterable: lowerSeveral(childrenInField(clause, "right"), clause, scope) ?? otherAt(clause, scope),
    }));
  const conditions = node.children
    .filter((child) => child.type === "if_clause" || child.type === "ERROR")
    .map((child) => lowerInner(child, scope));
  if (conditions.length === 0) return { kind: "comprehension", element, clauses, range };
  return { kind: "comprehension", element, clauses, conditions, range };
}

function lowerAwait(node: SyntaxNode, scope: Scope): Expr {
  return { kind: "await", value: lowerInner(node, scope), range: rangeOf(node, scope) };
}

function lowerSpread(node: SyntaxNode, scope: Scope): Expr {
  return { kind: "spread", value: lowerInner(node, scope), range: rangeOf(node, scope) };
}

function isSplat(node: SyntaxNode): boolean {
  return node.type === "list_splat" || node.type === "dictionary_splat";
}

/** `list[str]` in an annotation, the same form as a subscript. */
function lowerGenericType(node: SyntaxNode, scope: Scope): Expr {
  const [name, parameters] = node.children.filter((child) => child.isNamed);
  const types = parameters?.children.filter((child) => child.isNamed) ?? [];
  if (!name || !parameters) return lowerOther(node, scope);
  const index = lowerSeveral(types, parameters, scope) ?? otherAt(parameters, scope);
  return { kind: "index", object: lowerExpression(name, scope), index, range: rangeOf(node, scope) };
}

function lowerUnionType(node: SyntaxNode, scope: Scope): Expr {
  const types = lowerChildren(node, scope);
  const [left, right] = types;
  if (!left || !right) return otherAt(node, scope, types);
  return { kind: "binary", operator: "|", left, right, range: rangeOf(node, scope) };
}
