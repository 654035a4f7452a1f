/** How good a calibration on a few runs is: random draws of recorded runs, fitted as the product fits them, held against all runs. */
import { seededRandom } from "../../../server/src/base/random";
import type { UsageRecord } from "../../../server/src/calibration/record";
import { NO_RECORD } from "../../../server/src/calibration/record";
import { keyOfCall } from "../../../server/src/estimate/calibration/call-name";
import { fitCall } from "../../../server/src/estimate/calibration/fit-call";
import { type CallEstimate, estimateCall } from "../../../server/src/estimate/estimate-call";
import type { ReadCall } from "./analyse";
import { scoreOf } from "./score";
import type { RecordedRun, Step } from "./traces";

export interface CalibratedScore {
  /** Root mean square error of the estimate's mean over that of the drawn runs' own mean; 1 is as good. */
  readonly error: number;
  /** Mean share of all the row's runs inside P10 to P90. */
  readonly coverage: number;
}

export const CALIBRATED_ON = 20;
const SAMPLES = 200;
const SEED = 20261127;

/** Null where runs have no steps, or are too few to leave any out. */
export function calibratedScore(
  { call, context }: ReadCall,
  runs: readonly RecordedRun[],
  size = CALIBRATED_ON,
): CalibratedScore | null {
  const recorded = runs.map(({ steps }, i) => steps.map((step, k) => recordOf(step, `${i}:${k}`)));
  if (runs.length <= size || recorded.some((run) => run.length === 0)) return null;
  const prior = estimateCall(call, context);
  const totals = runs.map(({ input }) => input);
  const truth = meanOf(totals);
  const random = seededRandom(SEED);
  const errors: number[] = [];
  const own: number[] = [];
  const covered: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const drawn = drawWithout(runs.length, size, random);
    const { usage } = calibratedEstimate(
      { call, context },
      prior,
      drawn.map((i) => recorded[i] ?? []),
    );
    errors.push((usage.input.mean - truth) ** 2);
    own.push((meanOf(drawn.map((i) => totals[i] ?? 0)) - truth) ** 2);
    // A run must not vouch for itself: coverage is that of the runs left out.
    const others = totals.filter((_, i) => !drawn.includes(i));
    covered.push(scoreOf(usage.input, others).coverage);
  }
  return { error: Math.sqrt(meanOf(errors) / meanOf(own)), coverage: meanOf(covered) };
}

function calibratedEstimate(
  { call, context }: ReadCall,
  prior: CallEstimate,
  runs: readonly (readonly UsageRecord[])[],
): CallEstimate {
  const fitted = fitCall(prior, runs);
  const calls = new Map(fitted ? [[keyOfCall(call), fitted]] : []);
  return estimateCall(call, { ...context, calibration: { calls } });
}

function recordOf({ input, output }: Step, at: string): UsageRecord {
  return { ...NO_RECORD, at, input, output };
}

/** `size` different numbers below `count`. */
function drawWithout(count: number, size: number, random: () => number): readonly number[] {
  const left = Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: size }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
