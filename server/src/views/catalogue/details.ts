/** Everything known about one offer: its price at a date, its history, its host, and how it caches. */
import type { CatalogueRow, PeriodView } from "../../../../shared/catalogue-view";
import { cachingRuleFor } from "../../catalogue/price/caching";
import type { CachingRule, Catalogue, Host, Model, Offer, Region } from "../../catalogue/types";
import { historyOf } from "./history";
import { type RowOptions, rowOf, type WithoutPrice } from "./rows";
import { type SelfHostedView, selfHostedView } from "./self-hosted-view";

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
  /** The formula of an offer on machines of one's own; null for prices that somebody asks. */
  readonly selfHosted: SelfHostedView | null;
}

export interface DetailOptions extends RowOptions {
  /** Offers that machines of one's own are compared with; empty = those that sell the same model. */
  readonly against: readonly string[];
  readonly inputShare: number;
}

export function offerDetails(catalogue: Catalogue, offer: Offer, options: DetailOptions): OfferDetails {
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
    selfHosted: formulaView(catalogue, offer, options),
  };
}

function formulaView(
  catalogue: Catalogue,
  { selfHosted, model }: Offer,
  { when, against, inputShare }: DetailOptions,
): SelfHostedView | null {
  if (selfHosted === undefined) return null;
  const rivals = { models: [model], offerIds: against, inputShare };
  return selfHostedView(catalogue, selfHosted, when, rivals) ?? null;
}
