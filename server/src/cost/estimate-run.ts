/** A run's cost as a distribution: usage of the draws priced by an offer (design, section 2). */
import { type Known, known, unknown } from "../base/known";
import type { MoneyRange } from "../base/money";
import { pricesForLength } from "../catalogue/price/effective";
import {
  lengthThresholds,
  type PriceAssumption,
  priceTurn,
  type TariffPrice,
  type TariffVariant,
  tokenRates,
  wholePrompt,
} from "./price";
import type { RunDraw, RunInputs, TurnUsage } from "./run-model";
import { moneyOf, spreadOf } from "./spread";
import { type BandUsage, type RunTokens, type UsageOfDraws, usageOfDraws } from "./usage";

/** One turn of the typical draw; a summary call counts to the turn that needed it. */
export interface TurnCost {
  readonly turn: number;
  /** The whole prompt. */
  readonly input: number;
  readonly cacheRead: number;
  /** Visible and reasoning. */
  readonly output: number;
  /** In the offer's currency, charges included. */
  readonly cost: number;
  /** Cost of this and all earlier turns. */
  readonly cumulative: number;
}

/** Cost of one run at one offer, in the currency of the offer. */
export interface OfferCost {
  readonly cost: MoneyRange;
  readonly byTurn: readonly TurnCost[];
  readonly assumptions: readonly PriceAssumption[];
}

export interface RunCost extends RunTokens {
  readonly cost: Known<MoneyRange>;
  readonly byTurn: readonly TurnCost[];
  readonly assumptions: readonly PriceAssumption[];
  readonly overflowTurn: number | null;
  /** Shares of the draws, 0 to 1. */
  readonly overflowShare: number;
  readonly boundShare: number;
}

/** Everything about one run at one offer. To compare offers, make `usageOfDraws` once and call `priceUsage` per offer. */
export function estimateRun(
  inputs: RunInputs,
  draws: readonly RunDraw[],
  price: TariffPrice,
  currency: string,
): RunCost {
  return runCost(usageOfDraws(inputs, draws, lengthThresholds([price])), price, currency);
}

/** The same from usage that is already there. */
export function runCost(usage: UsageOfDraws, price: TariffPrice, currency: string): RunCost {
  const priced = priceUsage(usage, price, currency);
  return {
    ...usage.tokens,
    overflowTurn: usage.overflowTurn,
    overflowShare: usage.overflowShare,
    boundShare: usage.boundShare,
    cost: priced.known ? known(priced.value.cost) : priced,
    byTurn: priced.known ? priced.value.byTurn : [],
    assumptions: priced.known ? priced.value.assumptions : [],
  };
}

/**
 * Prices of an offer on usage. Typical and mean weigh the tariff's variants by their share of the time; low and high are the P10
 * of the cheapest and the P90 of the dearest variant. Unknown where a price is missing or not even the first request fits.
 */
export function priceUsage(usage: UsageOfDraws, price: TariffPrice, currency: string): Known<OfferCost> {
  if (usage.overflowTurn === 1) return unknown("The first request does not fit the model's context window");
  const missing = lengthThresholds([price]).find((at) => at > 0 && !usage.thresholds.includes(at));
  if (missing !== undefined)
    return unknown(`Usage was not split at ${missing} tokens, where this price changes`);
  if (price.variants.length === 0) return unknown("The offer has no price at this time");
  const assumptions = new Set<PriceAssumption>();
  const perVariant: Float64Array[] = [];
  for (const variant of price.variants) {
    const costs = costOfDraws(usage, variant, assumptions);
    if (!costs.known) return costs;
    perVariant.push(costs.value);
  }
  const byTurn = costByTurn(usage, price.variants);
  if (!byTurn.known) return byTurn;
  const cost = rangeOverVariants(perVariant, price.variants, currency);
  return known({ cost, byTurn: byTurn.value, assumptions: [...assumptions].sort() });
}

