/** What the callers of a function pass for a parameter. */
import { argumentForParameter } from "./arguments";
import type { CallEdge } from "./call-index";
import { entryExpression, isGet } from "./entries";
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolveAll } from "./resolve";
import { callersInEarnest } from "./trial-runs";

/** One for each call; undefined where a call passes nothing, or the function calls itself with its own parameter. */
export function passedArguments(
  program: Program,
  file: FileFacts,
  fn: number,
  name: string,
): readonly (Located | undefined)[] {
  return waysPassed(program, file, fn, name).map(({ given }) => given);
}

/** What one call passes for a parameter, or, where that is nothing, what it spreads over it. */
export interface Passed {
  readonly given: Located | undefined;
  readonly spread: Located | undefined;
}

/** The same with what calls spread: `ask(**settings)` gives `settings.model` for `model`. */
export function waysPassed(program: Program, file: FileFacts, fn: number, name: string): readonly Passed[] {
  return callersInEarnest(program, file, fn).map(({ call }) => {
    const arg = argumentForParameter({ file, fn, call }, name);
    const given = arg && !handsItselfOn(arg, file, fn, name) ? arg : undefined;
    return { given, spread: given ? undefined : spreadOver(call, file, name) };
  });
}

function spreadOver(call: CallEdge["call"], { language }: FileFacts, name: string): Located | undefined {
  const spreads = call.expr.args.filter(({ spread, name: keyword }) => spread && keyword === null);
  const [only, ...others] = spreads.map(({ value }) => value);
  const isTable = only !== undefined && /^(name|member|call)$/.test(only.kind) && others.length === 0;
  return isTable && language === "python" ? { ...call, expr: entryExpression(only, name) } : undefined;
}

/** A function that calls itself with its own parameter passes nothing new. */
function handsItselfOn({ expr, ...at }: Located, file: FileFacts, fn: number, name: string): boolean {
  return expr.kind === "name" && expr.name === name && at.file === file && at.fn === fn;
}

/** `None`, or a setting that may not be there: `options.get("fallback_model")`. */
export function mayBeNothing(program: Program, at: Located): boolean {
  const values = resolveAll(program, at);
  return values.some(
    (value) =>
      value.kind === "expression" &&
      (value.at.expr.kind === "null" || (isGet(value.at.expr) && value.at.expr.args.length === 1)),
  );
}
