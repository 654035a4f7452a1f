import assert from "node:assert/strict";
import fc from "fast-check";
import { drawRuns } from "../../server/src/cost/draws";
import { estimateRun, priceUsage } from "../../server/src/cost/estimate-run";
import { priceTurn, type TariffPrice, wholePrompt } from "../../server/src/cost/price";
import type { RunDraw, TurnUsage } from "../../server/src/cost/run-model";
import { simulateRun } from "../../server/src/cost/simulate";
import { usageOfDraws } from "../../server/src/cost/usage";
import { anyDraw, anyInputs, cachePlan, fixed, runDraw, runInputs, spread } from "../support/run-inputs";

const PRICES = { input: 2, output: 10, cacheRead: 0.2, cacheWrite: { "5m": 2.5, "1h": 4 } };
const flat = (prices: TariffPrice["variants"][number]["prices"] = PRICES): TariffPrice => ({
  variants: [{ weight: 1, prices, lengthTiers: [] }],
});
const tiered: TariffPrice = {
  variants: [
    {
      weight: 1,
      prices: PRICES,
      lengthTiers: [{ aboveInputTokens: 2500, prices: { ...PRICES, input: 4, output: 20 } }],
    },
  ],
};
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) <= 1e-9 * (1 + Math.abs(expected)), `${actual} is not ${expected}`);

function typicalCost(inputs = runInputs(), price = flat(), draws: readonly RunDraw[] = [runDraw()]): number {
  const { cost } = estimateRun(inputs, draws, price, "USD");
  assert.ok(cost.known, cost.known ? "" : cost.reason);
  return cost.value.typical;
}

function turnCost(usage: Partial<TurnUsage>, price = flat()) {
  const [variant] = price.variants;
  assert.ok(variant !== undefined);
  return priceTurn(
    { turn: 1, uncached: 0, cacheRead: 0, cacheWrite: {}, output: 0, reasoning: 0, ...usage },
    variant,
  );
}

describe("the price of a request", () => {
  it("charges each kind at its price and reasoning as output", () => {
    const priced = turnCost({
      uncached: 1e6,
      cacheRead: 1e6,
      cacheWrite: { "5m": 1e6, "1h": 1e6 },
      output: 5e5,
      reasoning: 5e5,
    });
    assert.ok(priced.known);
    close(priced.value.amount, 2 + 0.2 + 2.5 + 4 + 10);
    assert.deepEqual(priced.value.assumptions, []);
  });

  it("charges the input price for unstated cache prices and says so", () => {
    const priced = turnCost({ cacheRead: 1e6, cacheWrite: { "30m": 1e6 } }, flat({ input: 2, output: 10 }));
    assert.ok(priced.known);
    close(priced.value.amount, 4);
    assert.deepEqual(priced.value.assumptions, ["cacheReadPrice", "cacheWritePrice"]);
  });

  it("is unknown, never 0, without a price that is needed", () => {
    assert.equal(turnCost({ uncached: 5 }, flat({ output: 1 })).known, false);
    assert.equal(turnCost({ cacheRead: 5 }, flat({ output: 1 })).known, false);
    assert.equal(turnCost({ uncached: 5, output: 1 }, flat({ input: 1 })).known, false);
    assert.equal(turnCost({ uncached: 5, reasoning: 1 }, flat({ input: 1 })).known, false);
    assert.equal(turnCost({ uncached: 5 }, flat({ input: 1 })).known, true, "embeddings have no output");
    assert.deepEqual(turnCost({ uncached: 5 }, flat({ input: 0 })), {
      known: true,
      value: { amount: 0, assumptions: [] },
    });
  });

  it("takes the band strictly above its threshold, by the whole prompt, for all kinds", () => {
    const at = (cacheRead: number) => turnCost({ uncached: 1000, cacheRead, output: 100 }, tiered);
    const below = at(1500);
    const above = at(1501);
    assert.ok(below.known && above.known);
    close(below.value.amount, (1000 * 2 + 1500 * 0.2 + 100 * 10) / 1e6);
    close(above.value.amount, (1000 * 4 + 1501 * 0.2 + 100 * 20) / 1e6);
  });
});