function costOfDraws(
  usage: UsageOfDraws,
  variant: TariffVariant,
  assumptions: Set<PriceAssumption>,
): Known<Float64Array> {
  const costs = Float64Array.from(usage.charges);
  for (const band of usage.bands) {
    const rates = tokenRates(pricesForLength(variant, band.above + 1), largest(band, usage.lifetime));
    if (!rates.known) return band.above === 0 ? rates : unknown(`${rates.reason} above ${band.above} tokens`);
    for (const id of rates.value.assumptions) assumptions.add(id);
    const { uncached, cacheRead, output } = rates.value;
    const cacheWrite = rates.value.cacheWrite[usage.lifetime] ?? 0;
    for (let i = 0; i < costs.length; i++) {
      costs[i] =
        (costs[i] ?? 0) +
        (band.uncached[i] ?? 0) * uncached +
        (band.cacheRead[i] ?? 0) * cacheRead +
        (band.cacheWrite[i] ?? 0) * cacheWrite +
        (band.output[i] ?? 0) * output;
    }
  }
  return known(costs);
}

/** Which kinds occur at all in a band: only those need a price. */
function largest(band: BandUsage, lifetime: string) {
  const top = (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), 0);
  return {
    uncached: top(band.uncached),
    cacheRead: top(band.cacheRead),
    cacheWrite: { [lifetime]: top(band.cacheWrite) },
    output: top(band.output),
  };
}

function rangeOverVariants(
  perVariant: readonly Float64Array[],
  variants: readonly TariffVariant[],
  currency: string,
): MoneyRange {
  const [only] = perVariant;
  if (only !== undefined && perVariant.length === 1) return moneyOf(only, currency);
  const total = variants.reduce((sum, variant) => sum + variant.weight, 0);
  const weighted = new Float64Array(only?.length ?? 0);
  perVariant.forEach((costs, v) => {
    const weight = total > 0 ? (variants[v]?.weight ?? 0) / total : 1 / perVariant.length;
    costs.forEach((cost, i) => {
      weighted[i] = (weighted[i] ?? 0) + weight * cost;
    });
  });
  const ends = perVariant.map((costs) => spreadOf(costs));
  const middle = moneyOf(weighted, currency);
  return {
    ...middle,
    low: Math.min(middle.typical, ...ends.map((end) => end.low)),
    high: Math.max(middle.typical, ...ends.map((end) => end.high)),
  };
}

function costByTurn(usage: UsageOfDraws, variants: readonly TariffVariant[]): Known<readonly TurnCost[]> {
  const perTurn = chargePerTurn(usage);
  const rows: TurnCost[] = [];
  let cumulative = 0;
  for (const turn of usage.typical) {
    const tokens = weightedTurn(turn, variants);
    if (!tokens.known) return tokens;
    const cost = tokens.value + (turn.summary === true ? 0 : perTurn);
    cumulative += cost;
    const row = {
      turn: turn.turn,
      input: wholePrompt(turn),
      cacheRead: turn.cacheRead,
      output: turn.output + turn.reasoning,
      cost,
      cumulative,
    };
    const last = rows.at(-1);
    if (last?.turn !== turn.turn) rows.push(row);
    else rows[rows.length - 1] = merged(last, row);
  }
  return known(rows);
}

function chargePerTurn(usage: UsageOfDraws): number {
  const { turns, charges } = usage.tokens;
  return turns.mean > 0 ? charges.mean / turns.mean : 0;
}

function weightedTurn(turn: TurnUsage, variants: readonly TariffVariant[]): Known<number> {
  let sum = 0;
  let weights = 0;
  for (const variant of variants) {
    const priced = priceTurn(turn, variant);
    if (!priced.known) return priced;
    sum += variant.weight * priced.value.amount;
    weights += variant.weight;
  }
  return known(weights > 0 ? sum / weights : 0);
}

function merged(summary: TurnCost, own: TurnCost): TurnCost {
  return {
    turn: own.turn,
    input: summary.input + own.input,
    cacheRead: summary.cacheRead + own.cacheRead,
    output: summary.output + own.output,
    cost: summary.cost + own.cost,
    cumulative: own.cumulative,
  };
}
