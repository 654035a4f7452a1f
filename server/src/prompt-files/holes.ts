/** Splits a template into text and holes. Logic (`{% if %}`, `{{#each}}`) is no text of the prompt; both branches of it are. */

export type HoleStyle = "mustache" | "jinja" | "braces" | "vscode" | "claude";

export type Segment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "hole"; readonly name: string };

/** Each finds one mark; its first group is the name of a hole, or absent for logic and comments. No pattern nests repetitions. */
const MARKS: Readonly<Record<HoleStyle, RegExp>> = {
  mustache: /\{\{\{? *([\w.$-]+) *\}?\}\}|\{\{[^{}]{0,500}\}\}/g,
  jinja:
    /\{\{\{?[-~]? *([\w.$-]+)[^{}]{0,200}\}?\}\}|\{%[^%]{0,500}%\}|\{#[^#]{0,2000}#\}|\{\{[^{}]{0,500}\}\}/g,
  braces: /\{\{? *([a-zA-Z_][\w.]*) *\}?\}|\$\{([a-zA-Z_][\w.]*)\}/g,
  vscode: /\$\{(?:input:)?([\w.]+)[^}]{0,200}\}/g,
  claude: /\$(ARGUMENTS|[1-9])/g,
};

/** Words of Dotprompt and Handlebars that stand where a hole would and are none. */
const NO_HOLES = new Set(["history", "else", "this"]);

export function segmentsOf(text: string, style: HoleStyle | null): readonly Segment[] {
  if (style === null) return text === "" ? [] : [{ kind: "text", text }];
  const segments: Segment[] = [];
  let at = 0;
  for (const mark of text.matchAll(MARKS[style])) {
    const before = text.slice(at, mark.index);
    if (before !== "") segments.push({ kind: "text", text: before });
    const name = mark[1] ?? mark[2];
    if (name !== undefined && !NO_HOLES.has(name)) segments.push({ kind: "hole", name });
    at = mark.index + mark[0].length;
  }
  const rest = text.slice(at);
  if (rest !== "") segments.push({ kind: "text", text: rest });
  return segments;
}
