/** What an expression stands for, where a parameter stands for what its callers pass. */
import { callersOf } from "./call-graph";
import type { Located } from "./located";
import type { Program, Value } from "./program";
import { argumentForParameter, resolveAll } from "./resolve";

/** Functions that settings are handed down through. */
const MAX_DEPTH = 3;
const MAX_CALLERS = 8;

/** Every value of the expression; parameters that no caller fills stay parameters. */
export function valuesThroughCallers(program: Program, at: Located, depth = 0): readonly Value[] {
  return resolveAll(program, at).flatMap((value): readonly Value[] => {
    if (value.kind !== "parameter" || depth >= MAX_DEPTH) return [value];
    const { file, fn, name } = value;
    const passed = callersOf(program, file, fn)
      .slice(0, MAX_CALLERS)
      .flatMap(({ call }) => argumentForParameter({ file, fn, call }, name) ?? []);
    const values = passed.flatMap((argument) => valuesThroughCallers(program, argument, depth + 1));
    return values.length > 0 ? values : [value];
  });
}
