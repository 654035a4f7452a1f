/** Methods that the workspace writes itself: the request stands in them, not where they are called. */

import { heirsOf } from "../facts/classes";
import { isProtocol } from "../facts/duck-callers";
import { entryExpression } from "../facts/entries";
import type { Located } from "../facts/located";
import type { Program, Value } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { enclosingClass } from "../facts/scope";
import { argumentPassed, callsFilling, parameterBehind } from "./parameter-behind";

/** Functions that an object is handed down through. */
const MAX_HANDED = 3;
const MAX_CALLERS = 12;

/** A function with a body; interfaces of Go and protocols of Python only say what their methods are called, unless a class of the workspace extends them. */
export function isWritten(program: Program, value: Value): boolean {
  if (value.kind !== "function") return false;
  const { file, fn } = value;
  if (file.language === "go") return file.functions[fn]?.facts.body.length !== 0;
  const cls = file.functions[fn]?.className ? enclosingClass(file, fn) : undefined;
  if (!cls || !isProtocol(cls)) return true;
  const name = file.functions[fn]?.facts.name ?? "";
  return heirsOf(program, cls).some(({ methods }) => methods.has(name));
}

/**
 * Whether all callers that hand the receiver over hand over objects of classes that write the method themselves, whatever the annotation
 * says: `def __init__(self, llm: BaseChatModel)`, `Service(llm=OwnAdapter())`.
 */
export function isOwnAtCallers(program: Program, { expr, ...at }: Located): boolean {
  return expr.kind === "member" && isHandedOwn(program, { ...at, expr: expr.object }, expr.name, MAX_HANDED);
}

function isHandedOwn(program: Program, holder: Located, method: string, left: number): boolean {
  const parameter = parameterBehind(program, holder);
  if (!parameter) return false;
  const { file, fn, name } = parameter;
  const calls = callsFilling(program, file, fn).slice(0, MAX_CALLERS);
  return (
    calls.length > 0 &&
    calls.every((call) => {
      const passed = argumentPassed({ file, fn, call }, name);
      return passed !== undefined && isOwn(program, passed, method, left);
    })
  );
}

function isOwn(program: Program, passed: Located, method: string, left: number): boolean {
  const called = resolveAll(program, { ...passed, expr: entryExpression(passed.expr, method) });
  if (called.length > 0 && called.every((value) => isWritten(program, value))) return true;
  return left > 0 && isHandedOwn(program, passed, method, left - 1);
}
