/** From a host's file to offers: nested service levels become offers of their own. */
import type { HostFile, OfferEntry, PeriodEntry, ServiceTierPrices } from "./load/files";
import { CURATED, offerId, STANDARD_TIER } from "./offer-id";
import type { LengthTier, Offer, PricePeriod } from "./types";

export { CURATED, offerId, STANDARD_TIER };

/** Every offer of one host, nested service levels included. */
export function expandOffers(host: HostFile): Offer[] {
  return host.offers.flatMap((entry) => expandEntry(entry, host));
}

function expandEntry(entry: OfferEntry, host: HostFile): Offer[] {
  const own = entry.serviceTier ?? STANDARD_TIER;
  const nested = new Set(entry.periods.flatMap((period) => Object.keys(period.serviceTiers ?? {})));
  const offers = [makeOffer(entry, host, own, entry.periods.map(withoutServiceTiers))];
  for (const tier of nested) {
    const periods = entry.periods.flatMap((period) => tierPeriod(period, tier));
    offers.push(makeOffer(entry, host, tier, periods));
  }
  return offers;
}

function makeOffer(
  entry: OfferEntry,
  host: HostFile,
  serviceTier: string,
  periods: readonly PricePeriod[],
): Offer {
  const { model, hostModelId, region } = entry;
  const currency = entry.currency ?? host.currency;
  const key = { model, host: host.id, region, serviceTier, currency };
  return {
    id: offerId(key, host.currency),
    ...key,
    hostModelId,
    unit: entry.unit ?? "token",
    periods,
    ...(entry.cacheStoragePerMtokHour === undefined
      ? {}
      : { cacheStoragePerMtokHour: entry.cacheStoragePerMtokHour }),
    layer: "curated",
    origin: CURATED,
  };
}

function withoutServiceTiers(period: PeriodEntry): PricePeriod {
  if (period.serviceTiers === undefined) return period;
  const { serviceTiers: _nested, ...rest } = period;
  return rest;
}

/** The period at the service level's prices. Long prompts stay priced apart: unknown where the level states no band. */
function tierPeriod(period: PeriodEntry, tier: string): PricePeriod[] {
  const level = period.serviceTiers?.[tier];
  if (level === undefined) return [];
  const { serviceTiers: _nested, prices: _prices, lengthTiers, windows: _windows, ...rest } = period;
  const bands = level.lengthTiers ?? lengthTiers?.map(unknownBand);
  return [
    {
      ...rest,
      prices: pricesOf(level),
      ...(bands === undefined ? {} : { lengthTiers: bands }),
      ...(level.windows === undefined ? {} : { windows: level.windows }),
    },
  ];
}

function pricesOf(level: ServiceTierPrices): PricePeriod["prices"] {
  const { lengthTiers: _bands, windows: _windows, ...prices } = level;
  return prices;
}

/** The same threshold without prices: nobody stated what lies above it. */
export function unknownBand(band: LengthTier): LengthTier {
  return { aboveInputTokens: band.aboveInputTokens, prices: {} };
}
