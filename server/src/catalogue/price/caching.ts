/** Which caching rule an offer follows. */

import { globMatcher } from "../load/user-layer";
import type { CachingRule, Catalogue, Offer } from "../types";

/**
 * The first rule that names the offer's host (`*` = any) and its model. Hosts never cache models they list no cache-read price
 * for, whatever the rule says: then the mode is `none`.
 */
export function cachingRuleFor(catalogue: Catalogue, offer: Offer): CachingRule | undefined {
  const rule = catalogue.caching.find(
    (candidate) =>
      (candidate.hosts.includes(offer.host) || candidate.hosts.includes("*")) &&
      (candidate.models.length === 0 ||
        candidate.models.some((pattern) => globMatcher(pattern)(offer.model))),
  );
  if (rule === undefined || hasCacheReadPrice(offer)) return rule;
  return { ...rule, mode: "none", minTokens: null, granularity: null, lifetimes: [], billsWrites: false };
}

function hasCacheReadPrice(offer: Offer): boolean {
  return offer.periods.some((period) => period.prices.cacheRead !== undefined);
}
