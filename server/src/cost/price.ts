/** Tokens times prices (design, section 2, steps 3 to 5). A missing price is a reason or an assumption, never 0. */
import { type Known, known, unknown } from "../base/known";
import { pricesForLength } from "../catalogue/price/effective";
import type { LengthTier, Prices } from "../catalogue/types";
import type { TurnUsage } from "./run-model";

/** What pricing needs of a tariff variant; the catalogue's `PriceVariant` fits. */
export interface TariffVariant {
  /** Share of the time asked about; variants' weights sum to 1. */
  readonly weight: number;
  readonly prices: Prices;
  readonly lengthTiers: readonly LengthTier[];
}

/** What pricing needs of a price at a time; the catalogue's `EffectivePrice` fits. */
export interface TariffPrice {
  readonly variants: readonly TariffVariant[];
}

export type PriceAssumption = "cacheReadPrice" | "cacheWritePrice";

/** Tokens of one request, or of many that are priced alike. Output holds visible and reasoning. */
export interface BilledTokens {
  readonly uncached: number;
  readonly cacheRead: number;
  readonly cacheWrite: Readonly<Record<string, number>>;
  readonly output: number;
}

/** Price per token of each kind, in the offer's currency. Kinds nobody uses are 0. */
export interface TokenRates {
  readonly uncached: number;
  readonly cacheRead: number;
  readonly cacheWrite: Readonly<Record<string, number>>;
  readonly output: number;
  /** Prices the offer does not state and that were replaced by the input price. */
  readonly assumptions: readonly PriceAssumption[];
}

const PER_TOKEN = 1e-6;

/** Rates for the kinds of tokens that occur (amounts above 0), or the reason why they cannot be priced. */
export function tokenRates(prices: Prices, used: BilledTokens): Known<TokenRates> {
  const assumptions = new Set<PriceAssumption>();
  const lifetimes = Object.keys(used.cacheWrite).filter((lifetime) => (used.cacheWrite[lifetime] ?? 0) > 0);
  const reads = used.cacheRead > 0;
  const readPrice = prices.cacheRead ?? prices.input;
  if (used.uncached > 0 && prices.input === undefined) return unknown("The offer states no input price");
  if (reads && readPrice === undefined) return unknown("The offer states no input price");
  if (used.output > 0 && prices.output === undefined) return unknown("The offer states no output price");
  if (reads && prices.cacheRead === undefined) assumptions.add("cacheReadPrice");
  const cacheWrite: Record<string, number> = {};
  for (const lifetime of lifetimes) {
    const stated = prices.cacheWrite?.[lifetime];
    const price = stated ?? prices.input;
    if (price === undefined) return unknown("The offer states no input price");
    if (stated === undefined) assumptions.add("cacheWritePrice");
    cacheWrite[lifetime] = price * PER_TOKEN;
  }
  return known({
    uncached: (prices.input ?? 0) * PER_TOKEN,
    cacheRead: (readPrice ?? 0) * PER_TOKEN,
    cacheWrite,
    output: (prices.output ?? 0) * PER_TOKEN,
    assumptions: [...assumptions],
  });
}

/**
 * One request in the offer's currency. The length tier is chosen by the whole prompt, cache included, strictly above its threshold,
 * and holds for the whole request, output too.
 */
export function priceTurn(
  usage: TurnUsage,
  variant: Pick<TariffVariant, "prices" | "lengthTiers">,
): Known<{ readonly amount: number; readonly assumptions: readonly PriceAssumption[] }> {
  const tokens: BilledTokens = { ...usage, output: usage.output + usage.reasoning };
  const rates = tokenRates(pricesForLength(variant, wholePrompt(usage)), tokens);
  if (!rates.known) return rates;
  return known({ amount: amountOf(tokens, rates.value), assumptions: rates.value.assumptions });
}

/** uncached + cacheRead + all cacheWrite. */
export function wholePrompt(usage: Pick<TurnUsage, "uncached" | "cacheRead" | "cacheWrite">): number {
  return Object.values(usage.cacheWrite).reduce(
    (sum, tokens) => sum + tokens,
    usage.uncached + usage.cacheRead,
  );
}

/** Every threshold at which one of these prices changes with the prompt's length, ascending. */
export function lengthThresholds(prices: readonly TariffPrice[]): readonly number[] {
  const all = new Set<number>();
  for (const price of prices)
    for (const variant of price.variants)
      for (const tier of variant.lengthTiers) all.add(tier.aboveInputTokens);
  return [...all].sort((a, b) => a - b);
}

function amountOf(tokens: BilledTokens, rates: TokenRates): number {
  const written = Object.entries(tokens.cacheWrite).reduce(
    (sum, [lifetime, count]) => sum + count * (rates.cacheWrite[lifetime] ?? 0),
    0,
  );
  return (
    tokens.uncached * rates.uncached +
    tokens.cacheRead * rates.cacheRead +
    tokens.output * rates.output +
    written
  );
}
