/** The priors of an archetype: pooled over the recorded agents that stand for it, one of them left out where asked. */
import type { Quantity } from "../../base/quantity";
import { ARCHETYPES, type ArchetypeId } from "./archetype";
import { pooled, type Voice, varianceBetween } from "./pool";
import {
  type Figures,
  RECORDED,
  RECORDED_RESULTS,
  type RecordedAgent,
  type RecordedResult,
  type ResultKind,
} from "./recorded";

export interface Records {
  readonly agents: readonly RecordedAgent[];
  readonly results: readonly RecordedResult[];
}

const ALL: Records = { agents: RECORDED, results: RECORDED_RESULTS };

/** All there is, less one agent. */
export function recordsWithout(leaveOut: string | undefined): Records {
  if (leaveOut === undefined) return ALL;
  return {
    agents: RECORDED.filter(({ agent }) => agent !== leaveOut),
    results: RECORDED_RESULTS.filter(({ agent }) => agent !== leaveOut),
  };
}

/** Rounds of a run where no telling bound stands in the code: as many model calls, but for code that makes several in a round. */
export function turnsOf(records: Records, id: ArchetypeId): Quantity | undefined {
  return remembered(records, `turns.${id}`, () => fromAgents(records, id, "turns", inRounds, false));
}

/** A run's average visible output per call. */
export function outputOf(records: Records, id: ArchetypeId): Quantity | undefined {
  return remembered(records, `output.${id}`, () =>
    fromAgents(records, id, "output", ({ output }) => output, true),
  );
}

/** A run's average of what results and people add per call. */
export function addedOf(records: Records, id: ArchetypeId): Quantity | undefined {
  return remembered(records, `added.${id}`, () =>
    fromAgents(records, id, "added", ({ added }) => added, true),
  );
}

/** Turns over the bound, for bounds people set to stop a run that goes wrong (10 to 30 in the records). */
export function shareOfBound(records: Records): Quantity | undefined {
  return remembered(records, "share", () => pooledShare(records));
}

function pooledShare({ agents }: Records): Quantity | undefined {
  const shareOf = ({ bound, turns }: RecordedAgent): Figures | null =>
    bound === null ? null : [turns[0] / bound, turns[1] / bound, turns[2] / bound, turns[3] / bound];
  const voices = voicesOf(agents, shareOf);
  // Bounds are of all kinds of agents: one group.
  const between = varianceBetween([voices]) ?? UNKNOWN_BETWEEN;
  const pool = pooled(voices, "prior:turns.over-bound", { between });
  return pool && { ...pool, high: Math.min(1, pool.high) };
}

/**
 * Size of one result of a kind. Its range is that of single results, which differ within a run far more than agents do; the doubt that
 * all of a run's results share is the correlation inside a run (`cost/draws.ts`).
 */
export function resultOf(records: Records, kind: ResultKind): Quantity | undefined {
  return remembered(records, `result.${kind}`, () => pooledResult(records, kind));
}

function pooledResult({ results }: Records, kind: ResultKind): Quantity | undefined {
  const voices = results
    .filter((result) => result.kind === kind)
    .map(({ agent, size }): Voice => ({ agent, figures: size }));
  return pooled(voices, `prior:result.${kind}`, { between: 0 });
}

/**
 * How unlike two variants of one agent and kind are: the variance of the logarithms of their medians. Turns, and what a turn adds, of which
 * the results say more than the answers.
 */
export function varianceOfVariants({ agents }: Records): {
  readonly turns: number;
  readonly growth: number;
} {
  const groups = new Map<string, RecordedAgent[]>();
  for (const one of agents) {
    const key = `${one.agent} ${one.archetype}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  // Each variant speaks for itself here.
  const voices = (pick: Pick): readonly (readonly Voice[])[] =>
    [...groups.values()].map((variants) =>
      voicesOf(variants, pick).map((voice, i) => ({ ...voice, agent: `${voice.agent} ${i}` })),
    );
  return {
    turns: varianceBetween(voices(({ turns }) => turns)) ?? UNKNOWN_BETWEEN,
    growth: varianceBetween(voices(({ added }) => added)) ?? UNKNOWN_BETWEEN,
  };
}

/** Pools of the records, which never change. */
const pools = new WeakMap<Records, Map<string, Quantity | undefined>>();

function remembered(records: Records, key: string, pool: () => Quantity | undefined): Quantity | undefined {
  const kept = pools.get(records) ?? new Map<string, Quantity | undefined>();
  pools.set(records, kept);
  if (!kept.has(key)) kept.set(key, pool());
  return kept.get(key);
}

function inRounds({ turns, callsPerRound = 1 }: RecordedAgent): Figures {
  const [low, typical, high, mean] = turns;
  return [low / callsPerRound, typical / callsPerRound, high / callsPerRound, mean / callsPerRound];
}

/** Two agents of a kind lie within a factor of two in two of three cases. A judgement, where the records hold no two of a kind. */
const UNKNOWN_BETWEEN = Math.log(2) ** 2 / 2;

type Pick = (agent: RecordedAgent) => Figures | null;

function voicesOf(agents: readonly RecordedAgent[], pick: Pick): readonly Voice[] {
  return agents.flatMap((recorded): Voice[] => {
    const figures = pick(recorded);
    return figures ? [{ agent: recorded.agent, figures }] : [];
  });
}

/** Agents of the kind and of kinds pooled with it. */
function ofKind(agents: readonly RecordedAgent[], id: ArchetypeId): readonly RecordedAgent[] {
  return agents.filter(({ archetype }) => archetype === id || ARCHETYPES[id].alike.includes(archetype));
}

function fromAgents(
  { agents }: Records,
  id: ArchetypeId,
  what: string,
  pick: Pick,
  ofRun: boolean,
): Quantity | undefined {
  const kinds = Object.keys(ARCHETYPES) as ArchetypeId[];
  const own = (kind: ArchetypeId): readonly Voice[] =>
    voicesOf(
      agents.filter(({ archetype }) => archetype === kind),
      pick,
    );
  const between = varianceBetween(kinds.map(own)) ?? UNKNOWN_BETWEEN;
  for (const archetype of [id, ...ARCHETYPES[id].nearest]) {
    const pool = pooled(voicesOf(ofKind(agents, archetype), pick), `prior:${what}.${archetype}`, {
      between,
      ofRun,
    });
    if (pool) return pool;
  }
  return undefined;
}
