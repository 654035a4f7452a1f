/** `farebox explain file:line`: the formula of one call with its own numbers, and what would change it. */
import type { Settings } from "../../../shared/settings";
import type { When } from "../catalogue/types";
import type { CallEstimate } from "../estimate/estimate-call";
import { createStderrLogger } from "../host/logger";
import { WorkerPool } from "../host/workers/worker-pool";
import type { ExplainReport } from "../reports/explain-contract";
import { buildExplainReport } from "../reports/explain-report";
import { explainText } from "../reports/explain-text";
import type { Workspace } from "../workspace/workspace";
import { loadCatalogue } from "./catalogue/load";
import type { ExplainCommand } from "./explain-arguments";
import { type CommandContext, checkCurrency } from "./report-command";
import { scanScope } from "./scan-scope";
import { portOf, readScope } from "./scope";
import { loadSettings } from "./settings-file";
import { EXIT, UsageError } from "./usage";

/** Resolves with the exit code. */
export async function runExplain(command: ExplainCommand, ctx: CommandContext): Promise<number> {
  const loaded = await loadSettings(command.settingsFile, ctx.cwd);
  const settings: Settings = { ...loaded, currency: command.currency ?? loaded.currency };
  const scope = await readScope([command.file], ctx.cwd);
  const [path] = scope.files;
  if (path === undefined)
    throw new UsageError(`${command.file} is a folder; name a call as file:line, such as src/agent.py:42.`);
  const catalogue = await loadCatalogue(
    portOf(scope, () => settings),
    scope.folders,
    ctx.streams.say,
    { sources: settings.catalogue.sources, entries: settings.catalogue.entries },
  );
  checkCurrency(catalogue, settings.currency);
  const when = command.when ?? { day: new Date(ctx.clock.now()).toISOString().slice(0, 10) };
  const engine = new WorkerPool({ logger: createStderrLogger(command.quiet ? "error" : "warning") });
  try {
    const workspace = await scanScope({ engine, scope, settings, catalogue, when }, ctx.streams);
    const report = await explained(workspace, path, command, when);
    ctx.streams.progress("");
    await ctx.streams.data(command.json ? `${JSON.stringify(report, null, 2)}\n` : explainText(report));
    return EXIT.done;
  } finally {
    ctx.streams.progress("");
    await engine.dispose();
  }
}

async function explained(
  workspace: Workspace,
  path: string,
  command: ExplainCommand,
  when: When,
): Promise<ExplainReport> {
  const { calls, skipped } = await workspace.estimate(path);
  if (skipped !== null) throw new UsageError(`${command.file} was not read: ${skipped}.`);
  const chosen = callsAt(calls, workspace, command);
  // Other offers are compared, so their tokenizers have to be counted too.
  await workspace.countForComparison(path);
  const { settings, catalogue } = workspace;
  const placeText = workspace.placeText.bind(workspace);
  return buildExplainReport(
    chosen,
    { settings, catalogue, when, count: workspace.countOf, placeText, calibration: workspace.calibration },
    { positionOf: (file, offset) => workspace.table.position(file, offset), placeText },
  );
}

/** The calls on the line, else those around it, else an error that lists the file's calls. */
function callsAt(
  calls: readonly CallEstimate[],
  workspace: Workspace,
  { file, line, cell }: ExplainCommand,
): readonly CallEstimate[] {
  const placed = calls.map((estimate) => {
    const { path, nameStart, range } = estimate.call.site;
    const at = (offset: number) => workspace.table.position(path, offset);
    return { estimate, start: at(nameStart), first: at(range.start), last: at(range.end) };
  });
  if (line === null && placed.length === 1) return calls;
  const here = placed.filter(({ start }) => cell === null || start?.cell === cell - 1);
  const wanted = (line ?? 0) - 1;
  const onLine = here.filter(({ start }) => start?.line === wanted);
  const around = here.filter(
    ({ first, last }) => first && last && first.line <= wanted && wanted <= last.line,
  );
  const found = onLine.length > 0 ? onLine : around;
  if (found.length > 0) return found.map(({ estimate }) => estimate);
  if (calls.length === 0) throw new UsageError(`No model call was found in ${file}.`);
  const known = placed.flatMap(({ start }) =>
    start ? [`${start.cell === null ? "" : `${start.cell + 1}:`}${start.line + 1}`] : [],
  );
  const where = line === null ? `${file} has several calls` : `There is no call at that line of ${file}`;
  throw new UsageError(`${where}; it has calls at ${known.join(", ")}.`);
}
