/** The estimate of one call site on its present offer, or the reason why it has no price. */

import type { Settings } from "../../../shared/settings";
import { type Known, known, unknown } from "../base/known";
import type { MoneyRange } from "../base/money";
import { scaleMoney } from "../base/money";
import { exactly } from "../base/quantity";
import type { Calibration } from "../calibration/calibration";
import type { ModelMatch } from "../catalogue/match/match";
import { offerOfMatch } from "../catalogue/match/resolve";
import { cachingRuleFor } from "../catalogue/price/caching";
import { convert } from "../catalogue/price/currency";
import { type EffectivePrice, priceAt } from "../catalogue/price/effective";
import type { CachingRule, Catalogue, Model, Offer, When } from "../catalogue/types";
import { drawRuns } from "../cost/draws";
import type { TurnCost } from "../cost/estimate-run";
import { lengthThresholds, type PriceAssumption } from "../cost/price";
import type { RunDraw, RunInputs } from "../cost/run-model";
import { type RunTokens, type UsageOfDraws, usageOfDraws } from "../cost/usage";
import type { Place } from "../facts/located";
import { familyOf, familyTokens } from "../tokens/families";
import { BASE_ENCODING, type TextCount } from "../tokens/types";
import { chooseArchetype } from "./archetypes/choose";
import { recordsWithout, varianceOfVariants } from "./archetypes/priors-of";
import { assumptionsOf } from "./assumptions";
import { billingKey, billingOf } from "./billing/billing";
import { applyCalibration } from "./calibration/apply";
import { keyOfCall } from "./calibration/call-name";
import type { CallAnalysis } from "./call-analysis";
import { type Assumption, boundInTurns, type Measured, measure } from "./measure";
import { rememberedMatch } from "./model-matches";
import { runInputs } from "./run-inputs";
import { costThrough, type RunMemo, usageThrough } from "./run-memo";

export interface EstimateContext {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly when: When;
  readonly count: (text: string) => TextCount | undefined;
  readonly placeText: (place: Place) => string;
  /** Recorded agent whose figures no prior may rest on: the accuracy benchmark leaves out the one it scores. */
  readonly leaveOut?: string;
  /** What the user's own recorded runs say, by call. */
  readonly calibration?: Calibration;
  /** Runs drawn before; left out, every estimate draws its own. */
  readonly runs?: RunMemo;
}

/** Cost of one run at one offer. */
export interface PricedRun {
  readonly tokens: RunTokens;
  readonly cost: MoneyRange;
  readonly byTurn: readonly TurnCost[];
  readonly priceAssumptions: readonly PriceAssumption[];
  readonly overflowTurn: number | null;
  /** Shares of the draws, 0 to 1. */
  readonly overflowShare: number;
  readonly boundShare: number;
}

/** A call priced on one offer. Money in the settings' currency where a rate is known, else as quoted. */
export interface Priced {
  readonly offer: Offer;
  readonly model: Model;
  readonly price: EffectivePrice;
  readonly caching: CachingRule | undefined;
  readonly measured: Measured;
  readonly inputs: RunInputs;
  readonly run: PricedRun;
  /** "2026-11-20: 1 USD = 7.1 CNY (source)"; null when nothing was converted. */
  readonly conversion: string | null;
  /** Token counts are the family's own, not a ratio. */
  readonly tokensExact: boolean;
}

export interface CallEstimate {
  readonly call: CallAnalysis;
  readonly model: Known<Model>;
  readonly offer: Known<Offer>;
  /** Quantities; with an unknown model they are in o200k tokens. */
  readonly measured: Measured;
  readonly priced: Known<Priced>;
  /** Token totals of a run, also without a price (in o200k tokens then). */
  readonly usage: RunTokens;
  /** First turn that does not fit the window at the typical run; null where all fit or the window is unknown. */
  readonly overflowTurn: number | null;
  readonly assumptions: readonly Assumption[];
}

/** Draws per run: P10 and P90 rest on 20 cases each side. The seed is fixed: the same code gives the same bytes. */
export const DRAWS = { seed: 20260730, count: 200 } as const;

export function estimateCall(call: CallAnalysis, ctx: EstimateContext): CallEstimate {
  const match = modelOf(call, ctx);
  const offer = match.known ? offerOf(call, match.value, ctx) : match;
  if (match.known && offer.known) {
    const priced = priceOn(call, match.value.model, offer.value, ctx);
    if (priced.known) {
      const { measured, run } = priced.value;
      return finish(call, known(match.value.model), offer, measured, priced, run.tokens);
    }
    return unpriced(call, known(match.value.model), offer, priced, ctx);
  }
  const reason = unknown(match.known ? (offer.known ? "" : offer.reason) : match.reason);
  return unpriced(
    call,
    match.known ? known(match.value.model) : reason,
    offer.known ? offer : reason,
    reason,
    ctx,
  );
}

