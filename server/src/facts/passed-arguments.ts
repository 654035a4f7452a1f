/** What the callers of a function pass for a parameter. */
import { argumentForParameter } from "./arguments";
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
  return callersInEarnest(program, file, fn).map(({ call }) => {
    const arg = argumentForParameter({ file, fn, call }, name);
    return arg && !handsItselfOn(arg, file, fn, name) ? arg : undefined;
  });
}

/** What a call spreads over the parameter of the name: `ask(**settings)` gives `settings.model` for `model`. One for each call. */
export function spreadArguments(
  program: Program,
  file: FileFacts,
  fn: number,
  name: string,
): readonly (Located | undefined)[] {
  return callersInEarnest(program, file, fn).map(({ call }) => {
    const spreads = call.expr.args.filter(({ spread, name: keyword }) => spread && keyword === null);
    const [only, ...others] = spreads.map(({ value }) => value);
    const isTable = only !== undefined && /^(name|member|call)$/.test(only.kind) && others.length === 0;
    return isTable && file.language === "python" ? { ...call, expr: entryExpression(only, name) } : undefined;
  });
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
