import assert from "node:assert/strict";
import fc from "fast-check";
import type { Quantity } from "../../server/src/base/quantity";
import { seededRandom } from "../../server/src/base/random";
import { drawRuns } from "../../server/src/cost/draws";
import { normalQuantile } from "../../server/src/cost/normal";
import { chooseRecorded, predictiveQuantile, predictiveSpread } from "../../server/src/cost/recorded";
import type { RecordedRun } from "../../server/src/cost/run-model";
import { spreadOf } from "../../server/src/cost/spread";
import { widenedSpread } from "../../server/src/cost/widened";
import { runInputs } from "../support/run-inputs";

const run = fc.record({
  turns: fc.integer({ min: 1, max: 60 }),
  first: fc.integer({ min: 10, max: 20_000 }),
  output: fc.integer({ min: 1, max: 3_000 }),
  reasoning: fc.integer({ min: 0, max: 3_000 }),
  result: fc.integer({ min: 0, max: 9_000 }),
  hitShare: fc.constant(null),
});
const spreads = fc
  .tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }))
  .map((values) => {
    const [low = 1, typical = 1, high = 1] = [...values].sort((a, b) => a - b);
    return { low, typical, high, mean: typical };
  });
const shares = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200);
const inputOf = ({ turns, first, output, result }: RecordedRun) =>
  turns * first + ((output + result) * turns * (turns - 1)) / 2;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const ONE_TURN: RecordedRun = { turns: 1, first: 0, output: 0, reasoning: 0, result: 0, hitShare: null };

/**
 * Share of the next values inside P10 to P90 of `n` log-normal values, over many repetitions. With a doubt the next values are those of another
 * version, whose median is off by it.
 */
function coverage(n: number, sigma: number, doubt = 0): number {
  const random = seededRandom(n * 1000 + sigma * 10);
  const next = () => Math.exp(sigma * normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random()))));
  let inside = 0;
  let asked = 0;
  for (let repeat = 0; repeat < 800; repeat++) {
    const rows = Array.from({ length: n }, () => ({ ...ONE_TURN, first: 1000 * next() }));
    const drawn = chooseRecorded(rows, shares, doubt).map((one) => one.scale * one.run.first);
    const { low, high } = spreadOf(drawn);
    const version = next() ** (doubt / sigma);
    for (let i = 0; i < 10; i++) {
      const value = 1000 * version * next();
      asked++;
      if (low <= value && value <= high) inside++;
    }
  }
  return inside / asked;
}

describe("draws from recorded runs", () => {
  for (const n of [3, 5, 8, 12, 20, 50])
    for (const sigma of [0.3, 1])
      it(`covers four fifths of the next runs after ${n} (spread ${sigma})`, () => {
        const share = coverage(n, sigma);
        assert.ok(share > 0.76 && share < 0.86, `covers ${share}`);
      });

  for (const doubt of [0.3, 0.7])
    it(`covers four fifths of the runs of another version (doubt ${doubt})`, () => {
      const share = coverage(20, 0.5, doubt);
      assert.ok(share > 0.74 && share < 0.88, `covers ${share}`);
    });

  it("widens with the doubt, and keeps the runs' mean input", () => {
    const doubts = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(run, { minLength: 3, maxLength: 60 }), doubts, (runs, doubt) => {
        const inputs = (sd: number) =>
          chooseRecorded(runs, shares, sd).map(({ run: one, scale }) => scale * inputOf(one));
        const expected = mean(runs.map(inputOf));
        assert.ok(Math.abs(mean(inputs(doubt)) - expected) <= 1e-9 * expected);
      }),
    );
    fc.assert(
      fc.property(spreads, doubts, doubts, (spread, a, b) => {
        assert.deepEqual(widenedSpread(spread, 0), spread);
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((sd) => widenedSpread(spread, sd));
        assert.ok(less && more && more.low <= less.low && less.low <= spread.low);
        assert.ok(less.high <= more.high && spread.high <= less.high);
        assert.deepEqual([more.typical, more.mean], [spread.typical, spread.mean]);
      }),
    );
  });

  it("widens the fewer values there are", () => {
    const values = [8, 9, 10, 11, 12, 13, 14];
    const few = predictiveSpread([8, 11, 14]);
    const more = predictiveSpread(values);
    assert.ok(few.high / few.low > more.high / more.low);
  });

  it("says nothing where nothing was ever seen, and stays in bounds beside nothing", () => {
    assert.deepEqual(predictiveSpread([0, 0, 0]), { low: 0, typical: 0, high: 0, mean: 0 });
    assert.ok(predictiveSpread([0, 80, 100]).high < 300);
  });

  it("keeps the runs' mean input, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 3, maxLength: 60 }), (runs) => {
        const drawn = chooseRecorded(runs, shares).map(({ run: one, scale }) => scale * inputOf(one));
        const expected = mean(runs.map(inputOf));
        assert.ok(Math.abs(mean(drawn) - expected) <= 1e-9 * expected);
      }),
    );
  });

  it("has quantiles that rise, from first to last share", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 3, maxLength: 40 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const quantiles = shares.map((u) => predictiveQuantile(sorted, u));
        assert.deepEqual(
          quantiles,
          [...quantiles].sort((a, b) => a - b),
        );
      }),
    );
  });

  it("takes turns and growth of one run together, and leaves alone what the user pinned", () => {
    const rows: readonly RecordedRun[] = [
      { turns: 2, first: 100, output: 10, reasoning: 0, result: 5, hitShare: null },
      { turns: 4, first: 100, output: 10, reasoning: 0, result: 50, hitShare: null },
      { turns: 8, first: 100, output: 10, reasoning: 0, result: 500, hitShare: null },
    ];
    const fitted = (value: number): Quantity => ({
      low: value,
      typical: value,
      high: value,
      mean: value,
      basis: "calibrated",
      source: "calibrated (n=3)",
    });
    const inputs = runInputs({ turns: fitted(4), result: fitted(50), recorded: rows });
    const draws = drawRuns(inputs, { seed: 1, count: 90 });
    const short = draws.filter(({ turns }) => turns === 2);
    const long = draws.filter(({ turns }) => turns === 8);
    assert.ok(short.length > 20 && long.length > 20);
    const largest = Math.max(...short.map(({ result }) => result));
    assert.ok(largest < Math.min(...long.map(({ result }) => result)), "long runs have the large results");
    assert.deepEqual(new Set(draws.map(({ output }) => output)), new Set([inputs.output.typical]));
  });
});
