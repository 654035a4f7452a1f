/** The turns of a run are assumed: write the number down where the code is. */

import { pinCall } from "../directive-edit";
import type { Rule } from "../rule";

export const pinTurns: Rule = {
  meta: {
    id: "pin-turns",
    title: "Pin the turns of a run",
    severity: "hint",
    docs: "The code does not say how many turns a run takes, so a prior stands in. A directive above the call fixes the number, and with it the largest doubt of the estimate.",
  },
  evaluate(estimate, ctx) {
    const { site, shape } = estimate.call;
    const { turns } = estimate.measured;
    if (shape.kind === "none" || shape.kind === "map" || turns.basis !== "assumed") return [];
    const text = ctx.textOf(site.path);
    if (text === undefined) return [];
    const value = Math.max(1, Math.round(turns.typical));
    return [
      {
        ruleId: "pin-turns",
        title: `Pin ${value} turns for this call`,
        place: { path: site.path, range: site.range },
        message: `The number of turns is assumed (${Math.round(turns.low)}–${Math.round(turns.high)}).`,
        saving: null,
        fix: [pinCall(estimate.call, text, "turns", value)],
      },
    ];
  },
};
