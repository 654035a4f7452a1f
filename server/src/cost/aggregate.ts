/**
 * Sums over runs and over time (design, section 2, Distribution). Means add. Quantiles do not: the sum's variance is added up and a
 * log-normal with the sum's mean and variance gives P10, P50 and P90.
 */
import { type Known, known, unknown } from "../base/known";
import { type MoneyRange, scaleMoney } from "../base/money";
import type { Basis, Quantity } from "../base/quantity";
import { Z90 } from "./normal";
import { varianceOf } from "./spread";

/** A run inside a sum. */
export interface RunPart {
  readonly cost: MoneyRange;
  /** How often it runs: outer loops. */
  readonly times: Quantity;
  /** Basis of the cost's weakest quantity: tells how much of its spread is doubt that repeating does not average out. */
  readonly basis: Basis;
}

/**
 * Share of a run's standard deviation that is doubt about the parameters, common to all repeats, by basis; the rest differs from
 * run to run. A judgement: a prior may be wrong for every run alike, a count may not.
 */
export const SHARED_DOUBT: Readonly<Record<Basis, number>> = {
  counted: 0,
  calibrated: 0.2,
  configured: 0.2,
  declared: 0.5,
  assumed: 0.7,
};

/** The P10, P50 and P90 of a positive amount with this mean and variance, taken as log-normal. */
export function rangeOfMoments(mean: number, variance: number, currency: string): MoneyRange {
  if (mean <= 0 || variance <= 0) return { currency, low: mean, typical: mean, high: mean, mean };
  const sigma2 = Math.log(1 + variance / (mean * mean));
  const middle = mean / Math.exp(sigma2 / 2);
  const step = Math.exp(Z90 * Math.sqrt(sigma2));
  return { currency, low: middle / step, typical: middle, high: middle * step, mean };
}

/** A run `times` over. One repeat exactly keeps its own quantiles. */
export function repeatCost(part: RunPart): MoneyRange {
  if (part.times.low === part.times.high && part.times.typical === 1) return part.cost;
  const { mean, variance } = momentsOf(part);
  return rangeOfMoments(mean, variance, part.cost.currency);
}

/**
 * Cost of all runs together, runs independent of each other. Unknown for an empty list or mixed currencies: convert first. A single part
 * is its own sum.
 */
export function sumRuns(parts: readonly RunPart[]): Known<MoneyRange> {
  const [first] = parts;
  if (first === undefined) return unknown("There is no priced run");
  const { currency } = first.cost;
  if (parts.some((part) => part.cost.currency !== currency))
    return unknown("The runs are priced in different currencies; an exchange rate is missing");
  if (parts.length === 1) return known(repeatCost(first));
  let mean = 0;
  let variance = 0;
  for (const part of parts) {
    const moments = momentsOf(part);
    mean += moments.mean;
    variance += moments.variance;
  }
  return known(rangeOfMoments(mean, variance, currency));
}

/**
 * Runs per month x mean. low and high bound the mean, not a month: over many runs chance averages out and the doubt about the
 * parameters stays. typical equals the mean.
 */
export function monthlyCost(cost: MoneyRange, runsPerMonth: number, basis: Basis): MoneyRange {
  const doubt = SHARED_DOUBT[basis] ** 2 * varianceOf(cost);
  const range = rangeOfMoments(cost.mean, doubt, cost.currency);
  return scaleMoney(
    {
      ...range,
      typical: cost.mean,
      low: Math.min(range.low, cost.mean),
      high: Math.max(range.high, cost.mean),
    },
    runsPerMonth,
  );
}

/** Var of the sum of T runs: E[T] own + E[T²] shared + Var(T) mean². */
function momentsOf(part: RunPart): { mean: number; variance: number } {
  const { cost, times } = part;
  const shared = SHARED_DOUBT[part.basis] ** 2;
  const spread = varianceOf(cost);
  const timesVariance = varianceOf(times);
  return {
    mean: times.mean * cost.mean,
    variance:
      times.mean * (1 - shared) * spread +
      (times.mean ** 2 + timesVariance) * shared * spread +
      timesVariance * cost.mean ** 2,
  };
}
