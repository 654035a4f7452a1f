/** Periods of a user's offer: stated whole, or terms laid over those of the offer it extends. */
import { scaleBands, scalePrices } from "../price/scale";
import type { PricePeriod, TariffWindow } from "../types";
import type { UserOffer, UserTerms } from "./layer";
import { instant, startMs } from "./terms";

/**
 * Without a base the terms are the periods. Over a base they hold from their start until their end, and the base's own price before
 * and after: a contract with dates ends on its day.
 */
export function userPeriods(
  entry: UserOffer,
  base: readonly PricePeriod[] | undefined,
  path: string,
): readonly PricePeriod[] {
  const terms = entry.periods ?? [entry];
  if (base === undefined) return [...terms].sort(byStart).map((each) => ownPeriod(each, entry, path));
  return terms.reduce<readonly PricePeriod[]>((periods, each) => laidOver(periods, each, entry, path), base);
}

function byStart(a: UserTerms, b: UserTerms): number {
  return startMs(a) < startMs(b) ? -1 : 1;
}

function ownPeriod(terms: UserTerms, entry: UserOffer, path: string): PricePeriod {
  return {
    from: terms.from ?? null,
    until: terms.until ?? null,
    prices: terms.prices ?? {},
    ...(terms.lengthTiers === undefined ? {} : { lengthTiers: terms.lengthTiers }),
    ...(terms.windows === undefined ? {} : { windows: terms.windows }),
    source: terms.source ?? entry.source ?? path,
    checked: terms.checked ?? entry.checked ?? "",
  };
}

function laidOver(
  base: readonly PricePeriod[],
  terms: UserTerms,
  entry: UserOffer,
  path: string,
): readonly PricePeriod[] {
  const from = terms.from ?? null;
  const until = terms.until ?? null;
  return base.flatMap((period) => {
    const start = later(period.from, from);
    const end = earlier(period.until, until);
    if (instant(start, -1) >= instant(end, 1)) return [period];
    return [
      ...(instant(period.from, -1) < instant(start, -1) ? [{ ...period, until: start }] : []),
      { ...overridden(period, terms, entry, path), from: start, until: end },
      ...(instant(end, 1) < instant(period.until, 1) ? [{ ...period, from: end }] : []),
    ];
  });
}

function overridden(period: PricePeriod, terms: UserTerms, entry: UserOffer, path: string): PricePeriod {
  const factor = terms.multiplier ?? 1;
  const lengthTiers = terms.lengthTiers ?? scaleBands(period.lengthTiers, factor);
  const windows = terms.windows ?? period.windows?.map((window) => scaledWindow(window, factor));
  return {
    ...period,
    prices: { ...scalePrices(period.prices, factor), ...terms.prices },
    ...(lengthTiers === undefined ? {} : { lengthTiers }),
    ...(windows === undefined ? {} : { windows }),
    source: terms.source ?? entry.source ?? path,
    checked: terms.checked ?? entry.checked ?? period.checked,
  };
}

function scaledWindow(window: TariffWindow, factor: number): TariffWindow {
  const lengthTiers = scaleBands(window.lengthTiers, factor);
  return {
    ...window,
    ...(window.prices === undefined ? {} : { prices: scalePrices(window.prices, factor) }),
    ...(lengthTiers === undefined ? {} : { lengthTiers }),
  };
}

function later(a: string | null, b: string | null): string | null {
  return instant(a, -1) >= instant(b, -1) ? a : b;
}

function earlier(a: string | null, b: string | null): string | null {
  return instant(a, 1) <= instant(b, 1) ? a : b;
}
