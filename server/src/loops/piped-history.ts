/** Conversations that a chain puts into its template by itself: `{"history": lambda _: history, …} | prompt | llm`. */

import { lastNameOf } from "../facts/expression-text";
import { operandsOf } from "../facts/joined";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { namesConversation } from "../facts/stored-history";
import { lambdaResult } from "../facts/walk";
import type { CallSite } from "../sdks/call-site";

/** What stands under the name of a conversation in the chain that the call runs. */
export function pipedIn(program: Program, { call }: CallSite): readonly Located[] {
  if (call.expr.kind !== "call" || call.expr.callee.kind !== "member") return [];
  const runs = resolveAll(program, { ...call, expr: call.expr.callee.object });
  return runs.flatMap((value) =>
    value.kind === "expression" && value.at.expr.kind === "binary" && value.at.expr.operator === "|"
      ? operandsOf(value.at).flatMap(namedIn)
      : [],
  );
}

/** Entries of a dict, or of `RunnablePassthrough.assign(history=…)` and `RunnableParallel({…})`. */
function namedIn(at: Located): readonly Located[] {
  const { expr } = at;
  if (expr.kind === "dict") {
    return expr.entries.flatMap(({ key, value }) => {
      const name = key?.kind === "string" ? key.value : lastNameOf(key);
      return namesConversation(name) ? [madeBy({ ...at, expr: value })] : [];
    });
  }
  if (expr.kind !== "call") return [];
  return expr.args.flatMap(({ name, value }) => {
    if (value.kind === "dict") return namedIn({ ...at, expr: value });
    return name !== null && namesConversation(name) ? [madeBy({ ...at, expr: value })] : [];
  });
}

/** What a function written in place gives. */
function madeBy(at: Located): Located {
  const made = lambdaResult(at);
  return made ? { ...at, ...made } : at;
}
