/** A person's logs held against the calls of a workspace: read, grouped into runs, matched, fitted. */
import type { CancellationSignal } from "../base/ports";
import { type CalibratedCall, type Calibration, callKey, NO_CALIBRATION } from "../calibration/calibration";
import { groupRuns } from "../calibration/runs";
import type { When } from "../catalogue/types";
import { FEWEST_RUNS } from "../cost/recorded";
import { checkRun } from "../estimate/calibration/check";
import { fitCall } from "../estimate/calibration/fit-call";
import { matchRuns } from "../estimate/calibration/match";
import type { CalibratedPlace, CalibrationOutcome } from "../estimate/calibration/outcome";
import { type CallEstimate, type EstimateContext, estimateCall } from "../estimate/estimate-call";
import { rememberedMatch } from "../estimate/model-matches";
import { functionAt, qualifiedName } from "../facts/names";
import type { Workspace } from "../workspace/workspace";
import { readUsageFiles } from "./read-usage-files";

export interface CalibrateOptions {
  readonly workspace: Workspace;
  readonly when: When;
  /** Absolute. */
  readonly logs: readonly string[];
  /** `path:line` of the call that runs belong to which the log leaves open. */
  readonly chosen: string | null;
  readonly signal: CancellationSignal;
  readonly onProgress: (what: string) => void;
}

/** The workspace must be scanned. */
export async function calibrate(options: CalibrateOptions): Promise<CalibrationOutcome> {
  const { workspace, when, signal, onProgress } = options;
  const read = await readUsageFiles(options.logs, { signal, onProgress });
  onProgress("matching runs to calls");
  const runs = groupRuns(read.records);
  const calls = (await workspace.estimateAll(signal)).flatMap((file) => file.calls);
  const context: EstimateContext = {
    settings: workspace.settings,
    catalogue: workspace.catalogue,
    when,
    count: workspace.countOf,
    placeText: (place) => workspace.placeText(place),
  };
  const placeOf = (estimate: CallEstimate): string => placeOfCall(workspace, estimate);
  const { matched, unmatched } = matchRuns(runs, calls, {
    modelId: (written) => {
      const match = rememberedMatch(workspace.catalogue, written, undefined);
      return match.known ? match.value.model.id : written;
    },
    placeOf,
    linesOf: ({ call: { site } }) => {
      const lineOf = (offset: number): number =>
        (workspace.table.position(site.path, offset)?.line ?? -1) + 1;
      return [lineOf(site.range.start), lineOf(site.range.end)];
    },
    functionAt: ({ path, range }) => {
      const file = workspace.table.parsed().get(path);
      return file ? qualifiedName(file, functionAt(file, range.start)) : null;
    },
    chosen: options.chosen,
  });
  const places = matched.map(({ estimate, runs: own }): CalibratedPlace => {
    const prior = estimateCall(estimate.call, context);
    const fitted = own.length < FEWEST_RUNS ? undefined : fitCall(prior, own);
    const after = fitted && estimateCall(estimate.call, { ...context, calibration: calibrationOf([fitted]) });
    const checked = own.map((run) => checkRun(estimate, run, context));
    return { place: placeOf(estimate), estimate, fitted: fitted ?? null, after: after ?? null, checked };
  });
  const fresh = calibrationOf(places.flatMap(({ fitted }) => fitted ?? []));
  return {
    requests: read.records.length,
    // Requests of one conversation may each be a run of their call.
    runs: [...matched.map(({ runs: own }) => own.length), ...unmatched.map(({ runs: open }) => open)].reduce(
      (sum, count) => sum + count,
      0,
    ),
    places: places.sort((a, b) => (a.place < b.place ? -1 : 1)),
    unmatched,
    problems: read.problems,
    unreadable: read.unreadable,
    calibration: { calls: new Map([...workspace.calibration.calls, ...fresh.calls]) },
  };
}

function placeOfCall(workspace: Workspace, { call: { site } }: CallEstimate): string {
  return workspace.placeText({ path: site.path, range: { start: site.nameStart, end: site.range.end } });
}

function calibrationOf(calls: readonly CalibratedCall[]): Calibration {
  return calls.length === 0 ? NO_CALIBRATION : { calls: new Map(calls.map((call) => [callKey(call), call])) };
}
