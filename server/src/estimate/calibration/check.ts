/** Recorded runs beside what the estimate says of them. */
import type { Run } from "../../calibration/fit";
import { convert } from "../../catalogue/price/currency";
import { priceTurn } from "../../cost/price";
import type { CallEstimate, EstimateContext, Priced } from "../estimate-call";

export interface CheckedRun {
  /** `file:line` of its first request. */
  readonly at: string;
  readonly turns: number;
  readonly input: number;
  readonly output: number;
  /** In the settings' currency; null without a price or a rate, or where cached tokens are not told. */
  readonly cost: number | null;
  /** Recorded over typical estimate, and whether it lies from P10 to P90. */
  readonly inputRatio: number;
  readonly inputInside: boolean;
  readonly costRatio: number | null;
  readonly costInside: boolean | null;
}

/** Sums of prices differ in their last digits from products; runs that are all alike have no width to make up for it. */
const ROUNDING = 1e-6;

export function checkRun(estimate: CallEstimate, run: Run, ctx: EstimateContext): CheckedRun {
  const input = run.reduce((sum, call) => sum + call.input, 0);
  const expected = estimate.usage.input;
  const cost = estimate.priced.known ? costOf(estimate.priced.value, run, ctx) : null;
  const range = estimate.priced.known ? estimate.priced.value.run.cost : null;
  const isInside = (value: number, { low, high }: { readonly low: number; readonly high: number }): boolean =>
    low * (1 - ROUNDING) <= value && value <= high * (1 + ROUNDING);
  return {
    at: run[0]?.at ?? "",
    turns: run.length,
    input,
    output: run.reduce((sum, call) => sum + call.output, 0),
    cost,
    inputRatio: input / Math.max(1, expected.typical),
    inputInside: isInside(input, expected),
    costRatio: cost === null || range === null || range.typical <= 0 ? null : cost / range.typical,
    costInside: cost === null || range === null ? null : isInside(cost, range),
  };
}

/**
 * The run at the offer's prices, tariff windows weighed by their share of the time. null where the offer caches and the log does not say
 * what was read: the full price would be more than was paid.
 */
function costOf({ price, offer, inputs }: Priced, run: Run, ctx: EstimateContext): number | null {
  if (inputs.cache.mode !== "none" && run.some(({ cacheRead }) => cacheRead === null)) return null;
  let sum = 0;
  let weights = 0;
  for (const variant of price.variants) {
    weights += variant.weight;
    for (const [i, call] of run.entries()) {
      const read = Math.min(call.input, call.cacheRead ?? 0);
      const written = Math.min(call.input - read, call.cacheWrite ?? 0);
      const reasoning = Math.min(call.output, call.reasoning ?? 0);
      const turn = {
        turn: i + 1,
        uncached: call.input - read - written,
        cacheRead: read,
        cacheWrite: written > 0 ? { [inputs.cache.lifetime]: written } : {},
        output: call.output - reasoning,
        reasoning,
      };
      const priced = priceTurn(turn, variant);
      if (!priced.known) return null;
      sum += variant.weight * priced.value.amount;
    }
  }
  if (weights <= 0) return null;
  const { currency } = ctx.settings;
  const converted = convert(sum / weights, offer.currency, currency, ctx.catalogue.exchangeRates);
  return converted.known ? converted.value.amount : null;
}
