/** Reads what a command looks at: every file of the scope, ready to be estimated. */
import type { Settings } from "../../../shared/settings";
import { CALIBRATION_FILE } from "../calibration/calibration";
import type { Catalogue, When } from "../catalogue/types";
import { languageOfPath } from "../languages";
import type { AnalysisEngine } from "../workspace/engine";
import { NEVER, Workspace } from "../workspace/workspace";
import { portOf, type Scope } from "./scope";
import type { Streams } from "./streams";

export interface ScopeInputs {
  readonly engine: AnalysisEngine;
  readonly scope: Scope;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly when: When;
}

export async function scanScope(inputs: ScopeInputs, streams: Streams): Promise<Workspace> {
  const { engine, scope, settings, catalogue, when } = inputs;
  const workspace = new Workspace({
    engine,
    folder: portOf(scope, () => settings),
    languageOf: (path) => languageOfPath(path)?.id,
    settings,
    catalogue,
    when: () => when,
    logger: { log: (level, message) => streams.say(`farebox: ${level}: ${message}`) },
  });
  await workspace.scan(NEVER, ({ done, total }) => streams.progress(`Reading files: ${done} of ${total}`));
  await takeCalibration(workspace, streams);
  streams.progress("Estimating calls");
  return workspace;
}

/** What earlier runs of `farebox calibrate` found for the scanned folder. */
async function takeCalibration(workspace: Workspace, streams: Streams): Promise<void> {
  for (const { line, message } of await workspace.loadCalibration())
    streams.complain(`${CALIBRATION_FILE}:${line}: ${message}`);
}
