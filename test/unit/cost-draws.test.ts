import assert from "node:assert/strict";
import fc from "fast-check";
import { drawRuns, typicalDraw } from "../../server/src/cost/draws";
import { normalBelow, normalQuantile } from "../../server/src/cost/normal";
import type { RunDraw } from "../../server/src/cost/run-model";
import { quantileFunction, spreadOf, varianceOf } from "../../server/src/cost/spread";
import { fixed, runInputs, spread } from "../support/run-inputs";

const varied = runInputs({
  turns: spread(4, 10, 25, 13),
  turnBound: 30,
  system: spread(800, 1000, 1500, 1100),
  output: spread(20, 60, 600, 200),
  result: spread(87, 230, 806, 362),
  reasoning: spread(0, 100, 900, 300),
  secondsBetweenTurns: spread(10, 40, 400, 150),
});

const near = (actual: number, expected: number, share: number) =>
  assert.ok(Math.abs(actual - expected) <= share * Math.abs(expected), `${actual} is not near ${expected}`);

/** Spearman's rank correlation. */
function rankCorrelation(draws: readonly RunDraw[], pick: (draw: RunDraw) => number): number {
  const ranks = (values: readonly number[]) => {
    const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
    const rank = new Array<number>(values.length).fill(0);
    order.forEach(({ i }, at) => {
      rank[i] = at;
    });
    return rank;
  };
  const a = ranks(draws.map((draw) => draw.turns));
  const b = ranks(draws.map(pick));
  const middle = (draws.length - 1) / 2;
  const together = a.reduce((sum, rank, i) => sum + (rank - middle) * ((b[i] ?? 0) - middle), 0);
  return together / a.reduce((sum, rank) => sum + (rank - middle) ** 2, 0);
}

describe("quantities as distributions", () => {
  const ordered = fc
    .tuple(
      fc.nat({ max: 5000 }),
      fc.nat({ max: 5000 }),
      fc.nat({ max: 20_000 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
    )
    .map(([low, more, most, tail]) => {
      const typical = low + more;
      const high = typical + most;
      return spread(low, typical, high, low * 0.1 + typical * 0.5 + high * 0.4 * (1 + tail));
    });

  it("meets P10, P50 and P90, rises, and is never negative", () => {
    fc.assert(
      fc.property(ordered, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (quantity, u) => {
        const at = quantileFunction(quantity);
        for (const [share, value] of [
          [0.1, quantity.low],
          [0.5, quantity.typical],
          [0.9, quantity.high],
        ] as const)
          assert.ok(Math.abs(at(share) - value) <= 1e-9 * (1 + value));
        assert.ok(at(u) >= 0 && at(u) <= at(Math.min(0.9999, u + 0.0005)) + 1e-9);
      }),
    );
  });

  it("keeps the stated mean, of heavy tails too", () => {
    for (const quantity of [
      spread(19, 83, 452, 239),
      spread(12, 226, 350, 219),
      spread(44, 766, 5004, 2109),
      spread(9, 14, 35, 80),
      spread(4, 10, 25, 13),
      spread(0, 0, 100, 60),
    ]) {
      const at = quantileFunction(quantity);
      const values = Array.from({ length: 200_000 }, (_, i) => at((i + 0.5) / 200_000));
      near(values.reduce((a, b) => a + b, 0) / values.length, quantity.mean, 0.02);
    }
  });

  it("has the variance of its values", () => {
    assert.equal(varianceOf(fixed(7)), 0);
    // About normal with a standard deviation of 10.
    near(Math.sqrt(varianceOf(spread(87.2, 100, 112.8, 100))), 10, 0.1);
  });

  it("inverts the normal distribution", () => {
    for (const p of [0.001, 0.02, 0.1, 0.5, 0.77, 0.98, 0.9995])
      near(normalBelow(normalQuantile(p)), p, 1e-4);
  });
});

describe("draws", () => {
  it("are the same for the same seed and differ for another", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const once = drawRuns(varied, { seed, count: 20 });
        assert.equal(JSON.stringify(drawRuns(varied, { seed, count: 20 })), JSON.stringify(once));
        assert.notEqual(
          JSON.stringify(drawRuns(varied, { seed: seed + 1, count: 20 })),
          JSON.stringify(once),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("are constants where nothing is uncertain", () => {
    const draws = drawRuns(runInputs(), { seed: 1, count: 5 });
    for (const draw of draws) assert.deepEqual(draw, draws[0]);
    assert.deepEqual(typicalDraw(draws), draws[0]);
    assert.equal(draws[0]?.turns, 10);
    assert.equal(draws[0]?.result, 300);
  });

  it("have whole turns within the bound, and reproduce their quantiles", () => {
    const draws = drawRuns(varied, { seed: 7, count: 200 });
    for (const { turns } of draws) assert.ok(Number.isInteger(turns) && turns >= 1 && turns <= 30);
    const turns = spreadOf(draws.map((draw) => draw.turns));
    assert.deepEqual([turns.low, turns.typical, turns.high].map(Math.round), [4, 10, 25]);
    near(turns.mean, 13, 0.1);
    const never = drawRuns(runInputs({ turns: spread(0, 0, 3, 1), turnBound: 0 }), { seed: 1, count: 50 });
    for (const draw of never) assert.equal(draw.turns, 1);
  });

  it("keep the mean of what a turn adds and spread less than single turns", () => {
    const result = spreadOf(drawRuns(varied, { seed: 3, count: 1000 }).map((draw) => draw.result));
    near(result.mean, 362, 0.12);
    assert.ok(result.low > 87 && result.high < 806);
    assert.ok(result.typical > 230, "a run's average lies near the mean, not near the median of a turn");
  });

  it("make long runs wordier", () => {
    const draws = drawRuns({ ...varied, turnBound: null }, { seed: 5, count: 2000 });
    for (const pick of [(draw: RunDraw) => draw.output, (draw: RunDraw) => draw.result]) {
      const correlation = rankCorrelation(draws, pick);
      assert.ok(correlation > 0.15 && correlation < 0.4, String(correlation));
    }
  });

  it("hold the runs equal when tokens are counted by another family", () => {
    const half = (quantity: typeof varied.result) =>
      spread(quantity.low / 2, quantity.typical / 2, quantity.high / 2, quantity.mean / 2);
    const one = drawRuns(varied, { seed: 9, count: 50 });
    const other = drawRuns({ ...varied, result: half(varied.result) }, { seed: 9, count: 50 });
    other.forEach((draw, i) => {
      assert.equal(draw.turns, one[i]?.turns);
      assert.equal(draw.output, one[i]?.output);
      assert.ok(Math.abs(draw.result - (one[i]?.result ?? 0) / 2) <= 1);
    });
  });

  it("never exceed the declared cap with answer and reasoning together", () => {
    const capped = { ...varied, limits: { contextWindow: null, maxInput: null, outputCap: 256 } };
    for (const draw of drawRuns(capped, { seed: 2, count: 100 }))
      assert.ok(draw.output + draw.reasoning <= 257);
  });

  it("ends runs between the rounds of code that asks several times in one", () => {
    const turns = spread(2, 5, 11, 6);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer(), (turnsPerRound, seed) => {
        const turnBound = 3 * turnsPerRound;
        for (const draw of drawRuns(runInputs({ turns, turnBound, turnsPerRound }), { seed, count: 40 })) {
          assert.equal(draw.turns % turnsPerRound, 0);
          assert.ok(draw.turns >= turnsPerRound && draw.turns <= turnBound);
        }
      }),
    );
  });
});
