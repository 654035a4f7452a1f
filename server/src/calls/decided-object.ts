/** Objects of which tests choose one: `if kind == "openai": llm = ChatOpenAI(…) else: …`, where the code says what `kind` is. */
import { decidedValues } from "../facts/branches";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { alwaysGiven } from "./parameter-behind";

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
  const given = alwaysGiven(program, at);
  const handed = given && describe(given);
  if (handed) return handed;
  const { expr } = at;
  if (expr.kind !== "member") return undefined;
  if (stepsOnGiven(program, at)) return member();
  return decidedValues(program, { ...at, expr: expr.object }).length > 0 ? member() : undefined;
}

/** Members between a call and what it is made on in the end. */
const MAX_STEPS = 6;

/** `self.llm.bind_tools(tools).invoke`, where callers always give what `self.llm` holds. */
function stepsOnGiven(program: Program, at: Located): boolean {
  let { expr } = at;
  for (let step = 0; step < MAX_STEPS && (expr.kind === "member" || expr.kind === "call"); step++) {
    expr = expr.kind === "member" ? expr.object : expr.callee;
    if (expr.kind === "member" && alwaysGiven(program, { ...at, expr })) return true;
  }
  return false;
}
