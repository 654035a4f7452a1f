/** Prompt files of a report: rows for scripts, and a section for people. They are in no total. */
import { formatMoney, formatRange, formatTokens } from "../base/format";
import type { PromptFileEstimate } from "../prompt-files/estimate";
import { type Column, inColumns, printable } from "./columns";
import type { ReportPromptFile } from "./contract";
import { reportCost, reportQuantity } from "./rounding";

export function reportPromptFile(estimate: PromptFileEstimate): ReportPromptFile {
  const { file, offer, chosenBy, parts } = estimate;
  return {
    file: file.path,
    kind: file.kind.id,
    readBy: file.kind.readBy,
    model: file.model,
    offer: offer.known
      ? {
          model: offer.value.model,
          host: offer.value.host,
          region: offer.value.region,
          serviceTier: offer.value.serviceTier,
          currency: offer.value.currency,
        }
      : null,
    ...(offer.known ? {} : { unpricedReason: offer.reason }),
    chosenBy,
    parts: parts.map(({ label, sent, tokens, holes, cost }) => ({
      part: label,
      sent,
      tokens: reportQuantity(tokens),
      holes,
      costPer100Turns: cost.known ? reportCost(cost.value) : null,
      ...(cost.known ? {} : { costReason: cost.reason }),
    })),
  };
}

const COLUMNS: readonly Column[] = [
  { align: "left" },
  { align: "left" },
  { align: "right" },
  { align: "left" },
  { align: "left" },
];

/** One table for each reader: what coding tools read, and what the application sends. */
export function promptFileLines(files: readonly ReportPromptFile[]): readonly string[] {
  const readers = ["coding tools", "the application"] as const;
  return readers.flatMap((reader) => {
    const rows = files.filter(({ readBy }) => readBy === reader).flatMap(rowsOf);
    if (rows.length === 0) return [];
    const title = `Prompt files ${reader === "coding tools" ? "coding tools read" : "the application sends"}, 100 turns with each (in no total)`;
    return [title, ...inColumns(rows, COLUMNS).map((line) => `  ${line.trimEnd()}`), ""];
  });
}

function rowsOf({ file, parts, offer, unpricedReason }: ReportPromptFile): readonly (readonly string[])[] {
  return parts.map(({ part, sent, tokens, costPer100Turns: cost }, index) => {
    const money = cost
      ? `${formatMoney(cost.typical, cost.currency)} (${formatRange(cost.low, cost.high, cost.currency)}) on ${offer?.model ?? "?"}`
      : (unpricedReason ?? "unpriced");
    return [
      index === 0 ? printable(file) : "",
      part,
      `${formatTokens(Math.round(tokens.typical))} tok`,
      sent,
      printable(money),
    ];
  });
}
