/**
 * Keeps what was drawn and walked for a run's numbers: an edit leaves most calls with the numbers they had, at other places. The owner
 * of the memo bounds it; without one every estimate draws anew.
 */

import type { Known } from "../base/known";
import type { Quantity } from "../base/quantity";
import { type OfferCost, priceUsage } from "../cost/estimate-run";
import type { TariffPrice } from "../cost/price";
import type { RunInputs } from "../cost/run-model";
import type { RunTokens, UsageOfDraws } from "../cost/usage";

export interface RunMemo {
  get(key: string): UsageOfDraws | undefined;
  set(key: string, usage: UsageOfDraws): void;
}

/** A memo of the usages asked for last. One takes some 20 KB. */
export function createRunMemo(maxEntries = 400): RunMemo {
  const kept = new Map<string, UsageOfDraws>();
  return {
    get: (key) => {
      const usage = kept.get(key);
      if (usage === undefined) return undefined;
      kept.delete(key);
      kept.set(key, usage);
      return usage;
    },
    set: (key, usage) => {
      kept.set(key, usage);
      const [oldest] = kept.keys();
      if (kept.size > maxEntries && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/**
 * The usage of a run from the memo, else made and kept. `make` must depend on nothing but the inputs and thresholds. Sources name
 * lines, which move with every edit above: they are numbered in the key and put back into the answer.
 */
export function usageThrough(
  memo: RunMemo | undefined,
  inputs: RunInputs,
  thresholds: readonly number[],
  make: (inputs: RunInputs) => UsageOfDraws,
): UsageOfDraws {
  if (!memo) return make(inputs);
  const sources: string[] = [];
  const numbered = JSON.stringify(inputs).replace(SOURCE, (_, source: string) => {
    return `"source":"${numberOf(sources, source)}"`;
  });
  const key = `${thresholds.join()}|${numbered}`;
  let usage = memo.get(key);
  if (!usage) {
    usage = make(JSON.parse(numbered) as RunInputs);
    memo.set(key, usage);
  }
  return { ...usage, tokens: withSources(usage.tokens, sources) };
}

/** Usages from the memo share their bands, and an offer's price stays the same object for a day. */
const costs = new WeakMap<UsageOfDraws["bands"], WeakMap<TariffPrice, Known<OfferCost>>>();

/** The usage priced by an offer, which has one currency: kept for as long as both are. */
export function costThrough(usage: UsageOfDraws, price: TariffPrice, currency: string): Known<OfferCost> {
  const byPrice = costs.get(usage.bands) ?? new WeakMap<TariffPrice, Known<OfferCost>>();
  costs.set(usage.bands, byPrice);
  const kept = byPrice.get(price);
  if (kept) return kept;
  const cost = priceUsage(usage, price, currency);
  byPrice.set(price, cost);
  return cost;
}

/** A quote inside a JSON string stands behind a backslash, so this finds fields and nothing else. */
const SOURCE = /"source":("(?:[^"\\]|\\.)*")/g;

function numberOf(sources: string[], source: string): string {
  const known = sources.indexOf(source);
  return String(known === -1 ? sources.push(source) - 1 : known);
}

function withSources(tokens: RunTokens, sources: readonly string[]): RunTokens {
  const names = sources.map((source) => JSON.parse(source) as string);
  const named = (quantity: Quantity): Quantity => ({
    ...quantity,
    source: names[Number(quantity.source)] ?? "",
  });
  const { turns, input, uncached, cacheRead, cacheWrite, output, reasoning, charges } = tokens;
  return {
    turns: named(turns),
    input: named(input),
    uncached: named(uncached),
    cacheRead: named(cacheRead),
    cacheWrite: Object.fromEntries(Object.entries(cacheWrite).map(([id, written]) => [id, named(written)])),
    output: named(output),
    reasoning: named(reasoning),
    charges: named(charges),
  };
}
