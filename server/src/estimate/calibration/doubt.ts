/**
 * How far a calibration may be off once the code is another. Recorded agents of which several variants ran say it: two variants of one agent
 * differ by so much. A change of a part of the code counts as that part of a variant.
 */
import type { RecordedRun } from "../../cost/run-model";

/** Variances of the natural logarithms of medians between variants of one agent. */
export interface VariantVariance {
  readonly turns: number;
  /** What a turn adds: answer and results. */
  readonly growth: number;
}

/** Standard deviations of natural logarithms. */
export interface DriftDoubt {
  readonly turns: number;
  readonly growth: number;
  /** Of a run's input, which its turns lengthen and its growth with them. */
  readonly total: number;
}

export const NO_DOUBT: DriftDoubt = { turns: 0, growth: 0, total: 0 };

/**
 * `changed`: the part of the code that is another, 0 to 1. The difference of two variants has twice the variance of one. Input is N P + g N(N-1)/2:
 * a factor on the turns acts on all of it and once more on the part that growth makes up, a factor on the growth on that part.
 */
export function driftDoubt(
  changed: number,
  between: VariantVariance,
  rows: readonly RecordedRun[],
): DriftDoubt {
  if (changed <= 0) return NO_DOUBT;
  const share = grownShare(rows);
  const variance = 2 * Math.min(1, changed);
  const turns = variance * between.turns;
  const growth = variance * between.growth;
  return {
    turns: Math.sqrt(turns),
    growth: Math.sqrt(growth),
    total: Math.sqrt((1 + share) ** 2 * turns + share ** 2 * growth),
  };
}

/** Share of the runs' input beyond what their first prompt makes up. */
function grownShare(rows: readonly RecordedRun[]): number {
  let first = 0;
  let grown = 0;
  for (const { turns, first: prompt, output, result } of rows) {
    first += turns * prompt;
    grown += (Math.max(0, output + result) * turns * (turns - 1)) / 2;
  }
  return first + grown > 0 ? grown / (first + grown) : 0;
}
