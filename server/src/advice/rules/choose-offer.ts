/** A call without a price: name the offer above it. Only ever as choices; nothing is taken for another silently. */
import { closestIds } from "../../catalogue/match/match";
import type { Model, Offer } from "../../catalogue/types";
import { compareOffers, costOf, favouriteOffers } from "../../estimate/compare";
import type { CallEstimate } from "../../estimate/estimate-call";
import { type DirectiveWords, directiveEdit, targetOf } from "../directive-edit";
import type { Finding, Rule, RuleContext } from "../rule";

/** Choices shown per call. */
const CHOICES = 4;

export const chooseOffer: Rule = {
  meta: {
    id: "choose-offer",
    title: "Choose an offer for this model",
    severity: "hint",
    docs: "A call has no price where its model is set at run time or unknown, or where several hosts or regions sell it at different prices. A directive above the call names the offer the estimate should use.",
  },
  evaluate(estimate, ctx) {
    const text = ctx.textOf(estimate.call.site.path);
    if (estimate.priced.known || text === undefined) return [];
    const choices = estimate.model.known
      ? offersOf(estimate, estimate.model.value, ctx)
      : [...closest(estimate, ctx), ...favourites(estimate, ctx)];
    return choices.slice(0, CHOICES).map((choice) => finding(estimate, text, choice));
  },
};

interface Choice {
  readonly title: string;
  readonly words: DirectiveWords;
}

/** The known model at the places that sell it, cheapest first. */
function offersOf(estimate: CallEstimate, model: Model, ctx: RuleContext): readonly Choice[] {
  const offers = (ctx.catalogue.offersByModel.get(model.id) ?? []).filter(
    (offer) => offer.serviceTier === "standard",
  );
  const rows = compareOffers(estimate, offers, ctx).filter((row) => row.obstacle === null);
  return rows
    .sort((a, b) => costOf(a) - costOf(b))
    .map(({ priced }) => ({
      title: `Estimate with ${placeOf(priced.offer, ctx)}`,
      words: placeWords(priced.offer),
    }));
}

/** Ids that look like the unknown one: only the author knows whether one of them is meant. */
function closest(estimate: CallEstimate, ctx: RuleContext): readonly Choice[] {
  const { overrides, site } = estimate.call;
  const written = overrides.model ?? site.model.id;
  if (written === null) return [];
  return closestIds(ctx.catalogue, written, CHOICES - 1).map((id) => ({
    title: `Did you mean ${id}? Estimate as it`,
    words: [["model", id]],
  }));
}

function favourites(estimate: CallEstimate, ctx: RuleContext): readonly Choice[] {
  const offers = favouriteOffers(ctx.catalogue, ctx.settings.favourites);
  return compareOffers(estimate, offers, ctx)
    .filter((row) => row.obstacle === null)
    .map(({ priced: { offer, model } }) => ({
      title: `Estimate with ${model.name}, ${placeOf(offer, ctx)}`,
      words: [["model", offer.model], ...placeWords(offer)],
    }));
}

function placeWords(offer: Offer): DirectiveWords {
  return [
    ["host", offer.host],
    ["region", offer.region],
  ];
}

function placeOf(offer: Offer, ctx: RuleContext): string {
  const host = ctx.catalogue.hosts.get(offer.host)?.name ?? offer.host;
  const region = ctx.catalogue.regions.get(offer.region);
  return `${host}, ${region?.shortName ?? region?.name ?? offer.region}`;
}

function finding(estimate: CallEstimate, text: string, { title, words }: Choice): Finding {
  const { site } = estimate.call;
  return {
    ruleId: "choose-offer",
    title,
    place: { path: site.path, range: site.range },
    message: estimate.priced.known ? "" : estimate.priced.reason,
    saving: null,
    fix: [directiveEdit(targetOf(estimate.call, text), words)],
  };
}
