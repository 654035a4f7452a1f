/** The report over one scan: calls, runs by entry and totals, in an order that depends on the files alone. */
import type { Settings } from "../../../shared/settings";
import { type Known, unknown } from "../base/known";
import type { MoneyRange } from "../base/money";
import type { Catalogue, When } from "../catalogue/types";
import { sumRuns } from "../cost/aggregate";
import type { CallEstimate } from "../estimate/estimate-call";
import { countedCalls, perMonth, runsByEntry, totalOf } from "../estimate/totals";
import type { PromptFileEstimate } from "../prompt-files/estimate";
import type { FileEstimate } from "../workspace/workspace";
import { REPORT_SCHEMA, type Report, type ReportRun } from "./contract";
import { reportPromptFile } from "./prompt-files";
import { type ReportPlaces, reportCall } from "./report-call";
import { reportCost, reportQuantity } from "./rounding";

export interface ReportInputs {
  /** Files with calls; any order. */
  readonly files: readonly FileEstimate[];
  /** Any order; in no total. */
  readonly promptFiles: readonly PromptFileEstimate[];
  /** Source files found, analysed or not. */
  readonly scanned: number;
  /** Path (folders end with "/") -> why it was left out. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly when: When;
  readonly places: ReportPlaces;
}

/** Listed skips at most: the rest is counted. */
const MAX_SKIPPED = 200;

/** Calls of all files by path and position: the order of the report's rows. */
export function callsInOrder(files: readonly FileEstimate[]): readonly CallEstimate[] {
  const byPlace = (a: CallEstimate, b: CallEstimate): number =>
    compareText(a.call.site.path, b.call.site.path) || a.call.site.nameStart - b.call.site.nameStart;
  return files.flatMap((file) => file.calls).sort(byPlace);
}

export function buildReport(inputs: ReportInputs): Report {
  const { catalogue, when, places } = inputs;
  const calls = callsInOrder(inputs.files);
  return {
    schema: REPORT_SCHEMA,
    catalogue: {
      version: catalogue.version,
      checkedOldest: catalogue.checkedOldest,
      checkedNewest: catalogue.checkedNewest,
      when: when.instant ?? `${when.day}T00:00:00Z`,
      whenIs: when.instant === undefined ? "day" : "instant",
    },
    files: filesOf(inputs, calls),
    calls: calls.map((call) => reportCall(call, places)),
    runs: runsOf(calls),
    totals: totalsOf(calls, inputs.settings),
    promptFiles: inputs.promptFiles.map(reportPromptFile).sort((a, b) => compareText(a.file, b.file)),
  };
}

function filesOf({ scanned, skipped }: ReportInputs, calls: readonly CallEstimate[]): Report["files"] {
  const all = [...skipped].map(([file, reason]) => ({ file, reason }));
  all.sort((a, b) => compareText(a.file, b.file));
  return {
    scanned,
    withCalls: new Set(calls.map((call) => call.call.site.path)).size,
    skipped: all.slice(0, MAX_SKIPPED),
    skippedMore: Math.max(0, all.length - MAX_SKIPPED),
  };
}

function runsOf(calls: readonly CallEstimate[]): readonly ReportRun[] {
  const indexOf = new Map(calls.map((call, index) => [call, index]));
  const indices = (some: readonly CallEstimate[]): readonly number[] =>
    some.flatMap((call) => indexOf.get(call) ?? []);
  return runsByEntry(calls).map(({ entry, calls: members, replaced, cost }) => ({
    entry,
    calls: indices(members),
    replaced: indices(replaced),
    ...timesOf(members),
    ...costOrReason(cost),
  }));
}

/** How often the entry repeats its runs, where all of them repeat alike. */
function timesOf(members: readonly CallEstimate[]): Pick<ReportRun, "times" | "timesReason"> {
  const all = members.map(({ measured }) => measured.times);
  const [first] = all;
  const same = all.every((times) => times.mean === first?.mean && times.high === first.high);
  if (first && same) return { times: reportQuantity(first) };
  return { times: null, timesReason: "its calls repeat differently; see loop.outer of each" };
}

function totalsOf(calls: readonly CallEstimate[], settings: Settings): Report["totals"] {
  const { cost, unpriced } = totalOf(calls);
  const { cost: perRun, costReason: perRunReason } = costOrReason(cost);
  const month = monthOf(calls, settings.runsPerMonth);
  return {
    perRun,
    ...(perRunReason === undefined ? {} : { perRunReason }),
    perMonth: month.known ? reportCost(month.value) : null,
    ...(month.known ? {} : { perMonthReason: month.reason }),
    unpriced,
  };
}

/** Months of the counted calls whose runs per month the user gave, added like any independent runs. */
function monthOf(calls: readonly CallEstimate[], runsPerMonth: number | null): Known<MoneyRange> {
  const counted = countedCalls(calls).filter(
    (call) => runsPerMonth !== null || call.call.overrides.runsPerMonth !== null,
  );
  if (counted.length === 0)
    return unknown("no runs per month are given (farebox.runsPerMonth, or runs=1000/month in a directive)");
  const months = counted.flatMap((call) => perMonth(call, runsPerMonth) ?? []);
  if (months.length === 0) return unknown("no call with runs per month has a price");
  const total = sumRuns(months.map((cost) => ({ cost, times: ONCE, basis: "assumed" })));
  if (!total.known) return total;
  const mean = months.reduce((sum, month) => sum + month.mean, 0);
  const { currency, low, high } = total.value;
  return {
    known: true,
    value: { currency, low: Math.min(low, mean), typical: mean, high: Math.max(high, mean), mean },
  };
}

const ONCE = { low: 1, typical: 1, high: 1, mean: 1, basis: "counted", source: "" } as const;

function costOrReason(cost: Known<MoneyRange>): Pick<ReportRun, "cost" | "costReason"> {
  return cost.known ? { cost: reportCost(cost.value) } : { cost: null, costReason: cost.reason };
}

/** By code unit: the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
