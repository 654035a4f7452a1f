/** The shown rows as Markdown and as CSV, for issues and spreadsheets. */
import type { ComparisonView, OfferRow } from "../../../shared/view-models";

const MARKDOWN_COLUMNS = ["Model", "Host", "Region", "Per run", "Range", "Difference"];
const CSV_COLUMNS = [
  "model",
  "host",
  "region",
  "country",
  "service tier",
  "currency",
  "low per run",
  "typical per run",
  "high per run",
  "mean per run",
  "difference %",
  "mean per month",
  "input tokens",
  "output tokens",
  "obstacle",
  "price checked",
];

/** A Markdown table with the call and the assumptions above it. */
export function toMarkdown(view: ComparisonView, rows: readonly OfferRow[]): string {
  const hasMonth = rows.some((row) => row.perMonthText !== null);
  const columns = hasMonth ? [...MARKDOWN_COLUMNS, "Per month"] : MARKDOWN_COLUMNS;
  const cells = rows.map((row) => [
    row.modelName + (row.current ? " (current)" : ""),
    row.hostName,
    placeText(row),
    row.costText,
    row.rangeText,
    row.current ? "" : row.differenceText,
    ...(hasMonth ? [row.perMonthText ?? ""] : []),
  ]);
  return [
    `**${escapeMarkdown(view.title)}**, ${escapeMarkdown(view.turnsText)}`,
    "",
    ...[columns, columns.map(() => "---"), ...cells.map((row) => row.map(escapeMarkdown))].map(
      (row) => `| ${row.join(" | ")} |`,
    ),
    "",
    ...view.assumptions.map((text) => `- ${escapeMarkdown(text)}`),
    "",
  ].join("\n");
}

/** RFC 4180, with figures as plain numbers. */
export function toCsv(rows: readonly OfferRow[]): string {
  const lines = rows.map((row) => [
    row.model,
    row.host,
    row.region,
    row.country ?? "",
    row.serviceTier,
    row.cost.currency,
    row.cost.low,
    row.cost.typical,
    row.cost.high,
    row.cost.mean,
    row.differencePercent ?? "",
    row.perMonth ?? "",
    row.inputTokens,
    row.outputTokens,
    row.obstacle ?? "",
    row.checked,
  ]);
  return [CSV_COLUMNS, ...lines].map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
}

/** `Frankfurt (DE)`, with the service tier where it is not the standard one. */
export function placeText(row: OfferRow): string {
  const country = row.country === null || row.country === row.regionName ? "" : ` (${row.country})`;
  const serviceTier = row.serviceTier === "standard" ? "" : `, ${row.serviceTier}`;
  return `${row.regionName}${country}${serviceTier}`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>|~#]/g, "\\$&");
}

/** A text that a spreadsheet would take for a formula gets an apostrophe: catalogues are other people's text. */
function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
