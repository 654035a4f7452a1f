/** An explanation as a Markdown page, for editors. Without HTML; all text of the workspace and the catalogue is escaped. */
import { escapeMarkdown, inlineCode } from "../base/markdown";
import type { ExplainedCall, ExplainReport } from "./explain-contract";
import { type ExplainBlock, headOf, sectionsOf } from "./explain-sections";

export function explainMarkdown(report: ExplainReport): string {
  return `${report.calls.map((call) => callBlocks(call, report.when).join("\n\n")).join("\n\n")}\n`;
}

function callBlocks(explained: ExplainedCall, when: string): readonly string[] {
  const [title = "", ...more] = headOf(explained, when).map(escapeMarkdown);
  return [
    `# ${title}`,
    more.join("  \n"),
    ...sectionsOf(explained).flatMap(({ title: section, blocks }) => [
      `## ${escapeMarkdown(section)}`,
      ...blocks.map(blockText),
    ]),
  ];
}

function blockText(block: ExplainBlock): string {
  if (block.kind === "line") return escapeMarkdown(block.text);
  if (block.kind === "formula") return inlineCode(block.text);
  const rule = block.columns.map(({ align }) => (align === "right" ? "---:" : "---"));
  const rows = block.rows.map((row) => row.map(escapeMarkdown));
  return [block.head.map(escapeMarkdown), rule, ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
