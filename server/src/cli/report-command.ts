/** `farebox report`: scans, estimates, writes the report, and holds it against budget and policy. */
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Confidence, Settings } from "../../../shared/settings";
import { formatMoney, formatRange } from "../base/format";
import type { Clock } from "../base/ports";
import { convert } from "../catalogue/price/currency";
import type { Catalogue } from "../catalogue/types";
import type { CallEstimate } from "../estimate/estimate-call";
import { createStderrLogger } from "../host/logger";
import { WorkerPool } from "../host/workers/worker-pool";
import { checkBudget, checkResidency } from "../reports/checks";
import { buildReport, callsInOrder, type ReportInputs } from "../reports/report";
import type { ReportCommand } from "./arguments";
import { loadCatalogue } from "./catalogue/load";
import { type ScopeInputs, scanScope } from "./scan-scope";
import { portOf, readScope } from "./scope";
import { loadSettings, reasonOf } from "./settings-file";
import type { Streams } from "./streams";
import { EXIT, UsageError } from "./usage";

export interface CommandContext {
  readonly cwd: string;
  readonly clock: Clock;
  readonly streams: Streams;
}

/** Resolves with the exit code. */
export async function runReport(command: ReportCommand, ctx: CommandContext): Promise<number> {
  const settings = await settingsOf(command, ctx.cwd);
  const scope = await readScope(command.paths, ctx.cwd);
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
    const inputs = await scan({ engine, scope, settings, catalogue, when, command }, ctx.streams);
    await write(
      command.format.render(buildReport(inputs), { colour: usesColour(command, ctx) }),
      command,
      ctx,
    );
    return verdict(inputs, command, ctx.streams);
  } finally {
    ctx.streams.progress("");
    await engine.dispose();
  }
}

async function settingsOf(command: ReportCommand, cwd: string): Promise<Settings> {
  const settings = await loadSettings(command.settingsFile, cwd);
  return {
    ...settings,
    currency: command.currency ?? settings.currency,
    runsPerMonth: command.runsPerMonth ?? settings.runsPerMonth,
    exclude: [...settings.exclude, ...command.exclude],
  };
}

export function checkCurrency(catalogue: Catalogue, currency: string): void {
  const rate = convert(1, "USD", currency, catalogue.exchangeRates);
  if (rate.known) return;
  const known = new Set(catalogue.exchangeRates.flatMap(({ from, to }) => [from, to]));
  throw new UsageError(
    `--currency: the catalogue has no exchange rate to "${currency}"; it has ${[...known].sort().join(", ")}.`,
  );
}

interface Scan extends ScopeInputs {
  readonly command: ReportCommand;
}

async function scan(scanned: Scan, streams: Streams): Promise<ReportInputs> {
  const { scope, settings, catalogue, when, command } = scanned;
  const workspace = await scanScope(scanned, streams);
  const files = (await workspace.estimateAll()).filter(({ path }) => scope.includes(path));
  const promptFiles = (await workspace.promptFiles()).filter(({ file }) => scope.includes(file.path));
  const isShown = isAtLeast(command.minConfidence);
  return {
    files: files.map((file) => ({ ...file, calls: file.calls.filter(isShown) })),
    promptFiles,
    scanned: [...workspace.table.entries()].filter(([path]) => scope.includes(path)).length,
    skipped: workspace.skipped,
    catalogue,
    settings,
    when,
    places: {
      positionOf: (path, offset) => workspace.table.position(path, offset),
      placeText: (place) => workspace.placeText(place),
    },
  };
}

function isAtLeast(least: Confidence): (call: CallEstimate) => boolean {
  const order: readonly Confidence[] = ["possible", "likely", "certain"];
  return ({ call }) => order.indexOf(call.site.confidence) >= order.indexOf(least);
}

function usesColour(command: ReportCommand, { streams }: CommandContext): boolean {
  return command.output === null && streams.isTerminal;
}

async function write(
  report: string,
  { output }: ReportCommand,
  { cwd, streams }: CommandContext,
): Promise<void> {
  streams.progress("");
  if (output === null) return streams.data(report);
  await writeFile(resolve(cwd, output), report).catch((error: unknown) => {
    throw new UsageError(
      `--output ${output} cannot be written: ${reasonOf(error)}. Name a file in an existing folder.`,
    );
  });
  streams.say(`Wrote ${output}.`);
}

/** Says which runs and offers break the rules, one per line with `file:line`, and what could not be judged. */
function verdict(inputs: ReportInputs, command: ReportCommand, streams: Streams): number {
  const { settings, catalogue, places } = inputs;
  const calls = callsInOrder(inputs.files);
  const at = ({ call: { site } }: CallEstimate): string =>
    places.placeText({ path: site.path, range: site.range });
  const policy = checkResidency(calls, catalogue, settings);
  for (const { call, reason } of policy.violations)
    streams.complain(`${at(call)}: against the residency policy: ${reason}`);
  if (policy.undecided > 0)
    streams.say(
      `${calledCount(policy.undecided)} without a known offer could not be held against the residency policy.`,
    );
  let failed = policy.violations.length > 0;
  if (command.maxCostPerRun !== null) {
    const budget = { amount: command.maxCostPerRun, currency: settings.currency };
    const { over, undecided } = checkBudget(calls, budget);
    const limit = formatMoney(budget.amount, budget.currency);
    for (const { call, cost } of over) {
      const spread = formatRange(cost.low, cost.high, cost.currency);
      const typical = formatMoney(cost.typical, cost.currency);
      streams.complain(`${at(call)}: a run costs ${typical} (${spread}), over the budget of ${limit}`);
    }
    if (undecided > 0)
      streams.say(`${calledCount(undecided)} without a price could not be held against the budget.`);
    failed ||= over.length > 0;
  }
  return failed ? EXIT.failed : EXIT.done;
}

function calledCount(count: number): string {
  return `${count} ${count === 1 ? "call" : "calls"}`;
}
