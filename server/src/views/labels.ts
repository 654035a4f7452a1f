/** Short names of offers, quantities and bases, the same on every surface. */

import { formatCount, formatTokens } from "../base/format";
import type { Basis, Quantity } from "../base/quantity";
import type { Catalogue, Offer } from "../catalogue/types";

/** "DeepSeek V4 Flash, CN": the model and where it runs; the host where it is not the lab's own. */
export function offerLabel(catalogue: Catalogue, offer: Offer): string {
  const model = catalogue.models.get(offer.model);
  const region = catalogue.regions.get(offer.region);
  const place = region?.country ?? region?.jurisdiction ?? null;
  const where = place && place !== "none" ? place.toUpperCase() : (region?.shortName ?? offer.region);
  const tier = offer.serviceTier === "standard" ? "" : `, ${offer.serviceTier}`;
  // A host may keep price lists in two currencies: the one that is not its usual one says so.
  const currency = offer.currency === catalogue.hosts.get(offer.host)?.currency ? "" : `, ${offer.currency}`;
  return `${model?.name ?? offer.model}, ${where}${tier}${currency}`;
}

/** "OpenAI API · Global": host and region in few words, for table rows; tier and currency where they are not the usual ones. */
export function placeLabel(catalogue: Catalogue, offer: Offer): string {
  return placeText(catalogue, offer, regionLabel(catalogue, offer.region));
}

/** The same with the region's full name, for details. */
export function fullPlaceLabel(catalogue: Catalogue, offer: Offer): string {
  return placeText(catalogue, offer, catalogue.regions.get(offer.region)?.name ?? offer.region);
}

/** A region's short name where it has one, else its name. */
export function regionLabel(catalogue: Catalogue, regionId: string): string {
  const region = catalogue.regions.get(regionId);
  return region?.shortName ?? region?.name ?? regionId;
}

function placeText(catalogue: Catalogue, offer: Offer, region: string): string {
  const seller = catalogue.hosts.get(offer.host);
  const host = seller?.name ?? offer.host;
  const tier = offer.serviceTier === "standard" ? "" : ` · ${offer.serviceTier}`;
  const currency = seller === undefined || seller.currency === offer.currency ? "" : ` · ${offer.currency}`;
  return `${host} · ${region}${tier}${currency}`;
}

export function basisLabel(basis: Basis): string {
  return basis;
}

/** "1.2K", or "300–1.2K (typical 700)" where there is a spread. */
export function quantityText(quantity: Quantity): string {
  const { low, typical, high } = quantity;
  if (formatTokens(low) === formatTokens(high)) return formatTokens(typical);
  return `${formatTokens(low)}–${formatTokens(high)}, typically ${formatTokens(typical)}`;
}

/** "5–20 turns", "1 turn", "12 turns". */
export function turnsText(turns: Quantity): string {
  const low = Math.round(turns.low);
  const high = Math.round(turns.high);
  if (low === high) return `${formatCount(low)} ${low === 1 ? "turn" : "turns"}`;
  return `${formatCount(low)}–${formatCount(high)} turns`;
}
