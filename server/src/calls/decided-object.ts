/** Objects of which tests choose one: `if kind == "openai": llm = ChatOpenAI(…) else: …`, where the code says what `kind` is. */
import { decidedValues } from "../facts/branches";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";

/** The first of the chosen values that is an object, or, for a member of one, what the member adds to it. */
export function decidedObject<T>(
  program: Program,
  at: Located,
  describe: (value: Located) => T | undefined,
  member: () => T | undefined,
): T | undefined {
  for (const value of decidedValues(program, at)) {
    const object = describe(value);
    if (object) return object;
  }
  const { expr } = at;
  if (expr.kind !== "member") return undefined;
  return decidedValues(program, { ...at, expr: expr.object }).length > 0 ? member() : undefined;
}
