/** Functions that a decorator turns into requests: `@prompt("Tell of {topic}")`, `@ell.simple("gpt-5")`. Calling one is the request. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { describeObject, type SdkObject } from "./sdk-object";
import { makesCallable } from "./tables";

/** What calling the function asks, with the text it returns as the prompt; undefined for functions without such a decorator. */
export function promptedBy(program: Program, file: FileFacts, fn: number): SdkObject | undefined {
  const node = file.functions[fn];
  for (const decorator of node?.facts.decorators ?? []) {
    if (!node || !mayPrompt(decorator)) continue;
    const object = describeObject(program, { file, fn: node.parent, expr: asCall(decorator) });
    const isCalled = object?.kind === "prompted" || object?.kind === "agent";
    if (object && isCalled) return { ...object, template: object.template ?? returned(file, fn) };
  }
  return undefined;
}

/** Whether the name of the decorator is one of those that make what is called; resolving it tells. */
export function mayPrompt(decorator: Expr): boolean {
  return makesCallable(lastNameOf(decorator.kind === "call" ? decorator.callee : decorator));
}

/** `@complex` alone says what `@complex()` says. */
function asCall(decorator: Expr): Expr {
  return decorator.kind === "call"
    ? decorator
    : { kind: "call", callee: decorator, args: [], isNew: false, range: decorator.range };
}

/** The last statement's value: what stands before it is for the exceptions. */
function returned(file: FileFacts, fn: number): Located | null {
  const last = file.functions[fn]?.facts.body.at(-1);
  return last?.kind === "return" && last.value ? { file, fn, expr: last.value } : null;
}
