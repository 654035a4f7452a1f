/** The report for people: calls file by file, then what one start of each entry costs, then how far to trust it. */
import { formatCount, formatMoney, formatRange, formatTokens } from "../base/format";
import { ageInDays } from "../catalogue/price/effective";
import { type Column, inColumns, printable, shortened } from "./columns";
import type { Report, ReportCall, ReportCost, ReportQuantity, ReportRun } from "./contract";
import type { ReportFormat } from "./format";
import { promptFileLines } from "./prompt-files";
import { runNotes } from "./run-notes";

const LEFT: Column = { align: "left" };
const RIGHT: Column = { align: "right" };
const CALL_HEAD = [
  "line",
  "call",
  "model",
  "host/region",
  "loop",
  "turns",
  "input",
  "output",
  "cost per run",
];
const CALL_COLUMNS = [RIGHT, LEFT, LEFT, LEFT, LEFT, RIGHT, RIGHT, RIGHT, LEFT];
const RUN_COLUMNS = [LEFT, RIGHT, RIGHT, LEFT];
const MAX_CELL = 40;
const NOTE = "        ";

export const text: ReportFormat = {
  id: "text",
  render: (report, { colour }) => `${renderLines(report, colour ? COLOURED : PLAIN).join("\n")}\n`,
};

interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const PLAIN: Style = { bold: (text) => text, dim: (text) => text };
const COLOURED: Style = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
};

function renderLines(report: Report, style: Style): readonly string[] {
  const promptFiles = promptFileLines(report.promptFiles);
  if (report.calls.length === 0) return ["No model calls found.", "", ...promptFiles, ...footer(report)];
  return [
    ...callSections(report.calls, style),
    style.bold("Each entry started once"),
    ...runLines(report.runs),
    "",
    ...totalLines(report, style),
    "",
    ...promptFiles,
    ...footer(report),
  ];
}

function callSections(calls: readonly ReportCall[], style: Style): readonly string[] {
  // One table over all files, so that columns line up from file to file.
  const [head = "", ...rows] = inColumns([CALL_HEAD, ...calls.map(callCells)], CALL_COLUMNS);
  const lines = [style.dim(`  ${head}`)];
  let file = "";
  calls.forEach((call, index) => {
    if (call.file !== file) {
      file = call.file;
      lines.push(style.bold(printable(file)));
    }
    lines.push(`  ${rows[index] ?? ""}`);
    for (const note of notesOf(call)) lines.push(style.dim(`${NOTE}${printable(note)}`));
  });
  return [...lines, ""];
}

function callCells(call: ReportCall): readonly string[] {
  const { loop, perRun, offer } = call;
  return [
    call.cell === null ? String(call.line) : `cell ${call.cell + 1}:${call.line}`,
    `${call.sdk} ${call.api}`,
    cell(offer?.model ?? call.model.id ?? call.model.text),
    offer ? placeOf(offer) : "-",
    loop.kind,
    range(perRun.turns, formatCount),
    formatTokens(perRun.input.typical),
    formatTokens(perRun.output.typical + perRun.reasoning.typical),
    costCell(perRun.cost),
  ].map(printable);
}

function cell(value: string): string {
  return value === "" ? "?" : shortened(printable(value), MAX_CELL);
}

function placeOf({ host, region, serviceTier }: NonNullable<ReportCall["offer"]>): string {
  return `${host}/${region}${serviceTier === "standard" ? "" : ` ${serviceTier}`}`;
}

/** What a figure cannot say: why there is none, where the run breaks, and what it rests on. */
function notesOf(call: ReportCall): readonly string[] {
  const assumed = call.assumptions.map(({ id, value, text: sentence }) =>
    value === null ? sentence : `${id} ${formatCount(value)}`,
  );
  return [
    ...(call.ignored ? ["ignored by a directive: in no total"] : []),
    ...(call.unpricedReason === undefined ? [] : [`unpriced: ${call.unpricedReason}`]),
    ...(call.confidence === "possible" ? ["perhaps no model call"] : []),
    ...(call.price?.billedAs == null ? [] : [`the host bills it as ${call.price.billedAs}`]),
    ...runNotes(call),
    ...(assumed.length === 0 ? [] : [`assumed: ${assumed.join(", ")}`]),
  ];
}

function runLines(runs: readonly ReportRun[]): readonly string[] {
  const rows = runs.map(({ entry, calls, replaced, times, cost, costReason }) => [
    printable(entry),
    `${calls.length} ${calls.length === 1 ? "call" : "calls"}${replaced.length > 0 ? `, ${replaced.length} left out` : ""}`,
    times === null ? "×?" : `×${range(times, formatCount)}`,
    cost ? costCell(cost) : printable(costReason ?? "unpriced"),
  ]);
  return inColumns(rows, RUN_COLUMNS).map((line) => `  ${line}`);
}

function totalLines({ totals }: Report, style: Style): readonly string[] {
  const { perRun, perRunReason, perMonth, unpriced } = totals;
  const rest = unpriced === 0 ? "" : ` + ${unpriced} unpriced`;
  const sum = perRun
    ? `${costCell(perRun)}, mean ${formatMoney(perRun.mean, perRun.currency)}`
    : perRunReason;
  return [
    `${style.bold("Total")}: ${printable(sum ?? "unknown")}${rest}`,
    ...(perMonth ? [`${style.bold("Per month")}: ${costCell(perMonth)}`] : []),
  ];
}

function footer(report: Report): readonly string[] {
  const { catalogue, files, calls } = report;
  const day = catalogue.when.slice(0, 10);
  const when = catalogue.whenIs === "instant" ? catalogue.when : day;
  const skipped = files.skipped.length + files.skippedMore;
  const conversions = [...new Set(calls.flatMap((call) => call.price?.conversion ?? []))].sort();
  return [
    `Prices of ${when}${agesOf(calls, day)}; catalogue ${printable(catalogue.version)}.`,
    ...conversions.map((conversion) => `Converted: ${printable(conversion)}`),
    `Files: ${files.scanned} scanned, ${files.withCalls} with calls, ${skipped} skipped.`,
  ];
}

/** How long ago the figures in use were read at their source. */
function agesOf(calls: readonly ReportCall[], day: string): string {
  const ages = calls
    .flatMap(({ price }) => (price ? [ageInDays(price.checked, day)] : []))
    .filter(Number.isFinite);
  if (ages.length === 0) return "";
  const [least, most] = [Math.max(0, Math.min(...ages)), Math.max(0, ...ages)];
  return least === most ? `, checked ${days(most)} before` : `, checked ${least} to ${days(most)} before`;
}

function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}

/** "$0.19 ($0.05–0.60)"; one figure where there is no spread. */
function costCell(cost: ReportCost | null): string {
  if (cost === null) return "unpriced";
  const middle = formatMoney(cost.typical, cost.currency);
  const spread = formatRange(cost.low, cost.high, cost.currency);
  return spread === middle ? middle : `${middle} (${spread})`;
}

function range(quantity: ReportQuantity, format: (value: number) => string): string {
  const [low, high] = [format(Math.round(quantity.low)), format(Math.round(quantity.high))];
  return low === high ? low : `${low}–${high}`;
}
