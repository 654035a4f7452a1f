/** Keeps a file's last good entries while its newest text has mistakes. */
import type { UserLayer, UserOffer } from "./layer";

/**
 * The older, sound text as a layer to be laid under a newer one with mistakes: a slip while typing takes no price away. Offers both
 * have are left to the newer text, so that no discount counts twice. Problems of the result were told before.
 */
export function underlay(older: UserLayer, newer: UserLayer): UserLayer {
  const offers = new Set(newer.offers.map(identity));
  return {
    ...older,
    offers: older.offers.filter((offer) => !offers.has(identity(offer))),
    hide: [],
    favourites: [],
    isStale: true,
  };
}

function identity({ extends: base, model, host, region, serviceTier, currency, from }: UserOffer): string {
  return JSON.stringify([base, model, host, region, serviceTier, currency, from]);
}
