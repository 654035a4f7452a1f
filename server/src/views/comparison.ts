/** Every offer one call could be sent to, with the same turns and the same text. */
import type { ComparisonView, OfferRow } from "../../../shared/view-models";
import { modelArgument } from "../advice/model-argument";
import { formatMoney, formatPercent, formatRange } from "../base/format";
import { ageInDays } from "../catalogue/price/effective";
import type { Catalogue, Model, Offer } from "../catalogue/types";
import { favouriteOffers, obstacleOf } from "../estimate/compare";
import {
  type CallEstimate,
  createPricer,
  type EstimateContext,
  type Priced,
} from "../estimate/estimate-call";
import { perMonth } from "../estimate/totals";
import { regionLabel, turnsText } from "./labels";
import { costView, plural } from "./summary";

export interface ComparisonOptions {
  /** Only offers of the call's own model: regions and hosts. */
  readonly sameModel: boolean;
  readonly uri: string;
  readonly title?: string;
  /** Runs per month of the entry; left out: as directives and settings say. */
  readonly runsPerMonth?: number | null;
  /** YYYY-MM-DD, for the age of prices. */
  readonly today: string;
}

/** The current offer first, then what fits by typical cost, then what does not fit, with the reason. */
export function comparisonView(
  estimate: CallEstimate,
  ctx: EstimateContext,
  options: ComparisonOptions,
): ComparisonView {
  const steps = comparing(estimate, ctx, options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** The same, offer by offer: more than a thousand take long enough that a caller may want to pause or to stop in between. */
export function* comparing(
  estimate: CallEstimate,
  ctx: EstimateContext,
  options: ComparisonOptions,
): Generator<void, ComparisonView, void> {
  const current = estimate.priced.known ? estimate.priced.value : null;
  const { offers, leftOut } = offersToCompare(estimate, ctx, options.sameModel);
  const price = createPricer(estimate.call, ctx);
  const rows: OfferRow[] = [];
  const unpriced = new Map<string, number>();
  const row = rowMaker(estimate, ctx, options);
  for (const { model, offer } of offers) {
    const priced =
      offer.id === current?.offer.id ? { known: true as const, value: current } : price(model, offer);
    if (priced.known) rows.push(row(priced.value));
    else count(unpriced, whyUnpriced(priced.reason));
    yield;
  }
  rows.sort(
    (a, b) =>
      Number(b.current) - Number(a.current) ||
      Number(a.obstacle !== null) - Number(b.obstacle !== null) ||
      a.cost.typical - b.cost.typical ||
      a.offerId.localeCompare(b.offerId),
  );
  const { site, shape } = estimate.call;
  return {
    callId: site.id,
    title: options.title ?? `${options.sameModel ? "Regions" : "Models"} for ${site.api}`,
    entry: shape.entry.name,
    uri: options.uri,
    currency: current?.run.cost.currency ?? ctx.settings.currency,
    turnsText: turnsText(estimate.measured.turns),
    assumptions: estimate.assumptions.map((assumption) => assumption.text),
    rows,
    canEdit: site.model.literal !== null && estimate.call.overrides.model === null,
    leftOut: [...leftOut, ...[...unpriced].map(([reason, n]) => `${plural(n, "offer")} ${reason}`)],
  };
}

interface Candidate {
  readonly model: Model;
  readonly offer: Offer;
}

/** Offers that can answer in text at once; batch only where no turn waits for the one before. */
function offersToCompare(
  estimate: CallEstimate,
  ctx: EstimateContext,
  sameModel: boolean,
): { readonly offers: readonly Candidate[]; readonly leftOut: readonly string[] } {
  const current = estimate.offer.known ? estimate.offer.value.id : null;
  const own = estimate.model.known ? estimate.model.value.id : null;
  const waits = !["none", "map"].includes(estimate.call.shape.kind);
  const left = new Map<string, number>();
  const offers = ctx.catalogue.offers.flatMap((offer): Candidate[] => {
    const model = ctx.catalogue.models.get(offer.model);
    if (!model || (sameModel && offer.model !== own)) return [];
    const reason = leftOutBecause(model, offer, waits) ?? collectionOnly(offer, own);
    if (reason === null || offer.id === current) return [{ model, offer }];
    count(left, reason);
    return [];
  });
  return { offers, leftOut: [...left].map(([reason, n]) => `${plural(n, "offer")} ${reason}`) };
}

/** Hundreds of models only a collection knows would bury the others; the call's own model is shown wherever it is sold. */
function collectionOnly(offer: Offer, own: string | null): string | null {
  return offer.layer === "broad" && offer.model !== own ? "that only the broad collection lists" : null;
}

function leftOutBecause(model: Model, offer: Offer, waits: boolean): string | null {
  if (model.outputModalities.length > 0 && !model.outputModalities.includes("text"))
    return "of models that write no text";
  if (offer.unit !== "token") return "not billed per token";
  if (waits && offer.serviceTier.startsWith("batch")) return "in batch: a turn here waits for the one before";
  return null;
}

/** Reasons name the offer; rows left out are counted by kind. */
function whyUnpriced(reason: string): string {
  if (/does not fit/.test(reason)) return "whose context window the first request does not fit";
  if (/no known price|has no price|no price at/i.test(reason)) return "without a price for this day";
  if (/states no (input|output) price/.test(reason)) return "with an incomplete price";
  return "that cannot be priced";
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function rowMaker(
  estimate: CallEstimate,
  ctx: EstimateContext,
  options: ComparisonOptions,
): (priced: Priced) => OfferRow {
  const current = estimate.priced.known ? estimate.priced.value : null;
  const { catalogue, settings } = ctx;
  const named = favouriteOffers(catalogue, [...settings.favourites, ...catalogue.favourites]);
  const favourites = new Set(named.map((offer) => offer.id));
  const runs = options.runsPerMonth ?? settings.runsPerMonth;
  return (priced) => {
    const { offer, model, run, price } = priced;
    const { cost, tokens } = run;
    const isCurrent = offer.id === current?.offer.id;
    const percent = differencePercent(priced, current);
    const month = perMonth(
      { ...estimate, priced: { known: true, value: priced }, measured: priced.measured },
      runs,
    );
    const argument = modelArgument(estimate, offer, catalogue);
    return {
      ...namesOf(catalogue, model, offer),
      current: isCurrent,
      favourite: favourites.has(offer.id),
      cost: costView(cost),
      costText: formatMoney(cost.typical, cost.currency),
      rangeText: formatRange(cost.low, cost.high, cost.currency),
      differencePercent: percent,
      differenceText: percent === null || isCurrent ? "" : formatPercent(percent),
      perMonth: month?.mean ?? null,
      perMonthText: month ? formatMoney(month.mean, month.currency) : null,
      inputTokens: Math.round(tokens.input.typical),
      outputTokens: Math.round(tokens.output.typical + tokens.reasoning.typical),
      tokensExact: priced.tokensExact,
      contextWindow: model.contextWindow,
      obstacle: obstacleOf(estimate, priced, ctx),
      checked: price.period.checked,
      priceAgeDays: Math.max(0, ageInDays(price.period.checked, options.today) || 0),
      hostModelId: offer.hostModelId,
      modelArgument: argument.known ? argument.value : null,
      byTurn: run.byTurn.map((turn) => turn.cumulative),
    };
  };
}

function namesOf(catalogue: Catalogue, model: Model, offer: Offer) {
  const host = catalogue.hosts.get(offer.host);
  const region = catalogue.regions.get(offer.region);
  return {
    offerId: offer.id,
    model: model.id,
    modelName: model.name,
    host: offer.host,
    hostName: host?.name ?? offer.host,
    region: offer.region,
    regionName: regionLabel(catalogue, offer.region),
    country: region?.country ?? null,
    serviceTier: offer.serviceTier,
  };
}

/** null without a present cost, or where the two are in different currencies for want of a rate. */
function differencePercent(priced: Priced, current: Priced | null): number | null {
  if (current === null || current.run.cost.typical <= 0) return null;
  if (priced.run.cost.currency !== current.run.cost.currency) return null;
  return (priced.run.cost.typical / current.run.cost.typical - 1) * 100;
}
