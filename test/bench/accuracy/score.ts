/** How good an estimate was, from the recorded totals of its row. Pure. */

export interface Interval {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

export interface Score {
  /** Typical over the measured median. */
  readonly ratio: number;
  /** Share of runs from P10 to P90, both included. */
  readonly coverage: number;
  /** P90/P10 of the estimate over the measured P90/P10. */
  readonly width: number;
  /** Mean interval score at 80 %, in measured medians; less is better. */
  readonly interval: number;
}

/** Share of runs outside an interval from P10 to P90. */
const OUTSIDE = 0.2;

export function scoreOf(estimate: Interval, measured: readonly number[]): Score {
  const { low, typical, high } = spreadOfRuns(measured);
  const inside = measured.filter((total) => estimate.low <= total && total <= estimate.high).length;
  return {
    ratio: estimate.typical / typical,
    coverage: inside / measured.length,
    width: estimate.high / Math.max(1, estimate.low) / (high / low),
    interval: intervalScore(estimate, measured) / typical,
  };
}

/** Width plus 2 / 0.2 times the miss (Gneiting and Raftery 2007, section 6.2), averaged over the runs, in tokens. */
export function intervalScore({ low, high }: Interval, measured: readonly number[]): number {
  const sum = measured.reduce(
    (total, run) => total + (high - low) + (2 / OUTSIDE) * (Math.max(0, low - run) + Math.max(0, run - high)),
    0,
  );
  return sum / measured.length;
}

/** P10, P50 and P90, between neighbours on a straight line. */
export function spreadOfRuns(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  return { low: quantile(sorted, 0.1), typical: quantile(sorted, 0.5), high: quantile(sorted, 0.9) };
}

export function median(values: readonly number[]): number {
  return spreadOfRuns(values).typical;
}

function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/** Whether a is within a factor of b, either way. */
export function within(ratio: number, factor: number): boolean {
  return ratio <= factor && ratio >= 1 / factor;
}
