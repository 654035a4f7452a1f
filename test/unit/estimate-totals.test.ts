/** Totals over calls of which the code makes one or another. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { CallEstimate } from "../../server/src/estimate/estimate-call";
import { countedCalls, runsByEntry, totalOf } from "../../server/src/estimate/totals";
import type { Choice } from "../../server/src/loops/run-shape";
import { estimateOf } from "../support/estimates";

/** A call that stands on these ways, the innermost choice first; longer prompts cost more. */
function on(
  choices: readonly Choice[],
  words = 10,
  parts: Parameters<typeof estimateOf>[0] = {},
): CallEstimate {
  return estimateOf({ system: "word ".repeat(words), shape: { choices }, ...parts });
}

const way = (at: string, name: string): Choice => ({ at, way: name });

function meanOf(calls: readonly CallEstimate[]): number {
  const { cost } = totalOf(calls);
  return cost.known ? cost.value.mean : Number.NaN;
}

describe("totals", () => {
  it("add calls that follow each other", () => {
    const [a, b] = [on([way("if@1", "then")]), on([way("if@2", "then")])];
    assert.ok(Math.abs(meanOf([a, b]) - meanOf([a]) - meanOf([b])) < 1e-12);
  });

  it("take the dearer of two ways and tell the other", () => {
    const [short, long] = [on([way("if@1", "then")], 10), on([way("if@1", "else")], 900)];
    assert.equal(meanOf([short, long]), meanOf([long]));
    assert.deepEqual(runsByEntry([short, long])[0]?.replaced, [short]);
  });

  it("decide an inner choice first, then what is left of it against the outer one's other ways", () => {
    const outer = way("if@1", "then");
    const a = on([way("if@2", "then"), outer], 500);
    const b = on([way("if@2", "else"), outer], 400);
    const c = on([way("if@1", "else")], 600);
    const d = on([way("if@1", "else")], 600);
    assert.deepEqual(countedCalls([a, b, c, d]), [c, d], "b does not count for its branch");
    assert.deepEqual(countedCalls([a, b, c]), [c]);
    assert.deepEqual(countedCalls([a, b]), [a]);
  });

  it("keep what has no price, and what belongs to another entry", () => {
    const priced = on([way("if@1", "then")]);
    const unpriced = on([way("if@1", "else")], 10, { model: null });
    assert.equal(totalOf([priced, unpriced]).unpriced, 1);
    const owner = { path: "src/agent.py", fn: 0, name: "src/agent.py#other" };
    const elsewhere = on([way("if@1", "else")], 10, {
      shape: { choices: [way("if@1", "else")], entry: owner },
    });
    assert.deepEqual(countedCalls([priced, elsewhere]), [priced, elsewhere]);
  });

  it("lie between the dearest call and the sum, in whatever order the calls come", () => {
    const call = fc
      .tuple(fc.constantFrom("1", "2"), fc.constantFrom("then", "else"), fc.integer({ min: 1, max: 60 }))
      .map(([at, name, tens]) => on([way(at, name)], tens * 10));
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 6 }), (calls) => {
        const total = meanOf(calls);
        const singles = calls.map((each) => meanOf([each]));
        const sum = singles.reduce((a, b) => a + b, 0);
        assert.ok(total >= Math.max(...singles) * (1 - 1e-9) && total <= sum * (1 + 1e-9));
        assert.ok(Math.abs(meanOf([...calls].reverse()) - total) <= 1e-9 * total);
      }),
      { numRuns: 25 },
    );
  });
});
