/** How long ago somebody read the prices at their source. */
import type { CatalogueRow } from "../../../../shared/catalogue-view";

/** A single price older than this is doubtful. */
export const STALE_OFFER_DAYS = 180;
/** A catalogue whose newest price is older than this wants an update. */
export const STALE_CATALOGUE_DAYS = 60;

export interface StaleOffer {
  readonly id: string;
  readonly checked: string;
  readonly ageDays: number;
  readonly layer: string;
}

/** Offers older than `limit` days, the oldest first. An offer without a date of checking has no age. */
export function staleOffers(rows: readonly CatalogueRow[], limit = STALE_OFFER_DAYS): readonly StaleOffer[] {
  return rows
    .flatMap(({ id, checked, ageDays, layer }) =>
      ageDays !== null && ageDays > limit ? [{ id, checked, ageDays, layer }] : [],
    )
    .sort((a, b) => b.ageDays - a.ageDays);
}
