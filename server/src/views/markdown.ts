/** Markdown of our own making: links and tables around text that is already escaped, and figures. */
import { formatMoney, formatRange } from "../base/format";
import type { MoneyRange } from "../base/money";

/** A link whose address cannot end the Markdown around it; `label` is escaped already. */
export function linkTo(label: string, url: string): string {
  const safe = url.replace(
    /[\s()<>\\"'`|[\]]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return `[${label}](${safe})`;
}

/** A table of cells that are Markdown already; line breaks and bars in them would break the table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/[\r\n]+/g, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** "$0.19"; sums below the least shown begin with "<", which must not open a tag. */
export function moneyText(amount: number, currency: string): string {
  return formatMoney(amount, currency).replace("<", "\\<");
}

/** "$0.05–0.44". */
export function spanText({ low, high, currency }: MoneyRange): string {
  return formatRange(low, high, currency).replace(/</g, "\\<");
}
