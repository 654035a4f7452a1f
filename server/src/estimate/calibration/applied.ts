/** A calibration as one estimate uses it. */
import type { Quantity } from "../../base/quantity";
import type { RecordedRun } from "../../cost/run-model";

/** What of a calibration is in force for one call on one model. */
export interface AppliedCalibration {
  /** "calibrated (n=214, 3 days)". */
  readonly source: string;
  readonly runs: number;
  readonly days: number;
  /** What changed in the code since, in words; empty where nothing did. */
  readonly drift: readonly string[];
  /** Standard deviation of the natural logarithm by which a run may be off since the code changed; 0 where it did not. */
  readonly doubt: number;
  /** The recorded runs in this model's tokens and with the present system text and tools. */
  readonly rows: readonly RecordedRun[];
  /** null where the log tells none, or another model is priced. */
  readonly hitShare: Quantity | null;
}
