/** Kept runs: the same usage as drawn anew, with the sources of whoever asks. */
import assert from "node:assert/strict";
import { exactly } from "../../server/src/base/quantity";
import { drawRuns } from "../../server/src/cost/draws";
import type { RunInputs } from "../../server/src/cost/run-model";
import { type UsageOfDraws, usageOfDraws } from "../../server/src/cost/usage";
import { createRunMemo, usageThrough } from "../../server/src/estimate/run-memo";
import { runInputs } from "../support/run-inputs";

const DRAWS = { seed: 7, count: 40 };

function counting(): { readonly make: (inputs: RunInputs) => UsageOfDraws; readonly calls: () => number } {
  let calls = 0;
  const make = (inputs: RunInputs): UsageOfDraws => {
    calls++;
    return usageOfDraws(inputs, drawRuns(inputs, DRAWS));
  };
  return { make, calls: () => calls };
}

function at(line: number, turns = 9): RunInputs {
  return {
    ...runInputs(),
    turns: { low: 2, typical: turns, high: 30, mean: 12, basis: "assumed", source: `a.py:${line}` },
    output: exactly(50, "counted", `a.py:${line + 1}`),
  };
}

describe("estimate: run memo", () => {
  it("gives what drawing anew gives, sources included, at whatever line", () => {
    const memo = createRunMemo();
    const { make, calls } = counting();
    for (const line of [3, 40, 3]) {
      assert.deepEqual(
        usageThrough(memo, at(line), [], make),
        usageOfDraws(at(line), drawRuns(at(line), DRAWS)),
      );
    }
    assert.equal(calls(), 1);
  });

  it("draws anew for other numbers and other thresholds, and without a memo", () => {
    const memo = createRunMemo();
    const { make, calls } = counting();
    usageThrough(memo, at(1), [], make);
    const longer = usageThrough(memo, at(1, 20), [], make);
    usageThrough(memo, at(1), [200_000], make);
    usageThrough(undefined, at(1), [], make);
    assert.equal(calls(), 4);
    assert.deepEqual(longer, usageOfDraws(at(1, 20), drawRuns(at(1, 20), DRAWS)));
  });

  it("tells equal sources from different ones", () => {
    const memo = createRunMemo();
    const { make, calls } = counting();
    const same = { ...at(1), output: exactly(50, "counted", "a.py:1") };
    usageThrough(memo, at(1), [], make);
    const usage = usageThrough(memo, same, [], make);
    assert.equal(usage.tokens.output.source, "a.py:1");
    assert.equal(calls(), 2);
  });

  it("forgets the runs asked for longest ago", () => {
    const memo = createRunMemo(2);
    const { make, calls } = counting();
    for (const turns of [5, 6, 5, 7, 5]) usageThrough(memo, at(1, turns), [], make);
    assert.equal(calls(), 3);
    usageThrough(memo, at(1, 6), [], make);
    assert.equal(calls(), 4);
  });
});
