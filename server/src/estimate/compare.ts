/** One call priced on other offers: turns and visible text held equal, only tokens per text and prices change. */
import { matchModel } from "../catalogue/match/match";
import { admits } from "../catalogue/match/residency";
import type { Catalogue, Offer } from "../catalogue/types";
import type { CallEstimate, EstimateContext, Priced } from "./estimate-call";
import { createPricer } from "./estimate-call";

export interface Comparison {
  readonly priced: Priced;
  /** Why it does not fit: window, tools, policy; null when it does. */
  readonly obstacle: string | null;
}

/** Offers a favourites setting names: `model`, or `model@host/region`; unknown entries name nothing. */
export function favouriteOffers(catalogue: Catalogue, favourites: readonly string[]): readonly Offer[] {
  return favourites.flatMap((written) => {
    const exact = catalogue.offersById.get(written);
    if (exact) return [exact];
    const [modelPart = "", place] = written.split("@");
    const match = matchModel(catalogue, modelPart);
    if (!match.known) return [];
    const offers = (catalogue.offersByModel.get(match.value.model.id) ?? []).filter(
      (o) => o.serviceTier === "standard",
    );
    if (place === undefined) return offers;
    const [host, region] = place.split("/");
    return offers.filter((o) => o.host === host && (region === undefined || o.region === region));
  });
}

/** The call on each offer that has a price now, in the order given. */
export function compareOffers(
  estimate: CallEstimate,
  offers: readonly Offer[],
  ctx: EstimateContext,
): readonly Comparison[] {
  const price = createPricer(estimate.call, ctx);
  return offers.flatMap((offer) => {
    const model = ctx.catalogue.models.get(offer.model);
    if (!model) return [];
    const priced = price(model, offer);
    if (!priced.known) return [];
    return [{ priced: priced.value, obstacle: obstacleOf(estimate, priced.value, ctx) }];
  });
}

/** Cheapest favourite inside the policy that fits and is not the present offer; undefined where there is none. */
export function cheapestFavourite(estimate: CallEstimate, ctx: EstimateContext): Comparison | undefined {
  const current = estimate.offer.known ? estimate.offer.value.id : null;
  const offers = favouriteOffers(ctx.catalogue, [
    ...ctx.settings.favourites,
    ...ctx.catalogue.favourites,
  ]).filter((offer) => offer.id !== current);
  return cheapest(compareOffers(estimate, offers, ctx));
}

export function cheapest(rows: readonly Comparison[]): Comparison | undefined {
  const fitting = rows.filter((row) => row.obstacle === null);
  return fitting.reduce<Comparison | undefined>(
    (best, row) => (!best || costOf(row) < costOf(best) ? row : best),
    undefined,
  );
}

export function costOf(row: Comparison): number {
  return row.priced.run.cost.typical;
}

/** Why a priced offer does not fit the call and the settings; null when it does. */
export function obstacleOf(estimate: CallEstimate, priced: Priced, ctx: EstimateContext): string | null {
  const { model, offer, run } = priced;
  const place = admits(ctx.catalogue, offer, ctx.settings.residency);
  if (!place.ok) return place.reason;
  if (estimate.call.site.hasTools && model.tools === false) return `${model.name} takes no tools`;
  if (!model.outputModalities.includes("text") && model.outputModalities.length > 0)
    return `${model.name} writes no text`;
  if (run.overflowTurn !== null)
    return `the context window (${model.contextWindow ?? "?"} tokens) is full at turn ${run.overflowTurn}`;
  return null;
}
