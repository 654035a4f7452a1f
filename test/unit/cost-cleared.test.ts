import assert from "node:assert/strict";
import fc from "fast-check";
import { fitRuns } from "../../server/src/calibration/fit";
import type { UsageRecord } from "../../server/src/calibration/record";
import { accumulatedInput, clearedInput } from "../../server/src/cost/closed-forms";
import { promptSeries } from "../../server/src/cost/growth";
import type { GrowthModel, RunDraw } from "../../server/src/cost/run-model";
import { runDraw, runInputs } from "../support/run-inputs";

const REQUEST: UsageRecord = {
  at: "runs.jsonl:1",
  run: "a",
  id: null,
  previous: null,
  start: null,
  end: null,
  models: [],
  input: 0,
  output: 0,
  reasoning: 0,
  cacheRead: null,
  cacheWrite: null,
  agent: null,
  names: [],
  file: null,
  line: null,
  call: null,
  system: null,
  toolNames: [],
  toolsOffered: [],
};

type Cleared = Extract<GrowthModel, { kind: "cleared" }>;

const draws = fc
  .record({
    turns: fc.integer({ min: 1, max: 60 }),
    firstUser: fc.nat({ max: 5000 }),
    output: fc.nat({ max: 2000 }),
    result: fc.nat({ max: 5000 }),
  })
  .map((sizes) => runDraw(sizes));
const windows = fc.integer({ min: 1, max: 20 });
const lefts = fc.nat({ max: 50 });

function promptsOf(draw: RunDraw, growth: Cleared) {
  return promptSeries(runInputs({ growth }), draw);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe("results that are cleared", () => {
  it("sum up to the closed form", () => {
    fc.assert(
      fc.property(draws, windows, lefts, (draw, turns, leftTokens) => {
        const { prompt } = promptsOf(draw, { kind: "cleared", turns, leftTokens, beyondTokens: null });
        const prefix = draw.system + draw.tools + draw.firstUser;
        const growth = { answer: draw.output, result: draw.result, left: leftTokens };
        assert.equal(sumOf(prompt), clearedInput(draw.turns, prefix, growth, turns));
      }),
    );
  });

  it("cost no more than results that stay, and the same below the limit", () => {
    fc.assert(
      fc.property(draws, windows, lefts, fc.nat({ max: 200_000 }), (draw, turns, leftTokens, limit) => {
        const prefix = draw.system + draw.tools + draw.firstUser;
        const whole = accumulatedInput(draw.turns, prefix, draw.output + draw.result);
        const { prompt } = promptsOf(draw, { kind: "cleared", turns, leftTokens, beyondTokens: limit });
        assert.ok(sumOf(prompt) <= whole);
        if (prefix + (draw.turns - 1) * (draw.output + draw.result) <= limit)
          assert.equal(sumOf(prompt), whole);
      }),
    );
  });

  it("break the cached prefix at the first of them", () => {
    const draw = runDraw({ turns: 5, output: 100, result: 300 });
    const { prompt, common } = promptsOf(draw, {
      kind: "cleared",
      turns: 2,
      leftTokens: 0,
      beyondTokens: null,
    });
    assert.deepEqual(prompt, [1700, 2100, 2500, 2600, 2700]);
    assert.deepEqual(common, [0, 1700, 2100, 1800, 1900]);
  });

  it("come out of recorded requests as they went in", () => {
    fc.assert(
      fc.property(draws, windows, (draw, turns) => {
        fc.pre(draw.turns > 1);
        const { prompt } = promptsOf(draw, { kind: "cleared", turns, leftTokens: 0, beyondTokens: null });
        const run = prompt.map((input) => ({ ...REQUEST, input, output: draw.output }));
        const [row] = fitRuns([run], { growth: "cleared", window: turns, reasoningResent: false });
        assert.ok(Math.abs((row?.result ?? Number.NaN) - draw.result) < 1e-6 * Math.max(1, draw.result));
      }),
    );
  });
});
