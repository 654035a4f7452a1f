/** Which offer a call means: by host, region, service level and currency, without silent choices. */
import { type Known, known, unknown } from "../../base/known";
import { STANDARD_TIER } from "../offer-id";
import type { Catalogue, Host, Model, Offer } from "../types";
import { regionOnHost } from "./regions";

/** What is known about where a call goes. Absent = not stated anywhere. */
export interface OfferWish {
  readonly host?: string;
  /** Region id, or the host's own name for it (`us-east-1`). */
  readonly region?: string;
  readonly serviceTier?: string;
  readonly currency?: string;
}

/** Every offer of a model; empty when the catalogue has none. */
export function offersFor(catalogue: Catalogue, modelId: string): readonly Offer[] {
  return catalogue.offersByModel.get(modelId) ?? [];
}

/**
 * The offer a wish means. Without a host it is the user's default for the model, else the lab's own, in that host's default region at the standard level. Where a
 * wish leaves a choice between prices, the answer is unknown and the reason lists what to state.
 */
export function chooseOffer(catalogue: Catalogue, model: Model, wish: OfferWish): Known<Offer> {
  const all = offersFor(catalogue, model.id);
  if (all.length === 0)
    return unknown(`No host in the catalogue offers ${model.id}; add an offer to farebox.catalogue.yaml`);
  const wanted = catalogue.offersById.get(catalogue.defaultOffers.get(model.id) ?? "");
  const isOpen = wish.host === undefined && wish.region === undefined && wish.serviceTier === undefined;
  if (isOpen && wanted?.model === model.id) return known(wanted);
  const host = chooseHost(catalogue, model, all, wish.host);
  if (!host.known) return host;
  const onHost = all.filter((offer) => offer.host === host.value.id);
  const inRegion = chooseRegion(catalogue, model, host.value, onHost, wish.region);
  if (!inRegion.known) return inRegion;
  const atTier = chooseTier(model, host.value, inRegion.value, wish.serviceTier);
  if (!atTier.known) return atTier;
  return chooseCurrency(model, host.value, atTier.value, wish.currency);
}

function chooseHost(
  catalogue: Catalogue,
  model: Model,
  all: readonly Offer[],
  wished: string | undefined,
): Known<Host> {
  const everywhere = [...new Set(all.map((offer) => offer.host))];
  // A collection's further sellers leave the choice between the others as it is.
  const closer = new Set(all.filter((offer) => offer.layer !== "broad").map((offer) => offer.host));
  const ids = wished === undefined && closer.size > 0 ? [...closer] : everywhere;
  const own = catalogue.labs.get(model.lab)?.ownHosts.find((id) => ids.includes(id));
  const id = wished ?? own ?? (ids.length === 1 ? ids[0] : undefined);
  if (id === undefined) {
    return unknown(
      `${model.id} is not sold by its lab but by ${ids.length} hosts (${listed(ids)}); state a host`,
    );
  }
  const host = catalogue.hosts.get(id);
  if (host === undefined)
    return unknown(`The catalogue has no host "${id}"; add it to farebox.catalogue.yaml`);
  if (!ids.includes(id))
    return unknown(`${host.name} has no price for ${model.id}; hosts that do: ${listed(ids)}`);
  return known(host);
}

function chooseRegion(
  catalogue: Catalogue,
  model: Model,
  host: Host,
  offers: readonly Offer[],
  wished: string | undefined,
): Known<readonly Offer[]> {
  const ids = [...new Set(offers.map((offer) => offer.region))];
  const [only] = ids;
  const region = wished === undefined ? host.defaultRegion : regionOnHost(catalogue, ids, wished);
  const inRegion = offers.filter((offer) => offer.region === region);
  if (inRegion.length > 0) return known(inRegion);
  if (wished !== undefined) {
    return unknown(
      `${host.name} has no price for ${model.id} in ${wished}; regions that have one: ${listed(ids)}`,
    );
  }
  if (ids.length === 1 && only !== undefined) return known(offers);
  const nearby = sameCountryAndPrice(catalogue, host, offers);
  if (nearby !== undefined) return known(nearby);
  return unknown(`${host.name} sells ${model.id} at different prices in ${listed(ids)}; state a region`);
}

/** Offers of one region in the default region's country, where every region there costs the same. */
function sameCountryAndPrice(
  catalogue: Catalogue,
  host: Host,
  offers: readonly Offer[],
): readonly Offer[] | undefined {
  const country = catalogue.regions.get(host.defaultRegion)?.country;
  if (country == null) return undefined;
  const inCountry = offers.filter((offer) => catalogue.regions.get(offer.region)?.country === country);
  const [first] = inCountry;
  const standard = inCountry.filter((offer) => offer.serviceTier === STANDARD_TIER);
  const prices = new Set(
    standard.map((offer) => JSON.stringify(offer.periods.map((period) => period.prices))),
  );
  if (first === undefined || prices.size !== 1) return undefined;
  return inCountry.filter((offer) => offer.region === first.region);
}

function chooseTier(
  model: Model,
  host: Host,
  offers: readonly Offer[],
  wished: string | undefined,
): Known<readonly Offer[]> {
  const tiers = [...new Set(offers.map((offer) => offer.serviceTier))];
  const tier = wished ?? STANDARD_TIER;
  const atTier = offers.filter((offer) => offer.serviceTier === tier);
  if (atTier.length > 0) return known(atTier);
  return unknown(
    `${host.name} lists no ${tier} price for ${model.id}; service tiers it lists: ${listed(tiers)}`,
  );
}

function chooseCurrency(
  model: Model,
  host: Host,
  offers: readonly Offer[],
  wished: string | undefined,
): Known<Offer> {
  const currency = wished ?? host.currency;
  const [first] = offers;
  const found =
    offers.find((offer) => offer.currency === currency) ?? (offers.length === 1 ? first : undefined);
  if (found !== undefined && (wished === undefined || found.currency === wished)) return known(found);
  const currencies = offers.map((offer) => offer.currency);
  return unknown(
    `${host.name} has no ${currency} price for ${model.id}; currencies it lists: ${listed(currencies)}`,
  );
}

function listed(ids: readonly string[]): string {
  const shown = [...ids].sort().slice(0, 6).join(", ");
  return ids.length > 6 ? `${shown}, … (${ids.length})` : shown;
}
