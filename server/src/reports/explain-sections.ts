/** What an explanation tells, in order, before it is laid out as text or Markdown. */
import {
  formatCount,
  formatMoney,
  formatPercent,
  formatRange,
  formatTokens,
  formatWhole,
} from "../base/format";
import type { Column } from "./columns";
import type { ReportQuantity } from "./contract";
import type { ExplainedCall, ExplainedPart, ExplainedTurn } from "./explain-contract";
import { runNotes } from "./run-notes";

/** Texts hold words of the workspace and the catalogue: whoever lays them out escapes them. */
export type ExplainBlock =
  | { readonly kind: "line"; readonly text: string }
  /** Symbols, or numbers, that are read sign by sign. */
  | { readonly kind: "formula"; readonly text: string }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly columns: readonly Column[];
    };

export interface ExplainSection {
  readonly title: string;
  readonly blocks: readonly ExplainBlock[];
}

const LEFT: Column = { align: "left" };
const RIGHT: Column = { align: "right" };
/** Turns shown before and after the gap of a long run. */
const FIRST_TURNS = 6;
const LAST_TURNS = 3;
const BAR = 20;
/** Smaller shares of the range are left out. */
const LEAST_SHARE = 0.01;

/** Which call, its price, its kind, and what can become of its runs. */
export function headOf({ call }: ExplainedCall, when: string): readonly string[] {
  const at = call.cell === null ? `${call.line}` : `cell ${call.cell + 1}:${call.line}`;
  const offer = call.offer ? `${call.offer.model} at ${call.offer.host}/${call.offer.region}` : "unpriced";
  const { cost } = call.perRun;
  const price = cost
    ? `${formatMoney(cost.typical, cost.currency)} per run (${formatRange(cost.low, cost.high, cost.currency)}, mean ${formatMoney(cost.mean, cost.currency)}), prices of ${when}`
    : `unpriced: ${call.unpricedReason ?? "no price"}`;
  return [
    `${call.file}:${at}  ${call.sdk} ${call.api}  ${offer}`,
    price,
    `${call.archetype.id}: ${call.archetype.reason}`,
    ...runNotes(call),
  ];
}

/** Sections with something to say. */
export function sectionsOf(explained: ExplainedCall): readonly ExplainSection[] {
  const sections: readonly ExplainSection[] = [
    { title: "Input of the typical run", blocks: inputBlocks(explained) },
    { title: "Turn by turn, in the typical run", blocks: turnBlocks(explained) },
    { title: "What one change does", blocks: changeBlocks(explained) },
    {
      title: "What the range comes from (each number at its P10 and P90, the others typical)",
      blocks: rangeBlocks(explained),
    },
    { title: "Assumed", blocks: explained.call.assumptions.map(({ text }) => line(text)) },
  ];
  return sections.filter(({ blocks }) => blocks.length > 0);
}

function line(text: string): ExplainBlock {
  return { kind: "line", text };
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
): readonly ExplainBlock[] {
  return rows.length === 0 ? [] : [{ kind: "table", head, rows, columns }];
}

function inputBlocks({ call, formula }: ExplainedCall): readonly ExplainBlock[] {
  const { input, output } = call.perRun;
  const rows = formula.terms.map(({ symbol, name, value, quantity }) => [
    symbol,
    name,
    formatWhole(value),
    spanOf(quantity),
    quantity.basis,
    quantity.source,
  ]);
  return [
    { kind: "formula", text: formula.symbols },
    { kind: "formula", text: `${formula.numbers} tokens` },
    ...table(["", "what", "typical", "P10–P90", "basis", "from"], rows, [
      LEFT,
      LEFT,
      RIGHT,
      LEFT,
      LEFT,
      LEFT,
    ]),
    line(
      `Over all drawn runs ${quantityText(input)}; medians do not add up, so the typical run is near that and seldom equal to it.`,
    ),
    ...cacheBlocks(call.perRun),
    line(`Output ${formatWhole(formula.output)} tokens; over all drawn runs ${quantityText(output)}`),
  ];
}

function cacheBlocks({ cacheRead, cacheWrite }: ExplainedCall["call"]["perRun"]): readonly ExplainBlock[] {
  const written = Object.entries(cacheWrite).map(
    ([lifetime, { typical }]) => `${formatTokens(typical)} written to it (${lifetime})`,
  );
  if (cacheRead.high <= 0 && written.length === 0) return [];
  return [
    line(`Of it ${[`${formatTokens(cacheRead.typical)} read from the cache`, ...written].join(", ")}.`),
  ];
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

function turnBlocks({ call, turns }: ExplainedCall): readonly ExplainBlock[] {
  if (turns.length < 2) return [];
  const currency = call.perRun.cost?.currency;
  const money = (amount: number | null): string =>
    amount === null || currency === undefined ? "" : formatMoney(amount, currency);
  const row = (turn: ExplainedTurn): readonly string[] => [
    turn.summary ? "summary" : String(turn.turn),
    formatWhole(turn.input),
    formatWhole(turn.cacheRead),
    formatWhole(turn.output),
    ...(currency === undefined ? [] : [money(turn.cost), money(turn.cumulative)]),
  ];
  const head = ["turn", "input", "cached", "output", ...(currency === undefined ? [] : ["cost", "so far"])];
  const isLong = turns.length > FIRST_TURNS + LAST_TURNS + 1;
  const rows = isLong
    ? [...turns.slice(0, FIRST_TURNS).map(row), ["…"], ...turns.slice(-LAST_TURNS).map(row)]
    : turns.map(row);
  return table(
    head,
    rows,
    head.map(() => RIGHT),
  );
}

function changeBlocks({ call, changes }: ExplainedCall): readonly ExplainBlock[] {
  const currency = call.perRun.cost?.currency;
  const rows = changes.map(({ text, cost, input, changePercent }) => [
    text,
    cost === null || currency === undefined ? `${formatTokens(input)} tokens` : formatMoney(cost, currency),
    formatPercent(changePercent),
  ]);
  return table(["change", "per run", "difference"], rows, [LEFT, RIGHT, RIGHT]);
}

function rangeBlocks({ call, range }: ExplainedCall): readonly ExplainBlock[] {
  const currency = call.perRun.cost?.currency;
  const rows = range
    .filter(({ share }) => share >= LEAST_SHARE)
    .map((part) => [
      part.name,
      endsText(part),
      sizesText(part, currency),
      `${"█".repeat(Math.max(1, Math.round(part.share * BAR)))} ${Math.round(part.share * 100)} %`,
    ]);
  return table(["number", "P10–P90", "then a run", "share"], rows, [LEFT, RIGHT, RIGHT, LEFT]);
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
