/** The catalogue for the table of the editor: rows with their words, and the history of one of them. */
import type { CatalogueTableView, HistoryView, SourceView } from "../../../../shared/catalogue-view";
import type { Settings } from "../../../../shared/settings";
import { convert } from "../../catalogue/price/currency";
import type { Catalogue, Offer } from "../../catalogue/types";
import { offerDetails } from "./details";
import { dateText, priceText, windowText } from "./price-text";
import { pricesText } from "./prices-text";
import { catalogueRows } from "./rows";
import { DEFAULT_INPUT_SHARE } from "./self-hosted-view";

/** Every offer with a price on the day, prices as quoted. */
export function tableView(
  catalogue: Catalogue,
  day: string,
  { currency, favourites }: Pick<Settings, "currency" | "favourites">,
  sources: readonly SourceView[],
): CatalogueTableView {
  const { rows, without } = catalogueRows(catalogue, { when: { day }, today: day, currency: null });
  const factors = new Map<string, number | null>();
  const sortable = (price: number | null, from: string): number | null => {
    if (!factors.has(from)) {
      const rate = convert(1, from, currency, catalogue.exchangeRates);
      factors.set(from, rate.known ? rate.value.amount : null);
    }
    const factor = factors.get(from) ?? null;
    return price === null || factor === null ? null : price * factor;
  };
  return {
    day,
    currency,
    rows: rows.map((row) => ({
      ...row,
      favourite: row.favourite || favourites.includes(row.id) || favourites.includes(row.model),
      inputText: priceText(row.input, row.currency),
      outputText: priceText(row.output, row.currency),
      cacheReadText: priceText(row.cacheRead, row.currency),
      windowText: windowText(row.contextWindow),
      sortInput: sortable(row.input, row.currency),
      sortOutput: sortable(row.output, row.currency),
      sortCacheRead: sortable(row.cacheRead, row.currency),
      sinceText: dateText(row.effectiveFrom, ""),
    })),
    withoutPrice: without.length,
    sources,
  };
}

/** Every price of an offer in words, oldest first, and what else is known of it. */
export function historyView(catalogue: Catalogue, offer: Offer, day: string): HistoryView {
  const details = offerDetails(catalogue, offer, {
    when: { day },
    today: day,
    currency: null,
    against: [],
    inputShare: DEFAULT_INPUT_SHARE,
  });
  const { host, region, caching } = details;
  const place = region?.country ?? region?.jurisdiction ?? "no place stated";
  return {
    offerId: offer.id,
    periods: details.history.map((period) => ({
      from: dateText(period.from, "…"),
      until: dateText(period.until, "…"),
      isCurrent: period.isCurrent,
      prices: pricesText(period, offer.currency),
      details: [
        ...period.tariffs.map((tariff) => `${tariff.label}: ${pricesText(tariff, offer.currency)}`),
        ...(period.billedAs === null ? [] : [`billed as ${period.billedAs}`]),
        ...(period.derived === null ? [] : [`derived: ${period.derived}`]),
        ...(period.note === null ? [] : [period.note]),
      ],
      source: period.source,
      checked: period.checked,
    })),
    facts: [
      `Model id at ${host?.name ?? offer.host}: ${offer.hostModelId}`,
      `Place: ${region?.name ?? offer.region} (${place})${host?.residencyNote == null ? "" : `. ${host.residencyNote}`}`,
      `Caching: ${caching === null ? "unknown" : caching.mode}`,
    ],
  };
}
