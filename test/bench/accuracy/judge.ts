/** One row: the estimate, its score, and the scores of references that know less or more. */
import { type CallEstimate, estimateCall } from "../../../server/src/estimate/estimate-call";
import { boundInTurns } from "../../../server/src/estimate/measure";
import type { ReadCall } from "./analyse";
import { type CalibratedScore, calibratedScore } from "./calibrated";
import type { Row } from "./rows";
import { type Interval, median, type Score, scoreOf, spreadOfRuns } from "./score";
import type { RecordedRun } from "./traces";

export interface Judged {
  readonly row: Row;
  readonly runs: number;
  readonly measured: Interval;
  /** Why there is no estimate. */
  readonly problem: string | null;
  readonly found: Found | null;
}

export interface Found {
  readonly estimate: CallEstimate;
  readonly input: Interval;
  readonly score: Score;
  /** Estimated typical cost over the measured median, both without cached prices; null without a price. */
  readonly costRatio: number | null;
  /** Estimate over measured total of each run with its own number of turns pinned: median, and share within 15 %. */
  readonly trueTurns: { readonly ratio: number; readonly within15: number };
  /** After a calibration on 20 of the runs; null where there are too few. */
  readonly calibrated: CalibratedScore | null;
  readonly references: readonly { readonly name: string; readonly score: Score | null }[];
}

export function judge(row: Row, read: ReadCall | string, runs: readonly RecordedRun[]): Judged {
  const totals = runs.map(({ input }) => input);
  const measured = spreadOfRuns(totals);
  if (typeof read === "string") return { row, runs: runs.length, measured, problem: read, found: null };
  const estimate = estimateCall(read.call, read.context);
  const { input } = estimate.usage;
  return {
    row,
    runs: runs.length,
    measured,
    problem: null,
    found: {
      estimate,
      input,
      score: scoreOf(input, totals),
      costRatio: costRatio(estimate, runs),
      trueTurns: trueTurns(read, runs),
      calibrated: calibratedScore(read, runs),
      references: [
        { name: "N × first call", score: scoreOf(firstCallTimesTurns(estimate), totals) },
        { name: "N = bound", score: atBound(read, estimate, totals) },
        { name: "best constant", score: scoreOf(measured, totals) },
      ],
    },
  };
}

/** Input with the turns pinned as a directive pins them. */
function withTurns({ call, context }: ReadCall, turns: number): CallEstimate {
  const pins = { values: { ...call.pins.values, turns }, source: "directive" };
  return estimateCall({ ...call, pins }, context);
}

function trueTurns(read: ReadCall, runs: readonly RecordedRun[]): Found["trueTurns"] {
  const typical = new Map<number, number>();
  const ratios = runs.map(({ turns, input }) => {
    const known = typical.get(turns) ?? withTurns(read, turns).usage.input.typical;
    typical.set(turns, known);
    return known / input;
  });
  return {
    ratio: median(ratios),
    within15: ratios.filter((ratio) => Math.abs(ratio - 1) <= 0.15).length / ratios.length,
  };
}

/** What ignoring growth says: turns times the first prompt. */
function firstCallTimesTurns({ measured }: CallEstimate): Interval {
  const { system, tools, firstUser, turns } = measured;
  const first = system.typical + tools.typical + firstUser.typical;
  return { low: turns.low * first, typical: turns.typical * first, high: turns.high * first };
}

function atBound(read: ReadCall, { call }: CallEstimate, totals: readonly number[]): Score | null {
  const { boundUnit } = call.shape;
  const bound = boundInTurns(call.shape);
  if (bound === null || !/^(turns|rounds)$/.test(boundUnit)) return null;
  return scoreOf(withTurns(read, bound).usage.input, totals);
}

/** Both sides at the offer's plain input and output prices: recorded runs do not tell what their cache saved in money. */
function costRatio(estimate: CallEstimate, runs: readonly RecordedRun[]): number | null {
  if (!estimate.priced.known) return null;
  const prices = estimate.priced.value.price.variants[0]?.prices;
  if (prices?.input === undefined || prices.output === undefined) return null;
  const { input, output } = prices;
  const { usage } = estimate;
  const estimated = usage.input.typical * input + (usage.output.typical + usage.reasoning.typical) * output;
  return estimated / median(runs.map((run) => run.input * input + run.output * output));
}
