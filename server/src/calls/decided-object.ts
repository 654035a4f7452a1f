/** Objects of which tests choose one: `if kind == "openai": llm = ChatOpenAI(…) else: …`, where the code says what `kind` is. */
import { decidedValues, settledAttribute, settledResult } from "../facts/branches";
import type { Located } from "../facts/located";
import { onlyAssigned } from "../facts/only-assigned";
import type { Program } from "../facts/program";
import { readString } from "../facts/texts";
import { alwaysGiven } from "./parameter-behind";

/** Members between a call and what it is made on in the end. */
const MAX_STEPS = 6;

/** The first of the chosen values that is an object, or, for a member of one, what the member adds to it. */
export function decidedObject<T>(
  program: Program,
  at: Located,
  describe: (value: Located) => T | undefined,
  member: () => T | undefined,
): T | undefined {
  for (const value of chosenValues(program, at)) {
    const object = describe(value);
    if (object) return object;
  }
  const given = alwaysGiven(program, at);
  const handed = given && describe(given);
  if (handed) return handed;
  const made = at.expr.kind === "name" ? onlyAssigned(program, at) : undefined;
  if (made && isStepOnChosen(program, made)) return describe(made);
  const isStep = isStepOnChosen(program, at) || (at.expr.kind === "member" && stepsOnGiven(program, at));
  return isStep ? member() : undefined;
}

/** `make().invoke`, `made = make().with_structured_output(Answer)`, then `made.invoke`: where tests or settings decide what `make()` gives back. */
function isStepOnChosen(program: Program, at: Located, left = MAX_STEPS): boolean {
  const step = at.expr.kind === "call" ? at.expr.callee : at.expr;
  if (step.kind !== "member" || left === 0) return false;
  const whole: Located = { ...at, expr: step.object };
  if (chosenValues(program, whole).length > 0) return true;
  const made = step.object.kind === "name" ? onlyAssigned(program, whole) : whole;
  return made !== undefined && isStepOnChosen(program, made, left - 1);
}

/** What tests decide for, else what settings do: `if settings.provider == "openai": return ChatOpenAI(…)`. */
function chosenValues(program: Program, at: Located): readonly Located[] {
  const decided = decidedValues(program, at);
  if (decided.length > 0) return decided;
  const call = at.expr.kind === "call" ? at : at.expr.kind === "name" ? onlyAssigned(program, at) : undefined;
  const settled =
    call?.expr.kind === "call"
      ? settledResult(program, call, textOfSetting)
      : settledAttribute(program, at, textOfSetting);
  return settled ? [settled] : [];
}

/** The text of a setting: what the environment or a settings file gives, or what the code takes where they give nothing. */
function textOfSetting(program: Program, name: Located): string | undefined {
  const text = readString(program, name);
  return text && /^(environment-default|configuration)$/.test(text.source) ? text.value : undefined;
}

/** `self.llm.bind_tools(tools).invoke`, where callers always give what `self.llm` holds. */
function stepsOnGiven(program: Program, at: Located): boolean {
  let { expr } = at;
  for (let step = 0; step < MAX_STEPS && (expr.kind === "member" || expr.kind === "call"); step++) {
    expr = expr.kind === "member" ? expr.object : expr.callee;
    if (expr.kind === "member" && alwaysGiven(program, { ...at, expr })) return true;
  }
  return false;
}
