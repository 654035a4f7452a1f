/** How the calibration file names a call. */
import { type CalibratedCall, callKey } from "../../calibration/calibration";
import { qualifiedName } from "../../facts/names";
import type { CallAnalysis } from "../call-analysis";

/** Name of a call that an edit elsewhere in the file does not change. */
export function nameOfCall({
  site,
  nthInFunction,
}: CallAnalysis): Pick<CalibratedCall, "call" | "api" | "nth"> {
  const call = `${site.path}#${qualifiedName(site.call.file, site.fn)}`;
  return { call, api: site.api, nth: nthInFunction ?? 1 };
}

export function keyOfCall(call: CallAnalysis): string {
  return callKey(nameOfCall(call));
}
