/** What `.farebox/calibration.json` says: numbers per call site, no text of prompts or answers. */

import type { RecordedRun } from "../cost/run-model";
import type { Spread } from "../cost/spread";

export const CALIBRATION_SCHEMA = "farebox-calibration/1";
export const CALIBRATION_FILE = ".farebox/calibration.json";

/** More runs than this tell nothing new; a larger log is thinned evenly over the runs' sizes. */
export const MOST_RUNS = 200;

export interface Calibration {
  /** By `callKey`. */
  readonly calls: ReadonlyMap<string, CalibratedCall>;
}

export const NO_CALIBRATION: Calibration = { calls: new Map() };

export interface CalibratedCall {
  /** `path#qualified.function` that holds the call. */
  readonly call: string;
  readonly api: string;
  /** Its number among that function's calls of this API. */
  readonly nth: number;
  /** Catalogue's id of the recorded model; null where it has none. */
  readonly model: string | null;
  /** Tokenizer family the counts are in. */
  readonly family: string | null;
  /** Runs matched; `rows` may hold fewer. */
  readonly runs: number;
  /** Days with requests; 0 where the log has no times. */
  readonly days: number;
  readonly from: string | null;
  readonly to: string | null;
  /** What the fit rests on in the code: a change of it is told. */
  readonly code: CodePrint;
  /** Seconds between turns; null where the log has no times. */
  readonly gap: Spread | null;
  readonly rows: readonly RecordedRun[];
}

/** Numbers of the code as it was: tokens in the recorded model's family. */
export interface CodePrint {
  readonly system: number;
  readonly tools: number;
  readonly bound: number | null;
  readonly growth: string;
  readonly maxOutputTokens: number | null;
}

export function callKey({ call, api, nth }: Pick<CalibratedCall, "call" | "api" | "nth">): string {
  return `${call}|${api}|${nth}`;
}

/** "calibrated (n=214, 3 days)". */
export function calibrationSource({ runs, days }: Pick<CalibratedCall, "runs" | "days">): string {
  const span = days === 0 ? "" : `, ${days} ${days === 1 ? "day" : "days"}`;
  return `calibrated (n=${runs}${span})`;
}
