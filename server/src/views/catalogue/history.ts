/** Every price an offer has had, and those already announced. */
import type { PeriodView, RowPrices } from "../../../../shared/catalogue-view";
import { scalePrices } from "../../catalogue/price/scale";
import { windowsLabel } from "../../catalogue/price/tariff";
import type { Offer, PricePeriod, TariffWindow, When } from "../../catalogue/types";
import { pricesView } from "./rows";

/** Oldest first, prices as quoted. `isCurrent` marks the one in force at the date. */
export function historyOf(offer: Offer, when: When): readonly PeriodView[] {
  const at = Date.parse(when.instant ?? `${when.day}T00:00:00Z`);
  return [...offer.periods]
    .sort((a, b) => startOf(a) - startOf(b))
    .map((period) => ({
      ...pricesView(period.prices),
      from: period.from,
      until: period.until,
      isCurrent: startOf(period) <= at && at < endOf(period),
      source: period.source,
      checked: period.checked,
      billedAs: period.billedAs ?? null,
      note: period.note ?? null,
      derived: period.derived ?? null,
      tariffs: tariffsOf(period),
    }));
}

/** Windows of one price together, at what they cost. */
function tariffsOf({ prices, windows = [] }: PricePeriod): PeriodView["tariffs"] {
  const groups = new Map<string, { prices: RowPrices; windows: TariffWindow[] }>();
  for (const window of windows) {
    const own = pricesView(window.prices ?? scalePrices(prices, window.multiplier ?? 1));
    const key = JSON.stringify(own);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { prices: own, windows: [window] });
    else group.windows.push(window);
  }
  return [...groups.values()].map((group) => ({ label: windowsLabel(group.windows), ...group.prices }));
}

function startOf({ from }: PricePeriod): number {
  return from === null ? Number.NEGATIVE_INFINITY : Date.parse(from);
}

function endOf({ until }: PricePeriod): number {
  return until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
}
