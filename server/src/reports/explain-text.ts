/** An explanation for people at a terminal. */
import { inColumns, printable } from "./columns";
import type { ExplainedCall, ExplainReport } from "./explain-contract";
import { type ExplainBlock, headOf, sectionsOf } from "./explain-sections";

export function explainText(report: ExplainReport): string {
  return `${report.calls.map((call) => callLines(call, report.when).join("\n")).join("\n\n")}\n`;
}

function callLines(explained: ExplainedCall, when: string): readonly string[] {
  return [
    ...headOf(explained, when).map(printable),
    ...sectionsOf(explained).flatMap(({ title, blocks }) => [
      "",
      title,
      ...blocks.flatMap(blockLines).map((line) => `  ${line}`),
    ]),
  ];
}

function blockLines(block: ExplainBlock): readonly string[] {
  if (block.kind !== "table") return [printable(block.text)];
  const rows = [block.head, ...block.rows].map((row) => row.map(printable));
  return inColumns(rows, block.columns);
}
