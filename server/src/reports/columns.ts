/** Text in columns for terminals, safe to print whatever the workspace's files say. */

export interface Column {
  readonly align: "left" | "right";
}

const GAP = "  ";

/** Rows padded to common widths; the last column is not padded, so that no line ends in spaces. */
export function inColumns(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
): readonly string[] {
  const widths = columns.map((_, at) => Math.max(0, ...rows.map((row) => widthOf(row[at] ?? ""))));
  return rows.map((row) =>
    columns
      .map(({ align }, at) => padded(row[at] ?? "", widths[at] ?? 0, align))
      .join(GAP)
      .trimEnd(),
  );
}

/** Control characters and direction marks out: text of a file must not steer the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control and direction marks are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, " ");
}

/** At most `limit` characters, the last one "…" where something was cut. */
export function shortened(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
}

function padded(text: string, width: number, align: Column["align"]): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "left" ? text + space : space + text;
}

function widthOf(text: string): number {
  return [...text].length;
}
