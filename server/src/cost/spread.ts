/** A quantity as a distribution: the quantile function draws come from, and statistics of drawn values. */
import type { MoneyRange } from "../base/money";
import type { Quantity } from "../base/quantity";

export type Spread = Pick<Quantity, "low" | "typical" | "high" | "mean">;

/**
 * The value below which a share `u` of cases lies, 0 < u < 1. P10, P50 and P90 are met exactly: straight lines between them, an
 * exponential tail beyond P90 (heavy where the stated mean asks for it). Where even a light tail overshoots the mean, the stretch
 * from P50 to P90 bends down instead. The mean is met except where no curve through the three points has it.
 */
export function quantileFunction(spread: Spread): (u: number) => number {
  const { low, typical, high } = ordered(spread);
  if (low === high) return () => typical;
  const floor = Math.max(0, low - (typical - low) / 4);
  const { tail, bend } = shape(spread.mean, floor, low, typical, high);
  return (u) => {
    if (u < 0.1) return floor + (low - floor) * (u / 0.1);
    if (u < 0.5) return low + (typical - low) * ((u - 0.1) / 0.4);
    if (u < 0.9) return typical + (high - typical) * ((u - 0.5) / 0.4) ** bend;
    return high - tail * Math.log((1 - u) / 0.1);
  };
}

/** Variance of the distribution above, by its mid-quantiles. */
export function varianceOf(spread: Spread): number {
  if (spread.low === spread.high) return 0;
  const at = quantileFunction(spread);
  const steps = 200;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < steps; i++) {
    const value = at((i + 0.5) / steps);
    sum += value;
    squares += value * value;
  }
  return Math.max(0, squares / steps - (sum / steps) ** 2);
}

/** P10, P50, P90 and mean of values; zeros for none. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  let sum = 0;
  for (const value of sorted) sum += value;
  const mean = sorted.length === 0 ? 0 : sum / sorted.length;
  return {
    low: quantileOf(sorted, 0.1),
    typical: quantileOf(sorted, 0.5),
    high: quantileOf(sorted, 0.9),
    mean,
  };
}

/** The same as money. */
export function moneyOf(values: ArrayLike<number>, currency: string): MoneyRange {
  return { currency, ...spreadOf(values) };
}

/** Quantile of ascending values, between neighbours on a straight line. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return 0;
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

function ordered(spread: Spread): { low: number; typical: number; high: number } {
  const low = Math.max(0, Math.min(spread.low, spread.typical));
  const typical = Math.max(low, spread.typical);
  return { low, typical, high: Math.max(typical, spread.high) };
}

/** Tail length beyond P90 and bend between P50 and P90 that give the stated mean. */
function shape(
  mean: number,
  floor: number,
  low: number,
  typical: number,
  high: number,
): { tail: number; bend: number } {
  const lower = 0.1 * ((floor + low) / 2) + 0.4 * ((low + typical) / 2);
  const straight = lower + 0.4 * ((typical + high) / 2) + 0.1 * high;
  const lightest = (high - typical) / 4;
  const tail = (mean - straight) / 0.1;
  if (tail >= lightest) return { tail, bend: 1 };
  const stretch = (mean - lower - 0.1 * (high + lightest)) / 0.4;
  if (high <= typical || stretch <= typical) return { tail: lightest, bend: 8 };
  return { tail: lightest, bend: Math.min(8, Math.max(1, (high - typical) / (stretch - typical) - 1)) };
}
