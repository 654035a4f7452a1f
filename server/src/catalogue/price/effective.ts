/** What an offer costs at a time: the dated period, its tariff windows, and the band for the prompt's length. */
import { type Known, known, unknown } from "../../base/known";
import { unknownBand } from "../offers";
import type { Calendar, LengthTier, Offer, PricePeriod, Prices, TariffWindow, When } from "../types";
import { scaleBands, scalePrices } from "./scale";
import { weeklyShares, windowAt, windowsLabel } from "./tariff";

/** Prices that hold for a share of the time asked about. */
export interface PriceVariant {
  /** Share of the week; the variants' weights sum to 1. */
  readonly weight: number;
  readonly prices: Prices;
  readonly lengthTiers: readonly LengthTier[];
  /** "all hours", a window's hours, or "other hours". */
  readonly label: string;
}

export interface EffectivePrice {
  /** One entry without tariff windows, or when an instant is given; best, expected and worst of a computed price. */
  readonly variants: readonly PriceVariant[];
  readonly period: PricePeriod;
  /** When this period's price came into force, where an earlier one is known. */
  readonly changedOn?: string;
  /** When it ends, where that is known. */
  readonly nextChange?: string;
}

const DAY_MS = 86_400_000;
/** Both ends lie beyond P10 and P90. */
const DOUBT_WEIGHT = 0.1;

/** The price of a whole day, asked for last: offers never change, and most questions are about today. */
const lastOf = new WeakMap<Offer, { readonly day: string; readonly price: Known<EffectivePrice> }>();

/**
 * The price of an offer. `when.instant` picks the period and the window of that moment; otherwise the period at the start of
 * `when.day` (UTC) and every window, weighted over the hours of a week.
 */
export function priceAt(
  offer: Offer,
  when: When,
  calendars: ReadonlyMap<string, Calendar>,
): Known<EffectivePrice> {
  if (when.instant !== undefined) return pricedAnew(offer, when, calendars);
  const last = lastOf.get(offer);
  if (last?.day === when.day) return last.price;
  const price = pricedAnew(offer, when, calendars);
  lastOf.set(offer, { day: when.day, price });
  return price;
}

function pricedAnew(
  offer: Offer,
  when: When,
  calendars: ReadonlyMap<string, Calendar>,
): Known<EffectivePrice> {
  const at = Date.parse(when.instant ?? `${when.day}T00:00:00Z`);
  if (Number.isNaN(at)) return unknown(`"${when.instant ?? when.day}" is not a date`);
  const period = offer.periods.find((candidate) => contains(candidate, at));
  if (period === undefined) return unknown(noPeriod(offer, at));
  const variants =
    period.doubt === undefined
      ? when.instant === undefined
        ? weighted(period, at)
        : pinned(period, at, calendars)
      : known(doubtful(period, period.doubt));
  if (!variants.known) return variants;
  const hasEarlier = offer.periods.some((other) => other !== period && startOf(other) < startOf(period));
  return known({
    variants: variants.value,
    period,
    ...(period.from !== null && hasEarlier ? { changedOn: period.from } : {}),
    ...(period.until === null ? {} : { nextChange: period.until }),
  });
}

/**
 * Prices for a request whose whole prompt, cache included, has this many tokens: the highest band it is strictly above. What a
 * band does not state is unknown there: the base price is no substitute.
 */
export function pricesForLength(
  variant: Pick<PriceVariant, "prices" | "lengthTiers">,
  wholePromptTokens: number,
): Prices {
  let chosen: LengthTier | undefined;
  for (const band of variant.lengthTiers) {
    const applies = wholePromptTokens > band.aboveInputTokens;
    if (applies && band.aboveInputTokens >= (chosen?.aboveInputTokens ?? 0)) chosen = band;
  }
  return chosen?.prices ?? variant.prices;
}

/** Whole days from the day a figure was read to `day`; negative when it was read later. NaN where either is no date. */
export function ageInDays(checked: string, day: string): number {
  return Math.round((Date.parse(day.slice(0, 10)) - Date.parse(checked)) / DAY_MS);
}

