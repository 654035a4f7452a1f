/** Calls that sum a conversation up: a model is asked to, not a list of facts joined. */
import { lastNameOf } from "./expression-text";
import type { Expr, Stmt } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolveAll } from "./resolve";
import { type CallExpression, callsIn, eachStatement } from "./walk";
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

/** A name that a body gives what a call promises to be a summary: `summary = await summarise(messages)`. */
interface NamedSummary {
  readonly name: string;
  readonly call: Expr;
}

/** Asked for every history of a function; read once per body. */
const summaries = new WeakMap<readonly Stmt[], readonly NamedSummary[]>();

/** The summaries that the body names, in source order. */
export function summariesIn(body: readonly Stmt[]): readonly NamedSummary[] {
  let known = summaries.get(body);
  if (!known) {
    known = eachStatement(body).flatMap((stmt) => {
      if (stmt.kind !== "assign" || stmt.target.kind !== "name" || !stmt.value) return [];
      const call = stmt.value.kind === "await" ? stmt.value.value : stmt.value;
      const isSummary = call.kind === "call" && namesSummary(lastNameOf(call.callee));
      return isSummary ? [{ name: stmt.target.name, call }] : [];
    });
    summaries.set(body, known);
  }
  return known;
}
