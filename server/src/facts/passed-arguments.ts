/** What the callers of a function pass for a parameter. */
import { argumentForParameter } from "./arguments";
import { entryExpression, isGet } from "./entries";
import type { Argument, FileFacts } from "./ir";
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
  return callersInEarnest(program, file, fn).flatMap(({ call }): readonly Passed[] => {
    const arg = argumentForParameter({ file, fn, call }, name);
    const given = arg && !handsItselfOn(arg, file, fn, name) ? arg : undefined;
    const through = given ? [] : waysThroughRest(program, call, name);
    return through.length > 0
      ? through
      : [{ given, spread: given ? undefined : spreadOver(call, file, name) }];
  });
}

/** Functions that hand on the keywords they take up. */
const MAX_RESTS = 4;

/**
 * What those give for a keyword who call the function around a call that hands on the keywords it takes up: `Own(model="gpt-5")`, where
 * `Own` has `def __init__(self, **rest): super().__init__(**rest)`. None where the call does not.
 */
export function waysThroughRest(program: Program, call: Located, name: string, depth = 0): readonly Passed[] {
  const { file, fn, frame } = call;
  if (call.expr.kind !== "call" || !spreadsRest(call, call.expr.args) || depth >= MAX_RESTS) return [];
  const isEntered = frame !== undefined && frame.file === file && frame.fn === fn;
  const calls = isEntered ? [frame.call] : callersInEarnest(program, file, fn).map((edge) => edge.call);
  return calls.flatMap((caller): readonly Passed[] => {
    const args = caller.expr.kind === "call" ? caller.expr.args : [];
    const given = args.find((arg) => arg.name === name);
    if (given) return [{ given: { ...caller, expr: given.value }, spread: undefined }];
    const further = waysThroughRest(program, caller, name, depth + 1);
    return further.length > 0 ? further : [{ given: undefined, spread: spreadOver(caller, file, name) }];
  });
}

/** `**rest` of the function's own parameter. */
function spreadsRest({ file, fn }: Located, args: readonly Argument[]): boolean {
  const rest = file.functions[fn]?.facts.params.find(({ kind }) => kind === "keyword-rest");
  return args.some(({ spread, value }) => spread && value.kind === "name" && value.name === rest?.name);
}

function spreadOver(call: Located, { language }: FileFacts, name: string): Located | undefined {
  if (call.expr.kind !== "call") return undefined;
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
