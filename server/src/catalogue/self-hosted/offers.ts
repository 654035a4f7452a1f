/** Gives offers with a formula their price, once the whole catalogue with its parts and exchange rates is known. */
import type { Range } from "../../base/range";
import type { SelfHostedEntry } from "../schema/self-hosted";
import type { ExchangeRate, Offer, PricePeriod, Prices } from "../types";
import { formulaOf } from "./entry";
import { type SelfHostedCost, type SelfHostedFormula, selfHostedCost } from "./formula";
import type { SelfHostedPresets } from "./presets";

/** A user's offer that is to be computed, and where it stands. */
export interface PendingOffer {
  readonly offerId: string;
  readonly entry: SelfHostedEntry;
  readonly path: string;
  readonly range: Range;
}

export interface PendingProblem {
  readonly path: string;
  readonly message: string;
  readonly range: Range;
}

/** Replaces each pending offer by one with prices. What cannot be computed goes, with a problem at its place: no price is invented. */
export function priceSelfHosted(
  offers: Map<string, Offer>,
  pending: readonly PendingOffer[],
  presets: SelfHostedPresets,
  exchangeRates: readonly ExchangeRate[],
): readonly PendingProblem[] {
  const problems: PendingProblem[] = [];
  for (const { offerId, entry, path, range } of pending) {
    const offer = offers.get(offerId);
    // A later layer may have replaced it by plain prices, or hidden it.
    if (offer === undefined || offer.origin !== path) continue;
    const formula = formulaOf(entry, { presets, exchangeRates, currency: offer.currency });
    const cost = formula.known ? selfHostedCost(formula.value) : formula;
    if (!formula.known || !cost.known) {
      offers.delete(offerId);
      problems.push({ path, range, message: cost.known ? "selfHosted cannot be computed" : cost.reason });
      continue;
    }
    offers.set(offerId, {
      ...offer,
      periods: offer.periods.map((period) => computed(period, formula.value, cost.value)),
      selfHosted: formula.value,
    });
  }
  return problems;
}

function computed(period: PricePeriod, formula: SelfHostedFormula, cost: SelfHostedCost): PricePeriod {
  const at = (end: "low" | "typical" | "high"): Prices => ({
    ...(cost.input === null ? {} : { input: cost.input[end] }),
    output: cost.output[end],
  });
  return {
    ...period,
    prices: at("typical"),
    doubt: { low: at("low"), high: at("high") },
    derived: `computed from ${formula.gpus} x ${formula.gpu} at ${Math.round(formula.utilisation.typical * 100)}% use; throughput: ${formula.benchmark}`,
  };
}
