/** Offers as rows of a table: what each costs at a date, since when, and who says so. */
import type { CatalogueRow, RowHours, RowPrices } from "../../../../shared/catalogue-view";
import { convert } from "../../catalogue/price/currency";
import { ageInDays, type EffectivePrice, priceAt } from "../../catalogue/price/effective";
import { scaleBands, scalePrices } from "../../catalogue/price/scale";
import type { Catalogue, Offer, PricePeriod, Prices, When } from "../../catalogue/types";

export interface RowOptions {
  readonly when: When;
  /** Age counts to this day (YYYY-MM-DD). */
  readonly today: string;
  /** Converts the prices; null leaves them as quoted. */
  readonly currency: string | null;
}

/** An offer without a price at that date, and why. */
export interface WithoutPrice {
  readonly id: string;
  readonly reason: string;
}

/** Every offer that has a price at the date, in the order of ids; the others with their reason. */
export function catalogueRows(
  catalogue: Catalogue,
  options: RowOptions,
): { readonly rows: readonly CatalogueRow[]; readonly without: readonly WithoutPrice[] } {
  const rows: CatalogueRow[] = [];
  const without: WithoutPrice[] = [];
  for (const offer of catalogue.offers) {
    const row = rowOf(catalogue, offer, options);
    if ("reason" in row) without.push(row);
    else rows.push(row);
  }
  rows.sort((a, b) => byId(a.id, b.id));
  without.sort((a, b) => byId(a.id, b.id));
  return { rows, without };
}

/** Every price known of every offer, past and announced: a row each, oldest first. */
export function rowsOfHistory(catalogue: Catalogue, options: RowOptions): readonly CatalogueRow[] {
  const day = { day: options.when.day };
  return [...catalogue.offers]
    .sort((a, b) => byId(a.id, b.id))
    .flatMap((offer) =>
      offer.periods.flatMap((period) => {
        // Without its ends the period holds on any day, and so do its windows.
        const alone = { ...offer, periods: [{ ...period, from: null, until: null }] };
        const row = rowOf(catalogue, alone, { ...options, when: day });
        return "reason" in row ? [] : [{ ...row, effectiveFrom: period.from, effectiveTo: period.until }];
      }),
    );
}

/** The offer at the date. Unknown price or exchange rate: the reason in place of the row. */
export function rowOf(
  catalogue: Catalogue,
  offer: Offer,
  { when, today, currency }: RowOptions,
): CatalogueRow | WithoutPrice {
  const price = priceAt(offer, when, catalogue.calendars);
  if (!price.known) return { id: offer.id, reason: price.reason };
  const target = currency ?? offer.currency;
  const rate = convert(1, offer.currency, target, catalogue.exchangeRates);
  if (!rate.known) return { id: offer.id, reason: rate.reason };
  const factor = rate.value.amount;
  const { period } = price.value;
  const own = ownPrices(price.value, when);
  const quoted = { ...pricesView(own.prices), currency: offer.currency, rateDate: rate.value.rate.date };
  return {
    ...identity(catalogue, offer),
    currency: target,
    ...pricesView(scalePrices(own.prices, factor)),
    effectiveFrom: period.from,
    effectiveTo: period.until,
    source: period.source,
    checked: period.checked,
    ageDays: daysOld(period.checked, today),
    billedAs: period.billedAs ?? null,
    derived: period.derived ?? null,
    note: period.note ?? null,
    verified: period.verified !== false,
    hours: hoursOf(price.value, factor),
    doubt: doubtOf(period, factor),
    longPrompts: (scaleBands(own.lengthTiers, factor) ?? []).map(({ aboveInputTokens, prices }) => ({
      aboveInputTokens,
      ...pricesView(prices),
    })),
    quoted: target === offer.currency ? null : quoted,
  };
}

type Identity = Pick<
  CatalogueRow,
  | "id"
  | "model"
  | "modelName"
  | "lab"
  | "host"
  | "hostName"
  | "hostModelId"
  | "region"
  | "regionName"
  | "country"
  | "jurisdiction"
  | "serviceTier"
  | "unit"
  | "contextWindow"
  | "layer"
  | "origin"
  | "favourite"
>;

function identity(catalogue: Catalogue, offer: Offer): Identity {
  const model = catalogue.models.get(offer.model);
  const region = catalogue.regions.get(offer.region);
  return {
    id: offer.id,
    model: offer.model,
    modelName: model?.name ?? offer.model,
    lab: model?.lab ?? "",
    host: offer.host,
    hostName: catalogue.hosts.get(offer.host)?.name ?? offer.host,
    hostModelId: offer.hostModelId,
    region: offer.region,
    regionName: region?.name ?? offer.region,
    country: region?.country ?? null,
    jurisdiction: region?.jurisdiction ?? null,
    serviceTier: offer.serviceTier,
    unit: offer.unit,
    contextWindow: model?.contextWindow ?? null,
    layer: offer.layer,
    origin: offer.origin,
    favourite: catalogue.favourites.includes(offer.id) || catalogue.favourites.includes(offer.model),
  };
}

/** At an instant that moment's prices; for a day what holds outside the tariff windows, as hosts quote it. */
function ownPrices(
  price: EffectivePrice,
  when: When,
): Pick<EffectivePrice["period"], "prices" | "lengthTiers"> {
  const [only] = price.variants;
  const isPinned = when.instant !== undefined && price.period.doubt === undefined;
  return isPinned && only !== undefined ? only : price.period;
}

function doubtOf({ doubt }: PricePeriod, factor: number): CatalogueRow["doubt"] {
  if (doubt === undefined) return null;
  return {
    low: pricesView(scalePrices(doubt.low, factor)),
    high: pricesView(scalePrices(doubt.high, factor)),
  };
}

function hoursOf({ variants, period }: EffectivePrice, factor: number): readonly RowHours[] {
  if (variants.length < 2 || period.doubt !== undefined) return [];
  return variants.map(({ label, weight, prices }) => ({
    label,
    share: weight,
    ...pricesView(scalePrices(prices, factor)),
  }));
}

/** Stated prices; null where nothing is stated. */
export function pricesView(prices: Prices): RowPrices {
  return {
    input: prices.input ?? null,
    output: prices.output ?? null,
    cacheRead: prices.cacheRead ?? null,
    cacheWrite: prices.cacheWrite ?? null,
  };
}

function daysOld(checked: string, today: string): number | null {
  const days = ageInDays(checked, today);
  return Number.isNaN(days) ? null : Math.max(0, days);
}

/** By code unit: the same order on every machine. */
function byId(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
