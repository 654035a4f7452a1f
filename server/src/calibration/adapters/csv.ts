/**
 * A table with one request per line. Columns by name, in any order: `input` (whole prompt, cached tokens included) and `output` must be
 * there; `run`, `time` (ISO or seconds since 1970), `model`, `cached`, `reasoning`, `function`, `agent`, `file`, `call` may be.
 */
import { instant, text, tokens } from "../json";
import { type Found, NO_RECORD } from "../record";

const OTHER_NAMES: Readonly<Record<string, string>> = {
  input_tokens: "input",
  prompt_tokens: "input",
  output_tokens: "output",
  completion_tokens: "output",
  cached_tokens: "cached",
  reasoning_tokens: "reasoning",
  run_id: "run",
  trace_id: "run",
  timestamp: "time",
};

export interface CsvTable {
  readonly columns: ReadonlyMap<string, number>;
}

/** The table a first line announces; undefined where it names no `input` and `output`. */
export function csvTable(head: string): CsvTable | undefined {
  const names = fieldsOf(head.replace(/^\ufeff/, "")).map((name) => name.trim().toLowerCase());
  const columns = new Map(
    names.map((name, i) => [Object.hasOwn(OTHER_NAMES, name) ? (OTHER_NAMES[name] ?? name) : name, i]),
  );
  return columns.has("input") && columns.has("output") ? { columns } : undefined;
}

export function readCsvLine({ columns }: CsvTable, line: string, at: string): Found {
  const fields = fieldsOf(line);
  const of = (name: string): string | null => {
    const index = columns.get(name);
    return index === undefined ? null : text(fields[index]?.trim());
  };
  const [input, output] = [tokens(of("input")), tokens(of("output"))];
  if (input === null || output === null)
    return { at, problem: "input and output must be whole numbers of tokens" };
  return {
    ...NO_RECORD,
    at,
    run: of("run"),
    start: instant(of("time")),
    models: [of("model")].flatMap((id) => id ?? []),
    input,
    output,
    reasoning: tokens(of("reasoning")),
    cacheRead: tokens(of("cached")),
    agent: of("agent"),
    names: [of("function"), of("agent")].flatMap((name) => name ?? []),
    file: of("file"),
    call: of("call"),
  };
}

/** Quotes may surround a field, doubled inside it; a field ends with its line. */
function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
}
