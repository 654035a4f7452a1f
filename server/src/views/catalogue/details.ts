/** Everything known about one offer: its price at a date, its history, its host, and how it caches. */
import type { CatalogueRow, PeriodView } from "../../../../shared/catalogue-view";
import { cachingRuleFor } from "../../catalogue/price/caching";
import type { CachingRule, Catalogue, Host, Model, Offer, Region } from "../../catalogue/types";
import { historyOf } from "./history";
import { type RowOptions, rowOf, type WithoutPrice } from "./rows";

export interface OfferDetails {
  readonly offer: Pick<Offer, "id" | "hostModelId" | "serviceTier" | "currency" | "unit" | "origin">;
  /** The price at the date, or why there is none. */
  readonly price: CatalogueRow | WithoutPrice;
  readonly history: readonly PeriodView[];
  /** null where the catalogue has no entry, only the id. */
  readonly model: Model | null;
  readonly host: Host | null;
  readonly region: Region | null;
  readonly caching: CachingRule | null;
  readonly cacheStoragePerMtokHour: number | null;
}

export function offerDetails(catalogue: Catalogue, offer: Offer, options: RowOptions): OfferDetails {
  const { id, hostModelId, serviceTier, currency, unit, origin } = offer;
  return {
    offer: { id, hostModelId, serviceTier, currency, unit, origin },
    price: rowOf(catalogue, offer, options),
    history: historyOf(offer, options.when),
    model: catalogue.models.get(offer.model) ?? null,
    host: catalogue.hosts.get(offer.host) ?? null,
    region: catalogue.regions.get(offer.region) ?? null,
    caching: cachingRuleFor(catalogue, offer) ?? null,
    cacheStoragePerMtokHour: offer.cacheStoragePerMtokHour ?? null,
  };
}
