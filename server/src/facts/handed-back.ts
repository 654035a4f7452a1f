/** Objects made by a function that is written in place for a library to run: `limiter.schedule(() => client.model("x"))`. */
import { lastNameOf } from "./expression-text";
import type { Located } from "./located";
import type { Value } from "./program";
import { isObject, KEEPERS } from "./values";

/** Arguments among which such a function is looked for. */
const MAX_ARGUMENTS = 3;

/** `returned` tells what a function, by its index in the file, gives back. */
export function handedBack(
  { file, fn, expr }: Located,
  returned: (child: number) => readonly Value[],
): readonly Value[] {
  if (expr.kind !== "call" || KEEPERS.test(lastNameOf(expr.callee))) return [];
  return expr.args.slice(0, MAX_ARGUMENTS).flatMap(({ value }) => {
    const child = value.kind === "function" ? file.functions[fn]?.children[value.child] : undefined;
    return child === undefined ? [] : returned(child).filter(isObject);
  });
}
