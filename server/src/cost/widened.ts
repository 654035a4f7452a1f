/**
 * A distribution with a further doubt: its quantiles move away from the median as those of a log-normal do when an independent doubt is
 * added, so that distances on the logarithmic scale add up in squares. Without doubt nothing changes.
 */
import { normalQuantile, Z90 } from "./normal";
import type { Spread } from "./spread";

/** `value` is the quantile of share `u`; `doubt`: standard deviation of the natural logarithm. */
export function widenedQuantile(value: number, median: number, u: number, doubt: number): number {
  if (doubt <= 0 || value <= 0 || median <= 0 || u === 0.5) return value;
  const away = Math.hypot(Math.log(value / median), normalQuantile(u) * doubt);
  return median * Math.exp(u > 0.5 ? away : -away);
}

/** P10 and P90 further out; the median and the mean stay. */
export function widenedSpread(spread: Spread, doubt: number): Spread {
  const { low, typical, high, mean } = spread;
  const out = Z90 * doubt;
  if (out <= 0 || typical <= 0) return spread;
  const away = (value: number): number => Math.exp(Math.hypot(Math.log(value / typical), out));
  return {
    low: low > 0 ? typical / away(low) : low,
    typical,
    high: high > 0 ? typical * away(high) : high,
    mean,
  };
}
