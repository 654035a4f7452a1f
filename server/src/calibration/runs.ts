/**
 * Requests to runs. Where the log names conversation, trace or run, that is the run, apart for each agent in it. Else a request goes on
 * from the response it names. Else a request continues the last one of the same model and system text whose prompt is not longer than its
 * own, if it comes within ten minutes; a shorter prompt starts a new run.
 */
import type { Run } from "./fit";
import type { UsageRecord } from "./record";

/** A person who takes longer has begun something else. */
const LONGEST_PAUSE = 10 * 60_000;

export function groupRuns(records: readonly UsageRecord[]): readonly Run[] {
  const ordered = inOrder(records);
  const runs: UsageRecord[][] = [];
  const named = new Map<string, UsageRecord[]>();
  const byId = new Map<string, UsageRecord[]>();
  const open = new Map<string, UsageRecord[]>();
  for (const record of ordered) {
    const stream = streamOf(record);
    const key = record.run === null ? null : JSON.stringify([record.run, stream]);
    const chained = record.previous === null ? undefined : byId.get(record.previous);
    const last = open.get(stream);
    const known =
      key === null ? (chained ?? (last && continues(last, record) ? last : undefined)) : named.get(key);
    const run = known ?? [];
    if (!known) runs.push(run);
    run.push(record);
    if (key !== null) named.set(key, run);
    else open.set(stream, run);
    if (record.id !== null) byId.set(record.id, run);
  }
  return runs;
}

/** By time where every request has one, else as the log has them. */
function inOrder(records: readonly UsageRecord[]): readonly UsageRecord[] {
  if (records.some(({ start }) => start === null)) return records;
  return [...records].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
}

/** Agents of one trace have models, names or system texts of their own. */
function streamOf({ models, agent, system, call }: UsageRecord): string {
  return JSON.stringify([models[0] ?? null, agent, system, call]);
}

function continues(run: readonly UsageRecord[], next: UsageRecord): boolean {
  const last = run.at(-1);
  if (!last || next.input < last.input || next.previous !== null) return false;
  const since = last.end ?? last.start;
  return since === null || next.start === null || next.start - since <= LONGEST_PAUSE;
}
