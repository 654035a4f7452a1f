/** Assignments that only stand in where a call gives nothing: `if model is None: model = "gpt-5"`. */
import { argumentForParameter } from "./arguments";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { Binding } from "./program";
import { isLeftBefore, testsAround } from "./tests-around";

/**
 * The bindings that count where the name is used: not those in a branch that leaves the function, and, where the followed call gives the
 * parameter something, not those for want of it.
 */
export function withoutFallbacks(at: Located, fn: number, all: readonly Binding[]): readonly Binding[] {
  const { frame, file } = at;
  const bindings = all.length < 2 || at.fn !== fn ? all : all.filter((b) => !isLeft(at, b));
  if (bindings.length < 2 || frame?.file !== file || frame.fn !== fn) return bindings;
  const parameter = bindings.find((b) => b.kind === "parameter");
  const given = parameter?.kind === "parameter" ? argumentForParameter(frame, parameter.name) : undefined;
  if (parameter?.kind !== "parameter" || !given || given.expr.kind === "null") return bindings;
  return bindings.filter((b) => b.kind !== "assign" || !isFallback(file, fn, parameter.name, b));
}

function isLeft({ file, fn, expr }: Located, binding: Binding): boolean {
  if (binding.kind !== "assign") return false;
  return isLeftBefore(file.functions[fn]?.facts.body ?? [], binding.start, expr.range.start);
}

function isFallback(file: FileFacts, fn: number, name: string, binding: Binding): boolean {
  const tests = testsAround(file.functions[fn]?.facts.body ?? [], binding.start);
  return tests.some(({ test, holds }) => holds && isNothing(test, name));
}

/** `model is None`, `model === undefined`, `not model`, `!model`. */
function isNothing(test: Expr, name: string): boolean {
  if (test.kind === "unary") return /^(not|!)$/.test(test.operator) && isName(test.operand, name);
  if (test.kind !== "binary" || !/^(is|===?)$/.test(test.operator)) return false;
  const isNull = test.right.kind === "null" || isName(test.right, "undefined");
  return isNull && isName(test.left, name);
}

function isName(expr: Expr, name: string): boolean {
  return expr.kind === "name" && expr.name === name;
}