function contains(period: PricePeriod, at: number): boolean {
  return startOf(period) <= at && at < endOf(period);
}

function startOf(period: PricePeriod): number {
  return period.from === null ? Number.NEGATIVE_INFINITY : Date.parse(period.from);
}

function endOf(period: PricePeriod): number {
  return period.until === null ? Number.POSITIVE_INFINITY : Date.parse(period.until);
}

function noPeriod(offer: Offer, at: number): string {
  const day = new Date(at).toISOString().slice(0, 10);
  const next = offer.periods.find((period) => startOf(period) > at);
  if (next !== undefined)
    return `${offer.id} has no known price on ${day}; the first one starts on ${next.from ?? ""}`;
  const last = offer.periods.reduce(
    (latest, period) => Math.max(latest, endOf(period)),
    Number.NEGATIVE_INFINITY,
  );
  if (!Number.isFinite(last)) return `${offer.id} has no price`;
  const ended = new Date(last).toISOString().slice(0, 10);
  return `${offer.id} has no known price on ${day}: the last one ended on ${ended}. The host may have retired it; name a current model`;
}

/** A computed price: mostly as expected, sometimes at best or at worst, so that low and high of a run show the doubt. */
function doubtful(period: PricePeriod, doubt: NonNullable<PricePeriod["doubt"]>): readonly PriceVariant[] {
  const bands = period.lengthTiers ?? [];
  return [
    { weight: DOUBT_WEIGHT, prices: doubt.low, lengthTiers: bands, label: "at best" },
    { weight: 1 - 2 * DOUBT_WEIGHT, prices: period.prices, lengthTiers: bands, label: "as expected" },
    { weight: DOUBT_WEIGHT, prices: doubt.high, lengthTiers: bands, label: "at worst" },
  ];
}

function pinned(
  period: PricePeriod,
  at: number,
  calendars: ReadonlyMap<string, Calendar>,
): Known<readonly PriceVariant[]> {
  const windows = period.windows ?? [];
  const open = windowAt(windows, at, calendars);
  if (!open.known) return open;
  return known([variantOf(period, windows[open.value], 1)]);
}

function weighted(period: PricePeriod, at: number): Known<readonly PriceVariant[]> {
  const windows = period.windows ?? [];
  const shares = weeklyShares(windows, at);
  if (!shares.known) return shares;
  const merged = new Map<string, { variant: PriceVariant; open: TariffWindow[] }>();
  for (const [index, weight] of [...shares.value].sort(([a], [b]) => a - b)) {
    const window = windows[index];
    const variant = variantOf(period, window, weight);
    // Morning and afternoon peaks cost the same: one variant with both hours.
    const key = JSON.stringify([variant.prices, variant.lengthTiers]);
    const same = merged.get(key);
    const open = [...(same?.open ?? []), ...(window === undefined ? [] : [window])];
    const total = (same?.variant.weight ?? 0) + weight;
    const label = open.length === 0 || same?.open.length === 0 ? variant.label : windowsLabel(open);
    merged.set(key, { variant: { ...variant, weight: total, label }, open });
  }
  return known([...merged.values()].map((entry) => entry.variant));
}

/** Prices inside a window replace the base ones altogether; a multiplier scales them. Bands the window is silent on are unknown. */
function variantOf(period: PricePeriod, window: TariffWindow | undefined, weight: number): PriceVariant {
  const { prices, lengthTiers = [] } = period;
  if (window === undefined) {
    return { weight, prices, lengthTiers, label: period.windows === undefined ? "all hours" : "other hours" };
  }
  const label = windowsLabel([window]);
  if (window.prices !== undefined) {
    return {
      weight,
      prices: window.prices,
      lengthTiers: window.lengthTiers ?? lengthTiers.map(unknownBand),
      label,
    };
  }
  const factor = window.multiplier ?? 1;
  const bands = window.lengthTiers ?? scaleBands(lengthTiers, factor) ?? [];
  return { weight, prices: scalePrices(prices, factor), lengthTiers: bands, label };
}
