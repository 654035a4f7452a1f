/** Calls that JavaScript writes where it has syntax, too: `Object.assign({}, a, b)` is `{...a, ...b}`. */
import { textOf } from "../../facts/expression-text";
import type { Argument, Expr } from "../../facts/ir";

/** Shorter forms of a call, or undefined where it is an ordinary one. */
export function idiom(callee: Expr, args: readonly Argument[], range: Expr["range"]): Expr | undefined {
  const isOfObject =
    callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "Object";
  const [first, ...others] = args;
  if (isBound(callee, args)) return callee.object;
  if (!isOfObject || !first || first.spread) return undefined;
  if (callee.name === "freeze" && others.length === 0) return first.value;
  return callee.name === "assign" && first.value.kind === "dict"
    ? merged(first.value, others, range)
    : undefined;
}

/** `client.messages.create.bind(client.messages)` is the method as it would be called on its object. */
function isBound(
  callee: Expr,
  args: readonly Argument[],
): callee is Extract<Expr, { kind: "member" }> & { readonly object: Extract<Expr, { kind: "member" }> } {
  const [first] = args;
  if (callee.kind !== "member" || callee.name !== "bind" || !first || args.length > 1) return false;
  const { object } = callee;
  return object.kind === "member" && textOf(object.object) === textOf(first.value);
}

/** A new object with the entries of all; into an object that was there before, the call changes it. */
function merged(
  target: Extract<Expr, { kind: "dict" }>,
  others: readonly Argument[],
  range: Expr["range"],
): Expr | undefined {
  if (others.some(({ spread }) => spread)) return undefined;
  const entries = others.flatMap(({ value }) =>
    value.kind === "dict" ? value.entries : [{ key: null, value }],
  );
  return { kind: "dict", entries: [...target.entries, ...entries], range };
}
