/** The priors of an archetype: pooled over the recorded agents that stand for it, one of them left out where asked. */
import type { Quantity } from "../../base/quantity";
import { ARCHETYPES, type ArchetypeId } from "./archetype";
import { pooled, type Voice } from "./pool";
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

/** All there is, less one agent. */
export function recordsWithout(leaveOut: string | undefined): Records {
  if (leaveOut === undefined) return { agents: RECORDED, results: RECORDED_RESULTS };
  return {
    agents: RECORDED.filter(({ agent }) => agent !== leaveOut),
    results: RECORDED_RESULTS.filter(({ agent }) => agent !== leaveOut),
  };
}

/** Rounds of a run where no telling bound stands in the code: as many model calls, but for code that makes several in a round. */
export function turnsOf(records: Records, id: ArchetypeId): Quantity | undefined {
  return fromAgents(records, id, "turns", inRounds, false);
}

/** A run's average visible output per call. */
export function outputOf(records: Records, id: ArchetypeId): Quantity | undefined {
  return fromAgents(records, id, "output", ({ output }) => output, true);
}

/** A run's average of what results and people add per call. */
export function addedOf(records: Records, id: ArchetypeId): Quantity | undefined {
  return fromAgents(records, id, "added", ({ added }) => added, true);
}

/** Turns over the bound, for bounds people set to stop a run that goes wrong (10 to 30 in the records). */
export function shareOfBound(records: Records): Quantity | undefined {
  const shares = records.agents.flatMap(({ agent, models, bound, turns }): Voice[] => {
    if (bound === null) return [];
    const figures: Figures = [turns[0] / bound, turns[1] / bound, turns[2] / bound, turns[3] / bound];
    return [{ agent, models, figures }];
  });
  const pool = pooled(shares, "prior:turns.over-bound");
  return pool && { ...pool, high: Math.min(1, pool.high) };
}

/** Size of one result of a kind. */
export function resultOf(records: Records, kind: ResultKind): Quantity | undefined {
  const sizes = records.results
    .filter((result) => result.kind === kind)
    .map(({ agent, models, size }) => ({ agent, models, figures: size }));
  return pooled(sizes, `prior:result.${kind}`);
}

function inRounds({ turns, callsPerRound = 1 }: RecordedAgent): Figures {
  const [low, typical, high, mean] = turns;
  return [low / callsPerRound, typical / callsPerRound, high / callsPerRound, mean / callsPerRound];
}

function fromAgents(
  { agents }: Records,
  id: ArchetypeId,
  what: string,
  pick: (agent: RecordedAgent) => Figures | null,
  ofRun: boolean,
): Quantity | undefined {
  for (const archetype of [id, ...ARCHETYPES[id].nearest]) {
    const voices = agents
      .filter(
        (agent) => agent.archetype === archetype || ARCHETYPES[archetype].alike.includes(agent.archetype),
      )
      .flatMap((recorded): Voice[] => {
        const figures = pick(recorded);
        return figures ? [{ agent: recorded.agent, models: recorded.models, figures }] : [];
      });
    const pool = pooled(voices, `prior:${what}.${archetype}`, { ofRun });
    if (pool) return pool;
  }
  return undefined;
}
