import assert from "node:assert/strict";
import fc from "fast-check";
import type { MoneyRange } from "../../server/src/base/money";
import { seededRandom } from "../../server/src/base/random";
import { monthlyCost, type RunPart, repeatCost, sumRuns } from "../../server/src/cost/aggregate";
import { moneyOf, quantileFunction } from "../../server/src/cost/spread";
import { fixed, spread } from "../support/run-inputs";

const money = (low: number, typical: number, high: number, mean: number, currency = "USD"): MoneyRange => ({
  currency,
  low,
  typical,
  high,
  mean,
});
const near = (actual: number, expected: number, share: number) =>
  assert.ok(Math.abs(actual - expected) <= share * Math.abs(expected), `${actual} is not near ${expected}`);

const anyPart: fc.Arbitrary<RunPart> = fc
  .record({
    low: fc.double({ min: 0, max: 5, noNaN: true }),
    more: fc.double({ min: 0, max: 5, noNaN: true }),
    most: fc.double({ min: 0, max: 20, noNaN: true }),
    times: fc.integer({ min: 1, max: 50 }),
    basis: fc.constantFrom("counted", "configured", "assumed"),
  })
  .map(({ low, more, most, times, basis }) => ({
    cost: money(low, low + more, low + more + most, low + more + most / 3),
    times: fixed(times),
    basis,
  }));

describe("sums over runs", () => {
  it("adds means exactly and keeps quantiles ordered", () => {
    fc.assert(
      fc.property(fc.array(anyPart, { minLength: 1, maxLength: 8 }), (parts) => {
        const sum = sumRuns(parts);
        assert.ok(sum.known);
        const mean = parts.reduce((total, part) => total + part.cost.mean * part.times.mean, 0);
        near(sum.value.mean, mean, 1e-9);
        assert.ok(sum.value.low <= sum.value.typical && sum.value.typical <= sum.value.high);
      }),
    );
  });

  it("is narrower than the sum of the quantiles, as drawing the runs again shows", () => {
    const cost = money(0.5, 1, 3, 1.5);
    const parts = Array.from({ length: 12 }, () => ({ cost, times: fixed(1), basis: "counted" as const }));
    const sum = sumRuns(parts);
    assert.ok(sum.known);
    assert.ok(sum.value.low > 6 && sum.value.high < 36);
    const random = seededRandom(4);
    const at = quantileFunction(cost);
    const drawn = Array.from({ length: 4000 }, () => parts.reduce((total) => total + at(random()), 0));
    const redrawn = moneyOf(drawn, "USD");
    near(sum.value.low, redrawn.low, 0.05);
    near(sum.value.typical, redrawn.typical, 0.05);
    near(sum.value.high, redrawn.high, 0.05);
  });

  it("leaves a single run as it is", () => {
    const cost = money(1, 2, 5, 2.5);
    assert.deepEqual(sumRuns([{ cost, times: fixed(1), basis: "assumed" }]), { known: true, value: cost });
  });

  it("multiplies, and doubt about how often widens the range", () => {
    const cost = money(1, 2, 5, 2.5);
    const surely = repeatCost({ cost, times: fixed(20), basis: "counted" });
    const perhaps = repeatCost({ cost, times: spread(5, 18, 40, 20), basis: "counted" });
    near(surely.mean, 50, 1e-9);
    near(perhaps.mean, 50, 1e-9);
    assert.ok(perhaps.high - perhaps.low > 2 * (surely.high - surely.low));
    const assumed = repeatCost({ cost, times: fixed(20), basis: "assumed" });
    assert.ok(assumed.high - assumed.low > 2 * (surely.high - surely.low), "doubt does not average out");
  });

  it("does not add up currencies or nothing", () => {
    const part = (currency: string) => ({
      cost: money(1, 1, 1, 1, currency),
      times: fixed(1),
      basis: "counted" as const,
    });
    assert.equal(sumRuns([part("USD"), part("CNY")]).known, false);
    assert.equal(sumRuns([]).known, false);
  });

  it("is runs x mean in a month, with the range of the mean", () => {
    const month = monthlyCost(money(1, 2, 5, 2.5), 1000, "assumed");
    assert.equal(month.typical, 2500);
    assert.equal(month.mean, 2500);
    assert.ok(month.low > 1000 && month.low < 2500 && month.high > 2500 && month.high < 5000);
    const counted = monthlyCost(money(1, 2, 5, 2.5), 1000, "counted");
    assert.deepEqual([counted.low, counted.high], [2500, 2500]);
  });
});
