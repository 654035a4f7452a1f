/** Prices of one genai-prices model as dated rows, or the reason why they cannot be told in our shape. */

import { MAX_PRICE } from "../limits";
import type { LengthTier, Prices } from "../types";
import type { BroadRow } from "./broad-data";
import { type Fields, type GenaiModel, isFields } from "./genai-input";

type DatedPrices = Omit<BroadRow, "model" | "hostModelId">;

/** Their name of a price -> ours. Prices of pictures and sound do not matter to text. */
const PLAIN = { input_mtok: "input", output_mtok: "output", cache_read_mtok: "cacheRead" } as const;
const WRITES = { cache_write_mtok: "5m", cache_write_1h_mtok: "1h" } as const;

export function rowsOf(model: GenaiModel): readonly DatedPrices[] | string {
  const list = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  const dated: { from: string | undefined; row: DatedPrices }[] = [];
  for (const entry of list) {
    if (!isFields(entry) || !isFields(entry["prices"])) return "prices in an unknown shape";
    const from = startOf(entry["constraint"]);
    if (from === null) return "prices that follow the time of day without weekdays";
    const row = pricesOf(entry["prices"]);
    if (row === undefined) return "no price for both input and output";
    dated.push({ from, row });
  }
  dated.sort((a, b) => (a.from ?? "").localeCompare(b.from ?? ""));
  const note = model.deprecated ? { note: "No longer listed by the host." } : {};
  return dated.map(({ from, row }, i) => {
    const until = dated[i + 1]?.from;
    return { ...row, ...(from ? { from } : {}), ...(until ? { until } : {}), ...note };
  });
}

/** Start of a price; undefined = always, null = another condition. */
function startOf(constraint: unknown): string | undefined | null {
  if (constraint === undefined || constraint === null) return undefined;
  if (!isFields(constraint) || constraint["type"] !== "start_date") return null;
  const date = constraint["start_date"];
  return typeof date === "string" && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null;
}

function pricesOf(fields: Fields): DatedPrices | undefined {
  const prices = pricesAt(fields, 0);
  if (prices.input === undefined || prices.output === undefined) return undefined;
  // Free rows are trials with limits, not prices.
  if (prices.input === 0 && prices.output === 0) return undefined;
  const starts = new Set(Object.values(fields).flatMap((value) => tiersOf(value).map((tier) => tier.start)));
  const lengthTiers = [...starts]
    .sort((a, b) => a - b)
    .map((start): LengthTier => ({ aboveInputTokens: start, prices: pricesAt(fields, start + 1) }));
  return lengthTiers.length === 0 ? { prices } : { prices, lengthTiers };
}

/** Prices of a prompt of this many tokens. */
function pricesAt(fields: Fields, tokens: number): Prices {
  const found: { input?: number; output?: number; cacheRead?: number } = {};
  const cacheWrite: Record<string, number> = {};
  for (const [key, name] of Object.entries(PLAIN)) {
    const price = priceAt(fields[key], tokens);
    if (price !== undefined) found[name] = price;
  }
  for (const [key, lifetime] of Object.entries(WRITES)) {
    const price = priceAt(fields[key], tokens);
    if (price !== undefined) cacheWrite[lifetime] = price;
  }
  return Object.keys(cacheWrite).length === 0 ? found : { ...found, cacheWrite };
}

function priceAt(value: unknown, tokens: number): number | undefined {
  if (isPrice(value)) return value;
  if (!isFields(value) || !isPrice(value["base"])) return undefined;
  const above = tiersOf(value).filter((tier) => tokens > tier.start);
  return above.at(-1)?.price ?? value["base"];
}

function tiersOf(value: unknown): { start: number; price: number }[] {
  if (!isFields(value) || !Array.isArray(value["tiers"])) return [];
  const tiers = value["tiers"].flatMap((tier: unknown) => {
    if (!isFields(tier)) return [];
    const { start, price } = tier;
    const isStart = typeof start === "number" && Number.isInteger(start) && start > 0;
    return isStart && isPrice(price) ? [{ start, price }] : [];
  });
  return tiers.sort((a, b) => a.start - b.start);
}

function isPrice(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= MAX_PRICE;
}
