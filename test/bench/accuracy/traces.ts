/** Recorded runs as numbers: reads `runs.csv` of a folder of traces (its README says what each column means). */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

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
  /** Request by request; empty where nobody recorded them. */
  readonly steps: readonly Step[];
}

/** One request: the whole prompt and the billed output. */
export interface Step {
  readonly input: number;
  readonly output: number;
}

/** Runs with calls and totals; those without (totals only) cannot be compared turn by turn. */
export async function readRuns(folder: string): Promise<readonly RecordedRun[]> {
  const steps = gunzipSync(await readFile(join(folder, "steps.csv.gz"))).toString("utf8");
  return parseRuns(await readFile(join(folder, "runs.csv"), "utf8"), parseSteps(steps));
}

/** The fields hold no quotes and no commas. */
export function parseRuns(
  csv: string,
  steps: ReadonlyMap<string, readonly Step[]> = new Map(),
): readonly RecordedRun[] {
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
        steps: steps.get(text("run")) ?? [],
      },
    ];
  });
}

/** Steps by run, in their order; a step is as the provider counted it where that was recorded. */
export function parseSteps(csv: string): ReadonlyMap<string, readonly Step[]> {
  const [head = "", ...lines] = csv.split(/\r?\n/);
  const columns = head.split(",");
  const runs = new Map<string, Step[]>();
  for (const line of lines) {
    const fields = line.split(",");
    const of = (name: string): string => fields[columns.indexOf(name)] ?? "";
    const run = of("run");
    if (run === "") continue;
    const input = Number(of("in_rec") || of("ctx_tk"));
    const output = Number(of("out_rec") || of("out_tk"));
    const steps = runs.get(run) ?? [];
    steps.push({ input, output });
    runs.set(run, steps);
  }
  return runs;
}
