/**
 * Which offers are worth pricing exactly where there is no time for all of them (a hover): the cheapest by a rough figure.
 *
 * The rough figure takes the token totals that are known of the present offer, scales them to the other tokenizer family, and
 * multiplies them by the offer's cheapest list prices in one currency; prompts that stood before are read at the cache price where the
 * offer caches by itself. No draws are walked. It may swap neighbours, so callers price a few more than they show.
 */

import { admits } from "../catalogue/match/residency";
import { cachingRuleFor } from "../catalogue/price/caching";
import { convert } from "../catalogue/price/currency";
import { priceAt } from "../catalogue/price/effective";
import type { Model, Offer, Prices } from "../catalogue/types";
import { familyOf } from "../tokens/families";
import { type Comparison, compareOffers, costOf } from "./compare";
import type { CallEstimate, EstimateContext } from "./estimate-call";

/** Exactly priced offers per one that is shown. */
const SPARE = 2.4;
/** Offers priced exactly per model: the same model elsewhere at the same price says little in a short list. */
const PER_MODEL = 2;

/** The cheapest offers at the standard tier that fit the call, one per model, cheapest first; `except` (offer ids) are left out. */
export function cheapestFitting(
  estimate: CallEstimate,
  ctx: EstimateContext,
  count: number,
  except: ReadonlySet<string>,
): readonly Comparison[] {
  const offers = cheapCandidates(estimate, ctx, Math.ceil(count * SPARE), except);
  const models = new Set<string>();
  return compareOffers(estimate, offers, ctx)
    .filter((row) => row.obstacle === null)
    .sort((a, b) => costOf(a) - costOf(b))
    .filter(({ priced }) => !models.has(priced.model.id) && models.add(priced.model.id))
    .slice(0, count);
}

/** The `count` offers with the least rough figure among those that may fit. Free offers are left out: they are trials with limits. */
export function cheapCandidates(
  estimate: CallEstimate,
  ctx: EstimateContext,
  count: number,
  except: ReadonlySet<string>,
): readonly Offer[] {
  const longest = longestPrompt(estimate);
  const scored = ctx.catalogue.offers.flatMap((offer) => {
    const model = ctx.catalogue.models.get(offer.model);
    // What nobody of us checked is priced where code names it, and not proposed.
    if (offer.layer === "broad") return [];
    if (!model || except.has(offer.id) || offer.serviceTier !== "standard" || offer.unit !== "token")
      return [];
    if (!mayFit(estimate, model, longest) || !admits(ctx.catalogue, offer, ctx.settings.residency).ok)
      return [];
    const figure = roughCost(estimate, model, offer, ctx);
    return figure === undefined || figure <= 0 ? [] : [{ offer, figure }];
  });
  const perModel = new Map<string, number>();
  return scored
    .sort((a, b) => a.figure - b.figure || (a.offer.id < b.offer.id ? -1 : 1))
    .filter(({ offer }) => {
      const taken = perModel.get(offer.model) ?? 0;
      perModel.set(offer.model, taken + 1);
      return taken < PER_MODEL;
    })
    .slice(0, count)
    .map((entry) => entry.offer);
}

/** Tokens of the longest typical prompt; half of it is asked of other models, whose tokens may be larger. */
function longestPrompt(estimate: CallEstimate): number {
  const turns = estimate.priced.known ? estimate.priced.value.run.byTurn : [];
  return turns.reduce((most, turn) => Math.max(most, turn.input), 0);
}

function mayFit(estimate: CallEstimate, model: Model, longest: number): boolean {
  if (estimate.call.site.hasTools && model.tools === false) return false;
  if (model.outputModalities.length > 0 && !model.outputModalities.includes("text")) return false;
  const limit = Math.min(
    model.contextWindow ?? Number.POSITIVE_INFINITY,
    model.maxInput ?? Number.POSITIVE_INFINITY,
  );
  return limit >= longest / 2;
}

function roughCost(
  estimate: CallEstimate,
  model: Model,
  offer: Offer,
  ctx: EstimateContext,
): number | undefined {
  const price = priceAt(offer, ctx.when, ctx.catalogue.calendars);
  if (!price.known) return undefined;
  const { turns, input, output, reasoning } = estimate.usage;
  const present = estimate.model.known ? estimate.model.value.tokenizerFamily : null;
  const ratio = familyOf(model.tokenizerFamily).ratio.english / familyOf(present).ratio.english;
  const caching = cachingRuleFor(ctx.catalogue, offer);
  const repeated = 1 - 1 / Math.max(1, turns.typical);
  const share = caching?.mode === "automatic" ? repeated * caching.hitShare.typical : 0;
  // What a model thinks by default is billed as output; the present call's amount stands for others that think.
  const thinks = model.reasoning.supported && model.reasoning.defaultOn !== false;
  const answered = output.typical + (thinks ? reasoning.typical : 0);
  const sums = price.value.variants.flatMap(
    ({ prices }) => figureOf(prices, input.typical, share, answered) ?? [],
  );
  if (sums.length === 0) return undefined;
  const target = ctx.settings.currency;
  const converted = convert(Math.min(...sums) * ratio, offer.currency, target, ctx.catalogue.exchangeRates);
  return converted.known ? converted.value.amount : undefined;
}

function figureOf(prices: Prices, input: number, cacheShare: number, output: number): number | undefined {
  if (prices.input === undefined || prices.output === undefined) return undefined;
  const read = prices.cacheRead ?? prices.input;
  return input * ((1 - cacheShare) * prices.input + cacheShare * read) + output * prices.output;
}
