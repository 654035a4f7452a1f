/** What holding a log against the calls of a workspace came to. */
import type { CalibratedCall, Calibration } from "../../calibration/calibration";
import type { CallEstimate } from "../estimate-call";
import type { CheckedRun } from "./check";
import type { Unmatched } from "./match";

export interface CalibratedPlace {
  /** `path:line`. */
  readonly place: string;
  /** As it stands now, with the calibration in force. */
  readonly estimate: CallEstimate;
  /** null where there are too few runs. */
  readonly fitted: CalibratedCall | null;
  /** The estimate with the new fit; null without one. */
  readonly after: CallEstimate | null;
  readonly checked: readonly CheckedRun[];
}

export interface CalibrationOutcome {
  readonly requests: number;
  readonly runs: number;
  readonly places: readonly CalibratedPlace[];
  readonly unmatched: readonly Unmatched[];
  readonly problems: readonly string[];
  readonly unreadable: number;
  /** What was in force with the new entries over it. */
  readonly calibration: Calibration;
}
