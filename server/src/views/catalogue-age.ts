/** Whether the catalogue as a whole wants an update: said once, not at every call. */
import { ageInDays } from "../catalogue/price/effective";
import type { Catalogue } from "../catalogue/types";
import { STALE_CATALOGUE_DAYS } from "./catalogue/staleness";

/** A sentence where the newest price was read more than 60 days ago; null for a fresh catalogue. `today` is YYYY-MM-DD. */
export function catalogueAgeWarning(catalogue: Catalogue, today: string): string | null {
  const days = ageInDays(catalogue.checkedNewest, today);
  if (Number.isNaN(days) || days <= STALE_CATALOGUE_DAYS) return null;
  return `The newest price of the catalogue was read ${days} days ago (${catalogue.checkedNewest}); update Farebox, or refresh its prices.`;
}
