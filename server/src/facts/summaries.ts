/** Calls that sum a conversation up: a model is asked to, not a list of facts joined. */
import { lastNameOf } from "./expression-text";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolveAll } from "./resolve";
import { type CallExpression, callsIn } from "./walk";
import { namesSummary } from "./windows";

/** Last names of calls by which a function may have a model asked. */
const ASKS =
  /^_?a?(create|invoke|generate|complete|predict|run|call|send|ask|query|stream|post|fetch|request|prompt|execute)|(llm|model|agent|chain|completion|openai|gpt|claude|gemini)|summar/i;

/**
 * Whether the call's name promises a summary that a model makes. A function of the workspace that only puts texts together
 * (`"\n".join(…)`) makes none, whatever its name; of others the name is believed.
 */
export function makesSummary(program: Program, at: Located<CallExpression>): boolean {
  if (!namesSummary(lastNameOf(at.expr.callee))) return false;
  const targets = resolveAll(program, { ...at, expr: at.expr.callee }).filter(
    (value) => value.kind === "function",
  );
  return (
    targets.length === 0 ||
    targets.some(({ file, fn }) => callsIn(file, fn).some(({ call }) => ASKS.test(lastNameOf(call.callee))))
  );
}
