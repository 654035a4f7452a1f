/** What was typed after `farebox explain`. */
import type { When } from "../catalogue/types";
import { parseOptions, readWhen } from "./option-values";
import { UsageError } from "./usage";

export interface ExplainCommand {
  readonly kind: "explain";
  readonly file: string;
  /** 1-based; null = the file's only call. */
  readonly line: number | null;
  /** 1-based cell of a notebook, whose lines `line` then counts; null elsewhere. */
  readonly cell: number | null;
  readonly json: boolean;
  /** null = today. */
  readonly when: When | null;
  readonly settingsFile: string | null;
  readonly currency: string | null;
  readonly quiet: boolean;
}

const SEE_HELP = 'See "farebox --help".';
const OPTIONS = {
  format: { type: "string", default: "text" },
  when: { type: "string" },
  settings: { type: "string" },
  currency: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export function readExplainCommand(args: readonly string[]): ExplainCommand | { readonly kind: "help" } {
  const { values, positionals } = parseOptions(args, OPTIONS, SEE_HELP);
  if (values.help) return { kind: "help" };
  const [place, ...more] = positionals;
  if (place === undefined)
    throw new UsageError(`Name a call as file:line, such as src/agent.py:42. ${SEE_HELP}`);
  if (more.length > 0) throw new UsageError(`One call at a time; "${more[0]}" is one too many. ${SEE_HELP}`);
  if (values.format !== "text" && values.format !== "json")
    throw new UsageError(`--format: "${values.format}" is none of text, json.`);
  return {
    kind: "explain",
    ...readPlace(place),
    json: values.format === "json",
    when: values.when === undefined ? null : readWhen(values.when),
    settingsFile: values.settings ?? null,
    currency: values.currency?.toUpperCase() ?? null,
    quiet: values.quiet,
  };
}

/** "src/agent.py:42", "book.ipynb:3:5" (cell 3, line 5), "src/agent.py". A drive letter's colon is none of these. */
function readPlace(written: string): Pick<ExplainCommand, "file" | "line" | "cell"> {
  const [, file = written, first, second] = /^(.+?)(?::(\d{1,9}))?(?::(\d{1,9}))?$/.exec(written) ?? [];
  const [cell, line] = second === undefined ? [undefined, first] : [first, second];
  if (line === "0" || cell === "0") throw new UsageError(`${written}: lines and cells count from 1.`);
  return {
    file,
    line: line === undefined ? null : Number(line),
    cell: cell === undefined ? null : Number(cell),
  };
}
