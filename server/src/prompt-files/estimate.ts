/** What a prompt file costs while it is sent: tokens of each part, and 100 turns of them on one offer. */
import { type Known, known, unknown } from "../base/known";
import { type MoneyRange, scaleMoney } from "../base/money";
import { addQuantities, type Quantity, scaleQuantity } from "../base/quantity";
import { matchModel } from "../catalogue/match/match";
import { offerOfMatch } from "../catalogue/match/resolve";
import { convert } from "../catalogue/price/currency";
import { type EffectivePrice, priceAt, pricesForLength } from "../catalogue/price/effective";
import type { Catalogue, Offer } from "../catalogue/types";
import { favouriteOffers } from "../estimate/compare";
import type { EstimateContext } from "../estimate/estimate-call";
import { sizeOfHole } from "../prompts/size-priors";
import { familyOf, familyTokens } from "../tokens/families";
import type { Family } from "../tokens/types";
import type { Sent } from "./kinds";
import type { PromptFile, PromptFilePart } from "./read";

/** Turns that a cost is given for. */
export const TURNS = 100;

export interface PartEstimate {
  readonly label: string;
  readonly sent: Sent;
  /** In the model's own tokens. */
  readonly tokens: Quantity;
  /** Names of what is filled in at run time, each once. */
  readonly holes: readonly string[];
  /** Input of TURNS turns that each hold the part: low where a cache reads it on every turn but the first, high where none does. */
  readonly cost: Known<MoneyRange>;
}

export interface PromptFileEstimate {
  readonly file: PromptFile;
  readonly parts: readonly PartEstimate[];
  readonly offer: Known<Offer>;
  /** Who chose the model: the file, the setting, or the first favourite. */
  readonly chosenBy: "the file" | "farebox.promptFiles.model" | "the first favourite" | null;
}

/** Every text whose tokens the estimate needs. */
export function textsOfPromptFile({ parts }: PromptFile): readonly string[] {
  return parts.flatMap(({ segments }) =>
    segments.flatMap((each) => (each.kind === "text" ? [each.text] : [])),
  );
}

/** The offer whose model the file is for, and who chose it. */
export function chosenOffer(
  file: PromptFile,
  { settings, catalogue }: Pick<EstimateContext, "settings" | "catalogue">,
): Pick<PromptFileEstimate, "offer" | "chosenBy"> {
  if (file.model !== null) return { offer: offerNamed(catalogue, file.model), chosenBy: "the file" };
  const { model } = settings.promptFiles;
  if (model !== null) {
    const [favourite] = favouriteOffers(catalogue, [model]);
    const offer = model.includes("@") && favourite ? known(favourite) : offerNamed(catalogue, model);
    return { offer, chosenBy: "farebox.promptFiles.model" };
  }
  const [first] = favouriteOffers(catalogue, [...settings.favourites, ...catalogue.favourites]);
  if (first) return { offer: known(first), chosenBy: "the first favourite" };
  return { offer: unknown("no model is chosen; set farebox.promptFiles.model"), chosenBy: null };
}

function offerNamed(catalogue: Catalogue, id: string): Known<Offer> {
  const match = matchModel(catalogue, id);
  return match.known ? offerOfMatch(catalogue, match.value, {}) : match;
}

export function estimatePromptFile(file: PromptFile, ctx: EstimateContext): PromptFileEstimate {
  const chosen = chosenOffer(file, ctx);
  const model = chosen.offer.known ? ctx.catalogue.models.get(chosen.offer.value.model) : undefined;
  const family = familyOf(model ? model.tokenizerFamily : null);
  return {
    file,
    ...chosen,
    parts: file.parts.map((part) => estimatePart(file, part, family, chosen.offer, ctx)),
  };
}

function estimatePart(
  { path, kind }: PromptFile,
  { label, sent, segments }: PromptFilePart,
  family: Family,
  offer: Known<Offer>,
  ctx: EstimateContext,
): PartEstimate {
  let tokens: Quantity = { low: 0, typical: 0, high: 0, mean: 0, basis: "counted", source: path };
  const holes = new Set<string>();
  for (const segment of segments) {
    if (segment.kind === "hole") {
      holes.add(segment.name);
      tokens = addQuantities(tokens, scaleQuantity(sizeOfHole(segment.name), family.ratio.english));
      continue;
    }
    const count = ctx.count(segment.text);
    if (count === undefined) continue;
    const { low, typical, high } = familyTokens(count, family);
    tokens = addQuantities(tokens, { low, typical, high, mean: typical, basis: "counted", source: path });
  }
  const cost = offer.known ? costOfTurns(tokens, offer.value, kind.isPrefix, ctx) : offer;
  return { label, sent, tokens, holes: [...holes], cost };
}

/** The typical case reads a prefix from the cache wherever the offer has a price for that. */
function costOfTurns(
  tokens: Quantity,
  offer: Offer,
  isPrefix: boolean,
  ctx: EstimateContext,
): Known<MoneyRange> {
  if (offer.unit !== "token") return unknown(`${offer.id} is billed per ${offer.unit}, not per token`);
  const price = priceAt(offer, ctx.when, ctx.catalogue.calendars);
  if (!price.known) return price;
  const rates = ratesOf(price.value, tokens.typical);
  if (!rates.known) return rates;
  const { uncached, cached } = rates.value;
  const typical = isPrefix ? cached : uncached;
  const sum = {
    currency: offer.currency,
    low: tokens.low * Math.min(cached, uncached),
    typical: tokens.typical * typical,
    high: tokens.high * Math.max(cached, uncached),
    mean: tokens.mean * typical,
  };
  const rate = convert(1, offer.currency, ctx.settings.currency, ctx.catalogue.exchangeRates);
  return known(rate.known ? scaleMoney(sum, rate.value.amount, ctx.settings.currency) : sum);
}

/** Money per token over TURNS turns. Prices of several tariff windows are weighted by their share of the time. */
function ratesOf(
  { variants }: EffectivePrice,
  length: number,
): Known<{ readonly uncached: number; readonly cached: number }> {
  let [uncached, cached, weight] = [0, 0, 0];
  for (const variant of variants) {
    const { input, cacheRead, cacheWrite } = pricesForLength(variant, Math.max(1, length));
    if (input === undefined) return unknown("the offer states no input price");
    const write = Math.min(...Object.values(cacheWrite ?? { none: input }));
    const read = cacheRead ?? input;
    uncached += variant.weight * input * TURNS;
    cached += variant.weight * (cacheRead === undefined ? input * TURNS : write + read * (TURNS - 1));
    weight += variant.weight;
  }
  if (weight === 0) return unknown("the offer has no price at this time");
  const scale = 1 / (weight * 1_000_000);
  return known({ uncached: uncached * scale, cached: cached * scale });
}