function finish(
  call: CallAnalysis,
  model: Known<Model>,
  offer: Known<Offer>,
  measured: Measured,
  priced: Known<Priced>,
  usage: RunTokens,
  overflowTurn: number | null = null,
): CallEstimate {
  const gaps = priced.known ? priced.value.run.priceAssumptions : [];
  const assumptions = assumptionsOf(measured, call.shape, gaps);
  const overflow = priced.known ? priced.value.run.overflowTurn : overflowTurn;
  return { call, model, offer, measured, priced, usage, overflowTurn: overflow, assumptions };
}

/** Tokens without a price: the shape of the run is worth showing all the same. */
function unpriced(
  call: CallAnalysis,
  model: Known<Model>,
  offer: Known<Offer>,
  priced: Known<Priced>,
  ctx: EstimateContext,
): CallEstimate {
  const measured = measuredFor(call, model.known ? model.value : undefined, ctx);
  const inputs = runInputs(call.site, call.shape, call.prompt, measured, {
    model: model.known ? model.value : NO_MODEL,
    caching: undefined,
  });
  const usage = usageThrough(ctx.runs, inputs, [], (given) => usageOfDraws(given, drawRuns(given, DRAWS)));
  return finish(call, model, offer, measured, priced, usage.tokens, usage.overflowTurn);
}

const NO_MODEL: Model = {
  id: "",
  name: "",
  lab: "",
  aliases: [],
  released: null,
  contextWindow: null,
  maxInput: null,
  maxOutput: null,
  inputModalities: [],
  outputModalities: [],
  openWeights: false,
  tokenizerFamily: null,
  tools: null,
  reasoning: { supported: false, defaultOn: null, resent: null },
};

function modelOf(call: CallAnalysis, ctx: EstimateContext): Known<ModelMatch> {
  const { site, overrides } = call;
  const written = overrides.model ?? site.model.id;
  if (written === null)
    return unknown(`The model is not known: ${site.model.reason ?? "it is set at run time"}`);
  if (site.unknownBaseUrl !== null && overrides.host === null) {
    return unknown(
      `No host of the catalogue serves ${site.unknownBaseUrl}; add it to farebox.catalogue.yaml or pin host=… in a directive`,
    );
  }
  return rememberedMatch(ctx.catalogue, written, overrides.host ?? site.host ?? undefined);
}

function offerOf(call: CallAnalysis, match: ModelMatch, ctx: EstimateContext): Known<Offer> {
  return offerOfMatch(ctx.catalogue, match, call.site, call.overrides);
}

/** Prices one call on offers. Turns and visible text stay, tokens and prices change. */
export type Pricer = (model: Model, offer: Offer) => Known<Priced>;

/** The call's run priced on any one offer; for many offers make one `createPricer`. */
export function priceOn(call: CallAnalysis, model: Model, offer: Offer, ctx: EstimateContext): Known<Priced> {
  return createPricer(call, ctx)(model, offer);
}

/**
 * A pricer that walks the draws once per distinct inputs (tokenizer family, caching plan, limits, length thresholds): a comparison
 * over all offers then costs a few sums per offer.
 */
export function createPricer(call: CallAnalysis, ctx: EstimateContext): Pricer {
  const measures = new Map<string, Measured>();
  const drawn = new Map<string, readonly RunDraw[]>();
  const usages = new Map<string, UsageOfDraws>();
  return (model, offer) => {
    if (offer.unit !== "token") return unknown(`${offer.id} is billed per ${offer.unit}, not per token`);
    const price = priceAt(offer, ctx.when, ctx.catalogue.calendars);
    if (!price.known) return price;
    const caching = cachingRuleFor(ctx.catalogue, offer);
    const kind = `${model.tokenizerFamily}|${billingKey(billingOf(model, call.site), call.site)}`;
    const measured = once(measures, kind, () => measuredFor(call, model, ctx));
    const inputs = runInputs(call.site, call.shape, call.prompt, measured, { model, caching });
    const drawKey = `${kind}|${JSON.stringify(inputs.cache.hitShare)}`;
    const draws = (given: RunInputs): readonly RunDraw[] =>
      once(drawn, drawKey, () =>
        withHitShare(
          once(drawn, kind, () => drawRuns(given, DRAWS)),
          given,
        ),
      );
    const thresholds = lengthThresholds([price.value]);
    const { growth, cache, limits, reasoningResent } = inputs;
    const usageKey = `${drawKey}|${JSON.stringify([growth, cache, limits, reasoningResent, thresholds])}`;
    const usage = once(usages, usageKey, () =>
      usageThrough(ctx.runs, inputs, thresholds, (given) => usageOfDraws(given, draws(given), thresholds)),
    );
    const run = runOf(usage, price.value, offer);
    if (!run.known) return run;
    const tokensExact = familyOf(model.tokenizerFamily).exact;
    const converted = inCurrency(run.value, ctx);
    return known({ offer, model, price: price.value, caching, measured, inputs, ...converted, tokensExact });
  };
}

