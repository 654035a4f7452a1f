/** Assignments that only put one value in the place of another: `if (model.includes("o1")) model = "gpt-5";`. */
import { textOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Binding } from "./program";
import { lookUp } from "./scope";
import { testsAround } from "./tests-around";

const ASKS = /^(includes|startsWith|endsWith|startswith|endswith|HasPrefix|HasSuffix|Contains)$/;

/** What the name is given in any case, or for certain where it is used (an offset in the same function). */
export function withoutExceptions(
  file: FileFacts,
  fn: number,
  name: string,
  bindings: readonly Binding[],
  use?: number,
): readonly Binding[] {
  if (bindings.length < 2) return bindings;
  const usual = bindings.filter(
    (b) =>
      b.kind !== "assign" ||
      b.operator !== "=" ||
      b.path.length > 0 ||
      b.value.fn !== fn ||
      !isException(file, fn, name, b.value.expr, use),
  );
  return usual.length > 0 ? usual : bindings;
}

/**
 * Whether the assigned text takes the place of what the name holds, where a test around it says that it holds something else; for a use
 * behind it in the same block it is what the name holds.
 */
export function isException(
  file: FileFacts,
  fn: number,
  name: string,
  assigned: Expr,
  use?: number,
): boolean {
  if (assigned.kind !== "string") return false;
  const body = file.functions[fn]?.facts.body ?? [];
  const test = testsAround(body, assigned.range.start).at(-1);
  if (!test?.holds || !replaces(test.test, name)) return false;
  const isBehind = use !== undefined && assigned.range.start < use;
  if (isBehind && testsAround(body, use).some((known) => known.test === test.test && known.holds))
    return false;
  // A default may be one of the names that are replaced: `ask(model = "large")`.
  const bindings = lookUp(file, fn, name)?.bindings ?? [];
  return !bindings.some((b) => b.kind === "parameter" && b.defaultValue !== null);
}

/** Whether the test holds only while the name holds a text that says something else than the new one. */
function replaces(test: Expr, name: string): boolean {
  if (test.kind === "binary" && /^(and|&&)$/.test(test.operator)) {
    const sides = [test.left, test.right];
    // `isSmall && model !== "gpt-5-nano"`: not for any model, but where the other side says so.
    return sides.some((side) => replaces(side, name) || comparesWith(side, name, /^(!=|!==)$/));
  }
  if (test.kind === "binary" && test.operator === "in") return textOf(test.right) === name;
  if (test.kind === "call" && test.callee.kind === "member")
    return ASKS.test(test.callee.name) && textOf(test.callee.object) === name;
  return comparesWith(test, name, /^(==|===)$/);
}

function comparesWith(test: Expr, name: string, operator: RegExp): boolean {
  if (test.kind !== "binary" || !operator.test(test.operator)) return false;
  return textOf(test.left) === name && test.right.kind === "string" && test.right.value !== "";
}
