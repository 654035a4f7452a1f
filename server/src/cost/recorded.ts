/**
 * Draws from recorded runs. A draw takes a whole recorded run, so that whatever goes together in it (long runs and large results) stays
 * together, and scales its sizes a little, so that the draws spread like the next run and not only like the ones already seen.
 */
import { normalQuantile } from "./normal";
import type { RecordedRun } from "./run-model";
import { quantileOf, type Spread } from "./spread";
import { widenedQuantile } from "./widened";

/** A recorded run and the factor on all its token amounts. */
export interface RecordedChoice {
  readonly run: RecordedRun;
  readonly scale: number;
}

/** Least number of runs whose spread says anything. */
export const FEWEST_RUNS = 3;

/** Beyond these shares the distribution is flat: what lies farther out than any quantile shown would only distort the mean. */
const OUTERMOST = 0.09;

/** Output tokens cost about this many times input tokens; only the order of the runs rests on it. */
const OUTPUT_WEIGHT = 4;

/**
 * Value below which the next of a series lies with probability `u`, from the ascending values seen. The i-th of n stands for i / (n + 1),
 * which is right on average whatever the distribution; where so few values reach no such share, a log-normal with Student's t does.
 */
export function predictiveQuantile(sorted: readonly number[], u: number): number {
  const n = sorted.length;
  const at = u * (n + 1);
  if (at >= 1 && at <= n) return quantileOf(sorted, (at - 1) / Math.max(1, n - 1));
  const nearest = sorted[at < 1 ? 0 : n - 1] ?? 0;
  if (n < FEWEST_RUNS) return nearest;
  const tail = studentTail(sorted, Math.min(1 - OUTERMOST, Math.max(OUTERMOST, u)));
  return at < 1 ? Math.min(nearest, tail) : Math.max(nearest, tail);
}

/** P10, P50 and P90 of the next value, and the mean of those seen. Zeros for none. */
export function predictiveSpread(values: readonly number[]): Spread {
  if (values.length === 0) return { low: 0, typical: 0, high: 0, mean: 0 };
  const sorted = [...values].sort((a, b) => a - b);
  const mean = meanOf(values);
  const at = (u: number): number => predictiveQuantile(sorted, u);
  return { low: at(0.1), typical: at(0.5), high: at(0.9), mean };
}

/**
 * One recorded run per share of `shares` (0 to 1). Over evenly spread shares the mean input is that of the runs. With a doubt (standard
 * deviation of the natural logarithm) sizes spread further, and a run near the size that is wanted is taken.
 */
export function chooseRecorded(
  runs: readonly RecordedRun[],
  shares: readonly number[],
  doubt = 0,
): readonly RecordedChoice[] {
  const ordered = [...runs].sort((a, b) => sizeOf(a) - sizeOf(b));
  const sizes = ordered.map(sizeOf);
  const median = predictiveQuantile(sizes, 0.5);
  const spread = shares.map((u) =>
    widenedQuantile(
      predictiveQuantile(sizes, u),
      median,
      Math.min(1 - OUTERMOST, Math.max(OUTERMOST, u)),
      doubt,
    ),
  );
  const wanted = withMean(spread, shares, meanOf(sizes));
  const choices = shares.flatMap((u, i) => {
    const want = wanted[i] ?? 0;
    const own = Math.min(ordered.length, Math.max(1, Math.round(u * (ordered.length + 1)))) - 1;
    const at = doubt > 0 ? nearestIn(sizes, want) : own;
    const [run, size] = [ordered[at], sizes[at] ?? 0];
    return run ? [{ run, scale: size > 0 ? want / size : 1 }] : [];
  });
  // Sizes weigh output, of which long runs may have less: the mean of what is billed as input is set right by itself.
  const drawn = meanOf(choices.map(({ run, scale }) => scale * inputOf(run)));
  const factor = drawn > 0 ? meanOf(ordered.map(inputOf)) / drawn : 1;
  return choices.map(({ run, scale }) => ({ run, scale: scale * factor }));
}

/** Index of the ascending value nearest to `want` by its factor. */
function nearestIn(sorted: readonly number[], want: number): number {
  const above = sorted.findIndex((value) => value >= want);
  if (above <= 0) return above === 0 ? 0 : sorted.length - 1;
  const [before, after] = [sorted[above - 1] ?? 0, sorted[above] ?? 0];
  return want * want < before * after ? above - 1 : above;
}

/** Input tokens of a run whose history accumulates. */
function inputOf({ turns, first, output, result }: RecordedRun): number {
  return Math.max(0, turns * first + ((output + result) * turns * (turns - 1)) / 2);
}

/** The same with output weighed by its price. */
function sizeOf(run: RecordedRun): number {
  return inputOf(run) + OUTPUT_WEIGHT * run.turns * (run.output + run.reasoning);
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Values whose mean is too high give way beyond P90 first, where no quantile shown stands; then all alike. */
function withMean(values: readonly number[], shares: readonly number[], mean: number): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  const excess = sum - mean * values.length;
  const edge = quantileOf(
    [...values].sort((a, b) => a - b),
    0.9,
  );
  const beyond = values.reduce((total, value, i) => total + (isBeyond(shares[i]) ? value - edge : 0), 0);
  const kept = beyond > 0 && excess > 0 ? Math.max(0, 1 - excess / beyond) : 1;
  const bent = values.map((value, i) => (isBeyond(shares[i]) ? edge + kept * (value - edge) : value));
  const drawn = meanOf(bent);
  return drawn > 0 ? bent.map((value) => (value * mean) / drawn) : bent;
}

/** A little beyond P90, so that P90 itself, which is read between two draws, stays. */
function isBeyond(share: number | undefined): boolean {
  return (share ?? 0) > 0.91;
}

/**
 * Prediction with Student's t: the mean plus t deviations, widened for the doubt about that mean. On a logarithmic scale where all values are
 * positive, since tokens and turns spread by factors.
 */
function studentTail(sorted: readonly number[], u: number): number {
  const isPositive = (sorted[0] ?? 0) > 0;
  const values = isPositive ? sorted.map(Math.log) : sorted;
  const n = values.length;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const tail = mean + studentQuantile(u, n - 1) * Math.sqrt(variance * (1 + 1 / n));
  return isPositive ? Math.exp(tail) : tail;
}

/** Student's t: exact for two degrees of freedom, else the expansion of Abramowitz and Stegun 26.7.5 (under 0.5 % here). */
export function studentQuantile(u: number, freedom: number): number {
  if (freedom <= 2) return (2 * u - 1) / Math.sqrt(2 * u * (1 - u));
  const z = normalQuantile(u);
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}
