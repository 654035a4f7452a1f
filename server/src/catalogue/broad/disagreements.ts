/** Where curated prices and a published collection differ: the curated one counts, and the difference is shown. */

import { type PriceVariant, priceAt } from "../price/effective";
import type { Catalogue, Offer, PricePeriod, Prices, When } from "../types";

/** Relative differences up to this are rounding. */
export const TOLERANCE = 0.01;

export interface PriceDifference {
  readonly field: "input" | "output" | "cacheRead";
  /** Per 1,000,000 tokens in the offer's currency. */
  readonly curated: number;
  readonly broad: number;
}

export interface Disagreement {
  readonly offer: Offer;
  /** The other source, as "genai-prices 0.1.8". */
  readonly source: string;
  readonly differences: readonly PriceDifference[];
  /** Why they probably differ, as far as dates tell. */
  readonly reason: string;
}

/** Every offer whose price at a time differs by more than 1 % from that of the collection below it, by offer id. */
export function disagreements(catalogue: Catalogue, when: When): readonly Disagreement[] {
  const ids = [...catalogue.hiddenBroad.keys()].sort();
  return ids.flatMap((id) => {
    const offer = catalogue.offersById.get(id);
    return (offer && disagreementOf(catalogue, offer, when)) ?? [];
  });
}

/** How many of the offers both have are compared, and how many agree, by host. */
export function agreementByHost(
  catalogue: Catalogue,
  when: When,
): ReadonlyMap<string, { readonly compared: number; readonly agree: number }> {
  const hosts = new Map<string, { compared: number; agree: number }>();
  for (const id of catalogue.hiddenBroad.keys()) {
    const offer = catalogue.offersById.get(id);
    const pair = offer && pairAt(catalogue, offer, when);
    if (offer === undefined || pair === undefined) continue;
    const entry = hosts.get(offer.host) ?? { compared: 0, agree: 0 };
    entry.compared++;
    if (disagreementOf(catalogue, offer, when) === undefined) entry.agree++;
    hosts.set(offer.host, entry);
  }
  return hosts;
}

/** The difference for one offer; undefined where the collection has no price for it, agrees, or the offer is a user's. */
export function disagreementOf(catalogue: Catalogue, offer: Offer, when: When): Disagreement | undefined {
  const pair = pairAt(catalogue, offer, when);
  if (pair === undefined) return undefined;
  const { curated, broad, other } = pair;
  const [theirs] = broad.variants;
  if (theirs === undefined) return undefined;
  // Tariff windows are finer than a collection: it agrees where it states one of the prices.
  const each = curated.variants.map((variant) => differencesOf(variant, theirs));
  const differences = each.reduce((best, next) => (next.length < best.length ? next : best));
  if (differences.length === 0) return undefined;
  return { offer, source: other.origin, differences, reason: reasonOf(offer, curated.period, broad.period) };
}

function pairAt(catalogue: Catalogue, offer: Offer, when: When) {
  const other = catalogue.hiddenBroad.get(offer.id);
  if (other === undefined || offer.layer !== "curated") return undefined;
  const curated = priceAt(offer, when, catalogue.calendars);
  const broad = priceAt(other, when, catalogue.calendars);
  if (!curated.known || !broad.known) return undefined;
  return { curated: curated.value, broad: broad.value, other };
}

function differencesOf(ours: PriceVariant, theirs: PriceVariant): readonly PriceDifference[] {
  const fields = ["input", "output", "cacheRead"] as const;
  return fields.flatMap((field) => {
    const curated = ours.prices[field];
    const broad = theirs.prices[field];
    if (curated === undefined || broad === undefined || isClose(curated, broad)) return [];
    return [{ field, curated, broad }];
  });
}

function isSamePrice(a: Prices, b: Prices): boolean {
  return isClose(a.input ?? -1, b.input ?? -1) && isClose(a.output ?? -1, b.output ?? -1);
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/** Routers pass on the prices of whoever serves the request. */
const ROUTERS: ReadonlySet<string> = new Set(["openrouter", "cortecs"]);

function reasonOf(offer: Offer, ours: PricePeriod, theirs: PricePeriod): string {
  const past = offer.periods.find(
    (period) => period !== ours && period.until !== null && isSamePrice(period.prices, theirs.prices),
  );
  if (past?.until != null)
    return `the collection still has the price that ended on ${past.until.slice(0, 10)}`;
  if (ROUTERS.has(offer.host))
    return `a router: its price follows its upstreams; read on ${ours.checked}, the collection is of ${theirs.checked}`;
  const start = ours.from?.slice(0, 10);
  if (ours.billedAs !== undefined) return `the host bills this id as ${ours.billedAs}`;
  if (start !== undefined && start > theirs.checked)
    return `the price changed on ${start}, after the collection was made`;
  if (ours.checked > theirs.checked) return `read on ${ours.checked}, after the collection was made`;
  if (ours.derived !== undefined) return `the curated figure is computed (${ours.derived})`;
  if (theirs.checked > ours.checked)
    return `the collection is newer than the curated figure of ${ours.checked}`;
  return "the two were read on the same day and differ";
}
