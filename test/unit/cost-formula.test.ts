/** The closed forms give what the walk bills, wherever they are said to apply. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { closedInput, formulaOf } from "../../server/src/cost/formula";
import { simulateRun } from "../../server/src/cost/simulate";
import { anyDraw, anyInputs, runDraw, runInputs } from "../support/run-inputs";

describe("formula of a run", () => {
  it("equals the walk for every growth, cache and window it names a closed form for", () => {
    fc.assert(
      fc.property(anyInputs, anyDraw, (inputs, draw) => {
        const formula = formulaOf(inputs, draw);
        const usage = simulateRun(inputs, draw);
        const walked = usage.reduce(
          (sum, turn) =>
            sum +
            turn.uncached +
            turn.cacheRead +
            Object.values(turn.cacheWrite).reduce((all, tokens) => all + tokens, 0),
          0,
        );
        assert.equal(formula.input, walked);
        const closed = closedInput(formula);
        if (closed !== null) assert.equal(closed, walked);
      }),
      { numRuns: 2000 },
    );
  });

  it("has a closed form for histories that grow, stay or keep the prompt in their window", () => {
    const kinds = [
      runInputs(),
      runInputs({ growth: { kind: "constant" } }),
      runInputs({ growth: { kind: "windowed", turns: 4, dropsPrefix: false } }),
      runInputs({ growth: { kind: "windowed", turns: 12, dropsPrefix: true } }),
      runInputs({ growth: { kind: "windowed", turns: 4, dropsPrefix: true } }),
      runInputs({ growth: { kind: "summarised", triggerTokens: 1000, afterTokens: 100 } }),
    ].map((inputs) => formulaOf(inputs, runDraw()).kind);
    assert.deepEqual(kinds, ["quadratic", "linear", "windowed", "quadratic", "walked", "walked"]);
    assert.equal(formulaOf(runInputs(), runDraw({ turns: 1 })).kind, "once");
  });

  it("counts the turns that are billed where the window overflows", () => {
    const limits = { contextWindow: 3000, maxInput: null, outputCap: null };
    const { turns, drawnTurns, input } = formulaOf(runInputs({ limits }), runDraw());
    assert.equal(drawnTurns, 10);
    assert.equal(turns, 4);
    assert.equal(input, 4 * 1700 + 400 * 6);
  });
});