/**
 * The draws with the hit shares of another caching plan. A draw's share comes from a column of random numbers of its own, so a run of
 * fixed sizes, which costs next to nothing to draw, yields the same shares.
 */
function withHitShare(draws: readonly RunDraw[], inputs: RunInputs): readonly RunDraw[] {
  const one = exactly(1, "counted", "");
  const sizes = { turns: one, output: one, reasoning: one, result: one, secondsBetweenTurns: one };
  const shares = drawRuns({ ...inputs, ...sizes }, DRAWS);
  return draws.map((draw, i) => ({ ...draw, hitShare: shares[i]?.hitShare ?? draw.hitShare }));
}

function once<T>(memo: Map<string, T>, key: string, make: () => T): T {
  const kept = memo.get(key);
  if (kept !== undefined) return kept;
  const value = make();
  memo.set(key, value);
  return value;
}

function runOf(usage: UsageOfDraws, price: EffectivePrice, offer: Offer): Known<PricedRun> {
  const cost = costThrough(usage, price, offer.currency);
  if (!cost.known) return cost;
  return known({
    tokens: usage.tokens,
    cost: cost.value.cost,
    byTurn: cost.value.byTurn,
    priceAssumptions: cost.value.assumptions,
    overflowTurn: usage.overflowTurn,
    overflowShare: usage.overflowShare,
    boundShare: usage.boundShare,
  });
}

/** A priced call's run with other numbers or other draws, at the same price and in the same currency. */
export function repriced(
  priced: Priced,
  inputs: RunInputs,
  draws: readonly RunDraw[],
  ctx: EstimateContext,
): Known<PricedRun> {
  const usage = usageOfDraws(inputs, draws, lengthThresholds([priced.price]));
  const run = runOf(usage, priced.price, priced.offer);
  return run.known ? known(inCurrency(run.value, ctx).run) : run;
}

/** What the call's run is simulated from; without a price in o200k tokens. */
export function inputsOf({ call, model, measured, priced }: CallEstimate): RunInputs {
  if (priced.known) return priced.value.inputs;
  return runInputs(call.site, call.shape, call.prompt, measured, {
    model: model.known ? model.value : NO_MODEL,
    caching: undefined,
  });
}

function inCurrency(
  run: PricedRun,
  ctx: EstimateContext,
): { readonly run: PricedRun; readonly conversion: string | null } {
  const target = ctx.settings.currency;
  const from = run.cost.currency;
  if (from === target) return { run, conversion: null };
  const one = convert(1, from, target, ctx.catalogue.exchangeRates);
  if (!one.known) return { run, conversion: null };
  const { amount, rate } = one.value;
  const byTurn = run.byTurn.map((turn) => ({
    ...turn,
    cost: turn.cost * amount,
    cumulative: turn.cumulative * amount,
  }));
  const conversion = `1 ${from} = ${amount.toPrecision(4)} ${target} (${rate.date}, ${rate.source})`;
  return { run: { ...run, cost: scaleMoney(run.cost, amount, target), byTurn }, conversion };
}

function measuredFor(call: CallAnalysis, model: Model | undefined, ctx: EstimateContext): Measured {
  const family = familyOf(model?.tokenizerFamily ?? null);
  const tokensOf = (text: string): { low: number; typical: number; high: number } | undefined => {
    const count = ctx.count(text);
    return count ? familyTokens(count, family) : undefined;
  };
  const measured = measure(call.site, call.shape, call.prompt, {
    settings: ctx.settings,
    pins: call.pins,
    tokensOf,
    ratio: family.ratio.english,
    baseTokensOf: (text) => ctx.count(text)?.tokens[BASE_ENCODING],
    billing: billingOf(model, call.site),
    placeText: ctx.placeText,
    archetype: chooseArchetype(call.site, call.shape, call.prompt, call.toolCode),
    records: recordsWithout(ctx.leaveOut),
    toolCode: call.toolCode ?? [],
  });
  const calibrated = ctx.calibration?.calls.get(keyOfCall(call));
  if (!calibrated) return measured;
  return applyCalibration(measured, calibrated, {
    model: model?.id ?? null,
    scale: family.ratio.english / familyOf(calibrated.family ?? "o200k_base").ratio.english,
    bound: boundInTurns(call.shape),
    outputCap: call.site.maxOutputTokens,
    growth: call.shape.growth.kind,
    variants: varianceOfVariants(recordsWithout(ctx.leaveOut)),
  });
}
