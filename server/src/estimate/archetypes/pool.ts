/** A prior from several recorded agents: each counts alike, however many runs it has, because the next agent is a new one. */
import type { Quantity } from "../../base/quantity";
import { Z90 } from "../../cost/normal";
import type { Figures } from "./recorded";

/** What one agent, or one of its variants, says. */
export interface Voice {
  readonly agent: string;
  readonly figures: Figures;
}

export interface PoolOptions {
  /** Variance of the agents' medians, of their natural logarithms, within one kind. */
  readonly between: number;
  /** The figures are averages over a run's turns. */
  readonly ofRun?: boolean;
}

/**
 * P10, P50 and P90 averaged on a logarithmic scale, and the plain mean of the means. P10 and P90 then move away from the median for the
 * chance that the next agent is unlike these: the distance within agents and the distance between them, sqrt(1 + 1/n) times as large
 * for a prediction from n agents, add up as independent ones do. Undefined without voices.
 */
export function pooled(voices: readonly Voice[], source: string, options: PoolOptions): Quantity | undefined {
  if (voices.length === 0) return undefined;
  const weights = voices.map(({ agent }) => 1 / voices.filter((other) => other.agent === agent).length);
  const agents = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (pick: (figures: Figures) => number): number =>
    voices.reduce((sum, { figures }, i) => sum + (weights[i] ?? 0) * pick(figures), 0) / agents;
  const geometric = (index: 0 | 1 | 2): number => Math.exp(average((figures) => logOf(figures[index])));
  const typical = geometric(1);
  const apart = Z90 * Math.sqrt(options.between * (1 + 1 / agents));
  const away = (value: number): number => Math.exp(Math.hypot(Math.log(value / typical), apart));
  return {
    low: typical / away(geometric(0)),
    typical,
    high: typical * away(geometric(2)),
    mean: average((figures) => figures[3]),
    basis: "assumed",
    source,
    ...(options.ofRun ? { ofRun: true as const } : {}),
  };
}

/**
 * Variance of the logarithms of agents' medians within groups of one kind, pooled over the groups: how unlike two agents of a kind are.
 * Undefined where no group has two agents.
 */
export function varianceBetween(groups: readonly (readonly Voice[])[]): number | undefined {
  let squares = 0;
  let freedom = 0;
  for (const voices of groups) {
    const medians = [...new Set(voices.map(({ agent }) => agent))].map((agent) => {
      const own = voices.filter((voice) => voice.agent === agent);
      return own.reduce((sum, { figures }) => sum + logOf(figures[1]), 0) / own.length;
    });
    if (medians.length < 2) continue;
    const middle = medians.reduce((sum, median) => sum + median, 0) / medians.length;
    squares += medians.reduce((sum, median) => sum + (median - middle) ** 2, 0);
    freedom += medians.length - 1;
  }
  return freedom === 0 ? undefined : squares / freedom;
}

/** Sizes below one token, or shares near nothing, say no more than "hardly any". */
function logOf(value: number): number {
  return Math.log(Math.max(0.01, value));
}
