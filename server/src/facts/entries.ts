/** Entries read out of something that holds them under names: the same in every notation. */
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";

export interface EntryRead {
  readonly object: Expr;
  readonly key: string | number;
}

type MemberCall = Extract<Expr, { kind: "call" }> & { readonly callee: Extract<Expr, { kind: "member" }> };

/** `options.get("model")`, with or without a fallback. */
export function isGet(expr: Expr): expr is MemberCall {
  return expr.kind === "call" && expr.callee.kind === "member" && expr.callee.name === "get";
}

/** The same, or `sessions.setdefault(user, Session())`, which makes the entry where there is none. */
export function isLookUp(expr: Expr): expr is MemberCall {
  return expr.kind === "call" && expr.callee.kind === "member" && /^(get|setdefault)$/.test(expr.callee.name);
}

/** `options.pop("model", "gpt-5")`: a look-up that takes the entry out. */
export function isPop(expr: Expr): expr is MemberCall {
  const isNamed = expr.kind === "call" && expr.callee.kind === "member" && expr.callee.name === "pop";
  return isNamed && expr.args[0]?.value.kind === "string";
}

/** Functions that look a setting up by its name, and take another value where there is none. */
const GETTERS = /^_?(get|read|load|look_?up)(_|[A-Z]|$)|(config|settings?|option|env(ironment)?|param)$/i;

/** What `options.get("model", "gpt-5")` or `get_setting("model", "gpt-5")` takes where there is none. */
export function fallbackIn(expr: Expr): Expr | undefined {
  if (expr.kind !== "call" || expr.args.length !== 2) return undefined;
  const [key, fallback] = expr.args.map((arg) => arg.value);
  const isGetter = key?.kind === "string" && GETTERS.test(lastNameOf(expr.callee));
  return isGet(expr) || isPop(expr) || isGetter ? fallback : undefined;
}

/** `lists.get(id)` of `lists.get(id) ?? []`. */
export function withoutFallback(value: Expr): Expr {
  return value.kind === "binary" && /^(\?\?|\|\||or)$/.test(value.operator) ? value.left : value;
}

/** `object["key"]`, `object[0]`, `object.key`, `object.get("key")`, `object.setdefault("key", …)`. */
export function entryRead(expr: Expr): EntryRead | undefined {
  if (expr.kind === "member") return { object: expr.object, key: expr.name };
  if (expr.kind === "index")
    return expr.index.kind === "string" || expr.index.kind === "number"
      ? { object: expr.object, key: expr.index.value }
      : undefined;
  if (expr.kind !== "call" || expr.callee.kind !== "member") return undefined;
  if (!/^(get|setdefault)$/.test(expr.callee.name)) return undefined;
  const first = expr.args[0]?.value;
  return first?.kind === "string" ? { object: expr.callee.object, key: first.value } : undefined;
}

/** `object.key`, as if it were written. */
export function entryExpression(object: Expr, key: string | number): Expr {
  const { range } = object;
  return typeof key === "string"
    ? { kind: "member", object, name: key, nameRange: range, range }
    : { kind: "index", object, index: { kind: "number", value: key, range }, range };
}

/** What entries of entries are read of. */
export function rootOf(expr: Expr): Expr {
  let root = expr;
  for (let read = entryRead(root); read; read = entryRead(root)) root = read.object;
  return root;
}

export interface AttributeAsked {
  readonly member: Expr;
  readonly fallback: Expr | undefined;
}

/** What `getattr(object, "key", fallback)` asks for. */
export function attributeAsked(expr: Expr): AttributeAsked | undefined {
  if (expr.kind !== "call" || expr.callee.kind !== "name" || expr.callee.name !== "getattr") return undefined;
  const [object, key, fallback] = expr.args.map(({ value }) => value);
  return object && key?.kind === "string"
    ? { member: entryExpression(object, key.value), fallback }
    : undefined;
}

/** The last name of what is read, or the key of an entry: `history` of `self.history` and of `state["history"]`; "" where there is none. */
export function nameRead(expr: Expr): string {
  return lastNameOf(expr) || `${entryRead(expr)?.key ?? ""}`;
}
