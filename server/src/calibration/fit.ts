/** From the requests of a run to the numbers it is drawn from again. Pure arithmetic over token counts. */
import type { RecordedRun } from "../cost/run-model";
import type { UsageRecord } from "./record";

/** How the code grows its prompt: decides what one turn's growth adds up to in a run. */
export interface FitShape {
  readonly growth: "accumulates" | "constant" | "windowed" | "cleared" | "other";
  /** Turns whose growth a window keeps, or whose results are not cleared. */
  readonly window: number;
  /** Reasoning stays in the history. */
  readonly reasoningResent: boolean;
}

/** Requests of one run, in order. Never empty. */
export type Run = readonly UsageRecord[];

/** A run before its gaps are filled: null where a single run cannot tell. */
interface Fitted extends Omit<RecordedRun, "result"> {
  readonly result: number | null;
}

/**
 * The runs as rows. Growth is what makes the run's total come out: results explored early weigh more than late ones, and so they do here.
 * A run of one turn shows no growth: it takes the average of the others.
 */
export function fitRuns(runs: readonly Run[], shape: FitShape): readonly RecordedRun[] {
  const fitted = runs.flatMap((run) => fitRun(run, shape) ?? []);
  const grown = fitted.filter((run): run is RecordedRun => run.result !== null);
  const turns = grown.reduce((sum, run) => sum + run.turns, 0);
  const average = turns === 0 ? 0 : grown.reduce((sum, run) => sum + run.result * run.turns, 0) / turns;
  return fitted.map((run) => ({ ...run, result: run.result ?? average }));
}

function fitRun(run: Run, shape: FitShape): Fitted | undefined {
  const [opening] = run;
  if (!opening) return undefined;
  const sum = (pick: (call: UsageRecord) => number): number =>
    run.reduce((total, call) => total + pick(call), 0);
  const turns = run.length;
  const input = sum((call) => call.input);
  const reasoning = sum((call) => Math.min(call.output, call.reasoning ?? 0)) / turns;
  const output = sum((call) => call.output) / turns - reasoning;
  const isConstant = shape.growth === "constant";
  const kept = output + (shape.reasoningResent ? reasoning : 0);
  const growth = isConstant ? null : growthOf(run, shape, kept);
  return {
    turns,
    first: isConstant ? input / turns : opening.input,
    output,
    reasoning,
    result: isConstant ? 0 : growth === null ? null : growth - kept,
    hitShare: hitShareOf(run),
  };
}

/** Tokens per turn that give the run's input under the shape's form, of which `kept` are the answer's; null for a single turn. */
function growthOf(run: Run, { growth, window }: FitShape, kept: number): number | null {
  const first = run[0]?.input ?? 0;
  if (run.length < 2) return null;
  if (growth === "other") {
    // A history that is cut now and then: what it grows by between two cuts.
    const steps = run.slice(1).flatMap((call, i) => Math.max(0, call.input - (run[i]?.input ?? 0)) || []);
    return steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + step, 0) / steps.length;
  }
  let grown = 0;
  let weight = 0;
  for (const [k, call] of run.entries()) {
    grown += call.input - first - (growth === "cleared" ? k * kept : 0);
    weight += growth === "windowed" || growth === "cleared" ? Math.min(k, window) : k;
  }
  if (growth === "cleared") return kept + Math.max(0, grown / weight);
  return Math.max(0, grown / weight);
}

/** Read over what had been sent before, from the second request on; null where nobody recorded reads. */
function hitShareOf(run: Run): number | null {
  let read = 0;
  let readable = 0;
  for (const [i, call] of run.entries()) {
    const before = run[i - 1];
    if (!before || call.cacheRead === null) continue;
    read += call.cacheRead;
    readable += Math.min(before.input, call.input);
  }
  return readable > 0 ? Math.min(1, read / readable) : null;
}

/** Seconds from an answer to the next request, over all runs; requests without times say nothing. */
export function gapsOf(runs: readonly Run[]): readonly number[] {
  return runs.flatMap((run) =>
    run.slice(1).flatMap((call, i) => {
      const before = run[i];
      const since = before?.end ?? before?.start;
      if (call.start === null || since === null || since === undefined) return [];
      return call.start >= since ? [(call.start - since) / 1e3] : [];
    }),
  );
}

/** Days (UTC) on which a run has requests, sorted. */
export function daysOf(runs: readonly Run[]): readonly string[] {
  const days = runs.flatMap((run) =>
    run.flatMap(({ start, end }) => {
      const at = start ?? end;
      return at === null ? [] : [new Date(at).toISOString().slice(0, 10)];
    }),
  );
  return [...new Set(days)].sort();
}
