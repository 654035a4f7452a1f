/** Functions of the program that a library runs by name: the call asks no model, whatever the object it is made on could ask. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { readString } from "../facts/texts";
import { callsIn } from "../facts/walk";
import type { AddedFunction, Way } from "../sdks/sdk";
import { readWay } from "./ways";

/** Whether what the call runs is a function of an object that the program added. */
export function runsOwnFunction(program: Program, call: Located, rule: AddedFunction): boolean {
  const run = firstOf(program, call, rule.run);
  const adder = run && adderBehind(program, run, rule);
  if (adder) return addsObject(program, adder, rule);
  const names = [
    ...(run ? keysOf(run.expr).map((expr) => ({ ...run, expr })) : []),
    ...rule.runNamed.flatMap((way) => readWay(program, call, way) ?? []),
  ].flatMap((at) => readString(program, at)?.value ?? []);
  const adders = names.length > 0 ? addersNamed(program, call, rule, names) : [];
  return adders.length > 0 && adders.every((at) => addsObject(program, at, rule));
}

/** The call that added what `plugin["today"]` is taken out of. */
function adderBehind(program: Program, at: Located, { adders }: AddedFunction): Located | undefined {
  const { expr } = at;
  if (expr.kind !== "index") return undefined;
  const value = resolve(program, { ...at, expr: expr.object });
  const last = value.kind === "external-object" ? value.steps[value.steps.length - 1]?.call : undefined;
  return last?.expr.kind === "call" && adders.includes(lastNameOf(last.expr.callee)) ? last : undefined;
}

/** Keys of `kernel.plugins["home"]["open"]`. */
function keysOf(expr: Expr): readonly Expr[] {
  return expr.kind === "index" ? [...keysOf(expr.object), expr.index] : [];
}

/** Calls of the file that add something under one of the names. */
function addersNamed(
  program: Program,
  { file }: Located,
  { adders, name }: AddedFunction,
  names: readonly string[],
): readonly Located[] {
  return file.functions.flatMap((_, fn) =>
    callsIn(file, fn).flatMap(({ call }): readonly Located[] => {
      if (!adders.includes(lastNameOf(call.callee))) return [];
      const at = { file, fn, expr: call };
      const given = firstOf(program, at, name);
      const text = given ? readString(program, given)?.value : undefined;
      return text !== undefined && names.includes(text) ? [at] : [];
    }),
  );
}

/** Whether the call adds an object made of a class: `add_plugin(Clock(), "clock")`, not `add_plugin(None, "prompts")`. */
function addsObject(program: Program, adder: Located, { object }: AddedFunction): boolean {
  const given = firstOf(program, adder, object);
  if (!given) return false;
  const value = resolve(program, given);
  if (value.kind === "instance") return true;
  if (value.kind !== "external-object" || value.steps.length > 0) return false;
  return /^[A-Z]/.test(value.origin.path[value.origin.path.length - 1] ?? "") && value.call !== null;
}

function firstOf(program: Program, call: Located, ways: readonly Way[]): Located | undefined {
  for (const way of ways) {
    const at = readWay(program, call, way);
    if (at && at.expr.kind !== "null") return at;
  }
  return undefined;
}
