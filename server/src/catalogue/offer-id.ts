/** What an offer is called, and the words that mean "as usual". */
import type { Offer } from "./types";

export const STANDARD_TIER = "standard";

/** Origin of the offers of our own files. */
export const CURATED = "curated";

/** `<model>@<host>/<region>`, plus `:<serviceTier>` and `#<currency>` where they are not the default. */
export function offerId(
  offer: Pick<Offer, "model" | "host" | "region" | "serviceTier" | "currency">,
  hostCurrency: string,
): string {
  const tier = offer.serviceTier === STANDARD_TIER ? "" : `:${offer.serviceTier}`;
  const currency = offer.currency === hostCurrency ? "" : `#${offer.currency}`;
  return `${offer.model}@${offer.host}/${offer.region}${tier}${currency}`;
}
