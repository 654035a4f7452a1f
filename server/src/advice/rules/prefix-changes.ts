/** A clock, a random number or a fresh id in the system prompt: every turn pays for the whole prompt again. */

import type { CallAnalysis } from "../../estimate/call-analysis";
import { changingPrefix } from "../../estimate/changing-prefix";
import { priceOn } from "../../estimate/estimate-call";
import type { Rule } from "../rule";
import { savingOf } from "../saving";

export const prefixChanges: Rule = {
  meta: {
    id: "prefix-changes",
    title: "This prefix changes every turn",
    severity: "warning",
    docs: "Caches read a prompt as far as it equals the one before. A system prompt with a clock, a random number or a fresh id differs on each turn of a run, so nothing is read. Set the value once before the loop, or put it into the last message.",
  },
  evaluate(estimate, ctx) {
    const { call, priced, measured } = estimate;
    const [first] = changingPrefix(call);
    if (!first || !priced.known || measured.turns.high <= 1) return [];
    const { model, offer, run } = priced.value;
    const standing = priceOn(withStandingPrefix(call), model, offer, ctx);
    const saving = standing.known ? savingOf(run.cost, standing.value.run.cost) : null;
    if (saving === null) return [];
    return [
      {
        ruleId: "prefix-changes",
        title: "This prefix changes every turn",
        place: first,
        message:
          "This part of the system prompt is new on every request, so no turn reads the prompt from the cache. Set it once before the loop, or move it into the last message.",
        saving,
        fix: [],
      },
    ];
  },
};

function withStandingPrefix(call: CallAnalysis): CallAnalysis {
  const system = { ...call.prompt.system, changes: [] };
  return { ...call, prompt: { ...call.prompt, system } };
}
