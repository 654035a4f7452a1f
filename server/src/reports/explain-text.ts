/** An explanation for people at a terminal. */
import {
  formatCount,
  formatMoney,
  formatPercent,
  formatRange,
  formatTokens,
  formatWhole,
} from "../base/format";
import { type Column, inColumns, printable } from "./columns";
import type { ReportQuantity } from "./contract";
import type { ExplainedCall, ExplainedPart, ExplainedTurn, ExplainReport } from "./explain-contract";

const LEFT: Column = { align: "left" };
const RIGHT: Column = { align: "right" };
/** Turns shown before and after the gap of a long run. */
const FIRST_TURNS = 6;
const LAST_TURNS = 3;
const BAR = 20;

/** Smaller shares of the range are left out of the text. */
const LEAST_SHARE = 0.01;

export function explainText(report: ExplainReport): string {
  return `${report.calls.map((call) => callLines(call, report.when).join("\n")).join("\n\n")}\n`;
}

function callLines(explained: ExplainedCall, when: string): readonly string[] {
  return [
    ...headLines(explained, when),
    "",
    ...formulaLines(explained),
    ...section("Turn by turn, in the typical run", turnLines(explained)),
    ...section("What one change does", changeLines(explained)),
    ...section(
      "What the range comes from (each number at its P10 and P90, the others typical)",
      rangeLines(explained),
    ),
    ...section(
      "Assumed",
      explained.call.assumptions.map(({ text }) => printable(text)),
    ),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function headLines({ call }: ExplainedCall, when: string): readonly string[] {
  const at = call.cell === null ? `${call.line}` : `cell ${call.cell + 1}:${call.line}`;
  const offer = call.offer ? `${call.offer.model} at ${call.offer.host}/${call.offer.region}` : "unpriced";
  const { cost } = call.perRun;
  const price = cost
    ? `${formatMoney(cost.typical, cost.currency)} per run (${formatRange(cost.low, cost.high, cost.currency)}, mean ${formatMoney(cost.mean, cost.currency)}), prices of ${when}`
    : `unpriced: ${call.unpricedReason ?? "no price"}`;
  return [
    printable(`${call.file}:${at}  ${call.sdk} ${call.api}  ${offer}`),
    printable(price),
    printable(`${call.archetype.id}: ${call.archetype.reason}`),
  ];
}

function formulaLines({ call, formula }: ExplainedCall): readonly string[] {
  const { input, output } = call.perRun;
  const rows = formula.terms.map(({ symbol, name, value, quantity }) => [
    symbol,
    name,
    formatWhole(value),
    spanOf(quantity),
    quantity.basis,
    printable(quantity.source),
  ]);
  return [
    "Input of the typical run",
    `  ${formula.symbols}`,
    `  ${formula.numbers} tokens`,
    ...inColumns(rows, [LEFT, LEFT, RIGHT, LEFT, LEFT, LEFT]).map((line) => `  ${line}`),
    `  Over all drawn runs ${quantityText(input)}; medians do not add up, so the typical run is near that and seldom equal to it.`,
    ...cacheLine(call.perRun),
    `Output ${formatWhole(formula.output)} tokens; over all drawn runs ${quantityText(output)}`,
  ];
}

function cacheLine({ cacheRead, cacheWrite }: ExplainedCall["call"]["perRun"]): readonly string[] {
  const written = Object.entries(cacheWrite).map(
    ([lifetime, { typical }]) => `${formatTokens(typical)} written to it (${printable(lifetime)})`,
  );
  if (cacheRead.high <= 0 && written.length === 0) return [];
  return [`  Of it ${[`${formatTokens(cacheRead.typical)} read from the cache`, ...written].join(", ")}.`];
}

function quantityText({ low, typical, high, mean }: ReportQuantity): string {
  const [a, b, c, d] = [low, typical, high, mean].map(formatTokens);
  return `P10 ${a}, P50 ${b}, P90 ${c}, mean ${d}`;
}

/** "(5–22)"; nothing where there is no spread. */
function spanOf({ low, high }: ReportQuantity): string {
  const [from, to] = [formatTokens(low), formatTokens(high)];
  return from === to ? "" : `(${from}–${to})`;
}

function turnLines({ call, turns }: ExplainedCall): readonly string[] {
  if (turns.length < 2) return [];
  const currency = call.perRun.cost?.currency;
  const money = (amount: number | null): string =>
    amount === null || currency === undefined ? "" : formatMoney(amount, currency);
  const row = (turn: ExplainedTurn): readonly string[] => [
    turn.summary ? "summary" : String(turn.turn),
    formatWhole(turn.input),
    formatWhole(turn.cacheRead),
    formatWhole(turn.output),
    money(turn.cost),
    money(turn.cumulative),
  ];
  const head = ["turn", "input", "cached", "output", ...(currency === undefined ? [] : ["cost", "so far"])];
  const isLong = turns.length > FIRST_TURNS + LAST_TURNS + 1;
  const rows = isLong
    ? [...turns.slice(0, FIRST_TURNS).map(row), ["…"], ...turns.slice(-LAST_TURNS).map(row)]
    : turns.map(row);
  return inColumns([head, ...rows], [RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT]);
}

function changeLines({ call, changes }: ExplainedCall): readonly string[] {
  const currency = call.perRun.cost?.currency;
  const rows = changes.map(({ text, cost, input, changePercent }) => [
    printable(text),
    cost === null || currency === undefined ? `${formatTokens(input)} tokens` : formatMoney(cost, currency),
    formatPercent(changePercent),
  ]);
  return inColumns(rows, [LEFT, RIGHT, RIGHT]);
}

function rangeLines({ call, range }: ExplainedCall): readonly string[] {
  const currency = call.perRun.cost?.currency;
  const rows = range
    .filter(({ share }) => share >= LEAST_SHARE)
    .map((part) => [
      part.name,
      endsText(part),
      sizesText(part, currency),
      `${"█".repeat(Math.max(1, Math.round(part.share * BAR)))} ${Math.round(part.share * 100)} %`,
    ]);
  return inColumns(rows, [LEFT, RIGHT, RIGHT, LEFT]);
}

function endsText({ id, from, to }: ExplainedPart): string {
  if (id === "hitShare") return `${Math.round(from * 100)}–${Math.round(to * 100)} %`;
  return `${formatCount(Math.round(from))}–${formatCount(Math.round(to))}`;
}

function sizesText({ cost, input }: ExplainedPart, currency: string | undefined): string {
  if (cost === null || currency === undefined)
    return `${formatTokens(input[0])} → ${formatTokens(input[1])} tokens`;
  return `${formatMoney(cost[0], currency)} → ${formatMoney(cost[1], currency)}`;
}
