/** `farebox calibrate`: fits estimates to recorded runs, or lists the runs beside the estimates (`--check`). */
import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { CALIBRATION_FILE } from "../calibration/calibration";
import { calibrate } from "../host/calibrate";
import { writeCalibration } from "../host/calibration-store";
import { createStderrLogger } from "../host/logger";
import { WorkerPool } from "../host/workers/worker-pool";
import { calibrationJson, calibrationText, checkText } from "../reports/calibration-report";
import { NEVER } from "../workspace/workspace";
import type { CalibrateCommand } from "./calibrate-arguments";
import { loadCatalogue } from "./catalogue/load";
import type { CommandContext } from "./report-command";
import { scanScope } from "./scan-scope";
import { portOf, readScope } from "./scope";
import { loadSettings, reasonOf } from "./settings-file";
import { EXIT, UsageError } from "./usage";

/** Resolves with the exit code. */
export async function runCalibrate(
  command: CalibrateCommand,
  { cwd, clock, streams }: CommandContext,
): Promise<number> {
  const settings = await loadSettings(command.settingsFile, cwd);
  const logs = command.logs.map((path) => resolve(cwd, path));
  for (const [i, path] of logs.entries())
    await access(path).catch(() => {
      throw new UsageError(
        `${command.logs[i] ?? path}: there is no such file or folder. Check the path (from ${cwd}).`,
      );
    });
  const scope = await readScope([command.project], cwd);
  if (scope.files.length > 0) throw new UsageError("--project names the folder of the code, not a file.");
  const sources = { sources: settings.catalogue.sources, entries: settings.catalogue.entries };
  const port = portOf(scope, () => settings);
  const catalogue = await loadCatalogue(port, scope.folders, streams.say, sources);
  const when = { day: new Date(clock.now()).toISOString().slice(0, 10) };
  const engine = new WorkerPool({ logger: createStderrLogger(command.quiet ? "error" : "warning") });
  try {
    const workspace = await scanScope({ engine, scope, settings, catalogue, when }, streams);
    const onProgress = (what: string): void => streams.progress(`Reading ${what}`);
    const outcome = await calibrate({
      workspace,
      when,
      logs,
      chosen: command.call,
      signal: NEVER,
      onProgress,
    });
    streams.progress("");
    const words = command.check ? checkText : calibrationText;
    await streams.data(command.json ? calibrationJson(outcome) : words(outcome));
    if (command.check) return EXIT.done;
    if (!outcome.places.some(({ fitted }) => fitted !== null)) {
      streams.complain("No call was calibrated; nothing was written.");
      return EXIT.usage;
    }
    await writeCalibration(scope.root, outcome.calibration).catch((error: unknown) => {
      throw new UsageError(`${CALIBRATION_FILE} cannot be written: ${reasonOf(error)}.`);
    });
    streams.say(
      `Wrote ${CALIBRATION_FILE}: numbers only. Commit it to share it, or put .farebox/ into .gitignore.`,
    );
    return EXIT.done;
  } finally {
    streams.progress("");
    await engine.dispose();
  }
}