describe("the cost of a run", () => {
  it("adds up the requests, priced one by one, for any inputs and bands", () => {
    const bands: TariffPrice = {
      variants: [
        {
          ...tiered.variants[0],
          weight: 1,
          prices: PRICES,
          lengthTiers: [
            { aboveInputTokens: 2500, prices: { input: 4, output: 20, cacheRead: 1 } },
            { aboveInputTokens: 20_000, prices: { input: 9, output: 30 } },
          ],
        },
      ],
    };
    fc.assert(
      fc.property(anyInputs, anyDraw, (inputs, draw) => {
        const result = estimateRun(inputs, [draw], bands, "USD");
        if (!result.cost.known) return assert.equal(result.overflowTurn, 1);
        let sum = 0;
        for (const usage of simulateRun(inputs, draw)) {
          const priced = priceTurn(usage, {
            prices: PRICES,
            lengthTiers: bands.variants[0]?.lengthTiers ?? [],
          });
          sum += priced.known ? priced.value.amount : Number.NaN;
        }
        close(result.cost.value.mean, sum);
        assert.ok(sum >= 0);
        // The chart of the only draw ends at its cost.
        if (draw.gaps.length === 1) close(result.byTurn.at(-1)?.cumulative ?? 0, sum);
      }),
    );
  });

  it("counts a prompt exactly at a threshold to the lower band", () => {
    // Prompts 1700, 2100, 2500: the last one equals the threshold.
    const draws = [runDraw({ turns: 3 })];
    close(typicalCost(runInputs(), tiered, draws), typicalCost(runInputs(), flat(), draws));
    assert.ok(
      typicalCost(runInputs({ system: fixed(1001) }), tiered, [runDraw({ turns: 3, system: 1001 })]) >
        1.2 * typicalCost(runInputs(), flat(), draws),
    );
  });

  it("reports tokens that add up, ordered quantiles and finite costs", () => {
    fc.assert(
      fc.property(anyInputs, fc.integer(), (inputs, seed) => {
        const uncertain = { ...inputs, turns: spread(2, 8, 30, 12), result: spread(10, 200, 2000, 700) };
        const result = estimateRun(uncertain, drawRuns(uncertain, { seed, count: 30 }), tiered, "USD");
        const write = Object.values(result.cacheWrite).reduce((sum, q) => sum + q.mean, 0);
        close(result.uncached.mean + result.cacheRead.mean + write, result.input.mean);
        for (const q of [
          result.turns,
          result.input,
          result.output,
          ...(result.cost.known ? [result.cost.value] : []),
        ]) {
          assert.ok(q.low <= q.typical && q.typical <= q.high && q.low >= 0 && Number.isFinite(q.mean));
        }
        assert.equal(result.input.basis, "assumed");
      }),
      { numRuns: 60 },
    );
  });

  it("makes explicit caching dearer than none for one turn, and cheaper for ten", () => {
    const cached = runInputs({ cache: cachePlan({ mode: "explicit-moving" }) });
    const one = [runDraw({ turns: 1 })];
    assert.ok(typicalCost(cached, flat(), one) > typicalCost(runInputs(), flat(), one));
    assert.ok(typicalCost(cached) < typicalCost());
  });

  it("weighs tariff windows and ranges from the cheapest to the dearest", () => {
    const peak = { input: 4, output: 20 };
    const price: TariffPrice = {
      variants: [
        { weight: 0.75, prices: { input: 2, output: 10 }, lengthTiers: [] },
        { weight: 0.25, prices: peak, lengthTiers: [] },
      ],
    };
    const off = typicalCost(runInputs(), flat());
    const { cost, byTurn } = estimateRun(runInputs(), [runDraw()], price, "CNY");
    assert.ok(cost.known);
    close(cost.value.typical, 1.25 * off);
    close(cost.value.mean, 1.25 * off);
    close(cost.value.low, off);
    close(cost.value.high, 2 * off);
    close(byTurn.at(-1)?.cumulative ?? 0, 1.25 * off);
    assert.equal(cost.value.currency, "CNY");
  });

  it("adds charges per turn, not per summary", () => {
    const summarised = { kind: "summarised", triggerTokens: 900, afterTokens: 250 } as const;
    const inputs = runInputs({ growth: summarised, chargesPerTurn: 0.01 });
    const free = typicalCost(runInputs({ growth: summarised }));
    close(typicalCost(inputs), free + 0.1);
    const { byTurn, charges } = estimateRun(inputs, [runDraw()], flat(), "USD");
    close(byTurn.at(-1)?.cumulative ?? 0, free + 0.1);
    close(charges.mean, 0.1);
    assert.equal(byTurn.length, 10);
  });

  it("reports overflow and bound shares, and prices nothing that cannot start", () => {
    const limits = { contextWindow: 2600, maxInput: null, outputCap: null };
    const draws = [
      runDraw({ turns: 3 }),
      runDraw({ turns: 8 }),
      runDraw({ turns: 12 }),
      runDraw({ turns: 12 }),
    ];
    const result = estimateRun(runInputs({ limits, turnBound: 12 }), draws, flat(), "USD");
    assert.equal(result.overflowTurn, 4);
    assert.equal(result.overflowShare, 0.75);
    assert.equal(result.boundShare, 0.5);
    assert.equal(result.turns.high, 3);
    const tiny = estimateRun(runInputs({ limits: { ...limits, contextWindow: 100 } }), draws, flat(), "USD");
    assert.equal(tiny.cost.known, false);
    assert.equal(tiny.overflowTurn, 1);
  });

  it("asks for prices of the bands that occur only", () => {
    const price: TariffPrice = {
      variants: [{ weight: 1, prices: PRICES, lengthTiers: [{ aboveInputTokens: 3000, prices: {} }] }],
    };
    assert.equal(estimateRun(runInputs(), [runDraw({ turns: 3 })], price, "USD").cost.known, true);
    const { cost } = estimateRun(runInputs(), [runDraw({ turns: 9 })], price, "USD");
    assert.match(cost.known ? "" : cost.reason, /above 3000 tokens/);
    const unsplit = priceUsage(usageOfDraws(runInputs(), [runDraw()]), price, "USD");
    assert.match(unsplit.known ? "" : unsplit.reason, /not split at 3000/);
  });

  it("shows the whole prompt of each turn", () => {
    const { byTurn } = estimateRun(runInputs(), [runDraw({ turns: 3 })], flat(), "USD");
    assert.deepEqual(
      byTurn.map((row) => row.input),
      simulateRun(runInputs(), runDraw({ turns: 3 })).map(wholePrompt),
    );
  });
});
