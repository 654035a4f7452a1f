/** Machines of one's own: the formula with its numbers, and the volume from which it beats the APIs that sell the same model. */
import { convert } from "../../catalogue/price/currency";
import { priceAt } from "../../catalogue/price/effective";
import { type BreakEven, breakEven } from "../../catalogue/self-hosted/break-even";
import {
  type SelfHostedCost,
  type SelfHostedFormula,
  selfHostedCost,
} from "../../catalogue/self-hosted/formula";
import type { Catalogue, Offer, When } from "../../catalogue/types";

/** Input's part of all tokens where nobody says: three tokens in for one out. An assumption, shown with the result. */
export const DEFAULT_INPUT_SHARE = 0.75;

export interface Against extends BreakEven {
  readonly offerId: string;
}

export interface SelfHostedView {
  readonly formula: SelfHostedFormula;
  readonly cost: SelfHostedCost;
  readonly inputShare: number;
  /** The cheapest API first. */
  readonly breakEven: readonly Against[];
  /** Why there is no break-even; null where there is one. */
  readonly noBreakEven: string | null;
}

export interface Rivals {
  /** Models that the machines serve. */
  readonly models: readonly string[];
  /** Offers compared with; empty = the standard offers of the models that are sold by the token. */
  readonly offerIds: readonly string[];
  readonly inputShare: number;
}

const MOST_RIVALS = 5;

/** undefined for a formula that cannot be computed; offers of the catalogue always can. */
export function selfHostedView(
  catalogue: Catalogue,
  formula: SelfHostedFormula,
  when: When,
  { models, offerIds, inputShare }: Rivals,
): SelfHostedView | undefined {
  const cost = selfHostedCost(formula);
  if (!cost.known) return undefined;
  const named = offerIds.flatMap((id) => catalogue.offersById.get(id) ?? []);
  const others = models
    .flatMap((model) => catalogue.offersByModel.get(model) ?? [])
    .filter((offer) => offer.serviceTier === "standard" && offer.selfHosted === undefined);
  const rivals = offerIds.length > 0 ? named : others;
  let reason = rivals.length === 0 ? "The catalogue has no API that sells this model" : null;
  const found = rivals.flatMap((offer): Against[] => {
    const api = pricesIn(catalogue, offer, when, formula.currency);
    if (api === undefined) return [];
    const result = breakEven(formula, cost.value, api, inputShare);
    if (!result.known) reason = result.reason;
    return result.known ? [{ offerId: offer.id, ...result.value }] : [];
  });
  found.sort((a, b) => a.apiPerMillion - b.apiPerMillion);
  if (found.length > 0) reason = null;
  else reason ??= "No API that sells this model has a known price on this day";
  return {
    formula,
    cost: cost.value,
    inputShare,
    breakEven: found.slice(0, MOST_RIVALS),
    noBreakEven: reason,
  };
}

/** Price outside tariff windows and long prompts. */
function pricesIn(
  catalogue: Catalogue,
  offer: Offer,
  when: When,
  currency: string,
): { readonly input: number; readonly output: number } | undefined {
  const price = priceAt(offer, when, catalogue.calendars);
  const rate = convert(1, offer.currency, currency, catalogue.exchangeRates);
  if (!price.known || !rate.known) return undefined;
  const { input, output } = price.value.period.prices;
  if (input === undefined || output === undefined) return undefined;
  return { input: input * rate.value.amount, output: output * rate.value.amount };
}
