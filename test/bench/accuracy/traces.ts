/** Recorded runs as numbers: reads `runs.csv` of a folder of traces (its README says what each column means). */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface RecordedRun {
  readonly source: string;
  readonly agent: string;
  readonly model: string;
  /** Model calls. */
  readonly turns: number;
  /** Input of all calls: as the provider counted where it was recorded, else counted from the resent messages. */
  readonly input: number;
  readonly output: number;
  readonly cached: number;
}

/** Runs with calls and totals; those without (totals only) cannot be compared turn by turn. */
export async function readRuns(folder: string): Promise<readonly RecordedRun[]> {
  return parseRuns(await readFile(join(folder, "runs.csv"), "utf8"));
}

/** The fields hold no quotes and no commas. */
export function parseRuns(csv: string): readonly RecordedRun[] {
  const [head = "", ...lines] = csv.split(/\r?\n/);
  const columns = head.split(",");
  return lines.flatMap((line) => {
    const fields = line.split(",");
    const text = (name: string): string => fields[columns.indexOf(name)] ?? "";
    const number = (name: string): number => (text(name) === "" ? Number.NaN : Number(text(name)));
    const turns = number("N");
    const input = number("total_in");
    if (!(turns >= 1) || !(input > 0)) return [];
    return [
      {
        source: text("source"),
        agent: text("agent"),
        model: text("model"),
        turns,
        input,
        output: number("total_out") || 0,
        cached: number("cached") || 0,
      },
    ];
  });
}
