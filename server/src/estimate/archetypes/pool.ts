/** A prior from several recorded agents: each counts alike, however many runs it has, because the next agent is a new one. */
import type { Quantity } from "../../base/quantity";
import type { Figures } from "./recorded";

/** What one agent, or one of its variants, says. */
export interface Voice {
  readonly agent: string;
  /** Models its runs were made with: each is another draw of what agents do. */
  readonly models: number;
  readonly figures: Figures;
}

export interface PoolOptions {
  /** The figures are averages over a run's turns. */
  readonly ofRun?: boolean;
}

/**
 * P10, P50 and P90 averaged on a logarithmic scale, and the plain mean of the means. The distance of P10 and P90 from the median is widened
 * by sqrt(1 + 1/n) for the chance that the next agent is unlike these, as a prediction from n draws asks for; n counts agents and models.
 * Undefined without voices.
 */
export function pooled(
  voices: readonly Voice[],
  source: string,
  options: PoolOptions = {},
): Quantity | undefined {
  if (voices.length === 0) return undefined;
  const weights = voices.map(({ agent }) => 1 / voices.filter((other) => other.agent === agent).length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (pick: (figures: Figures) => number): number =>
    voices.reduce((sum, { figures }, i) => sum + (weights[i] ?? 0) * pick(figures), 0) / total;
  // Sizes below one token, or shares near nothing, say no more than "hardly any".
  const geometric = (index: 0 | 1 | 2): number =>
    Math.exp(average((figures) => Math.log(Math.max(SMALLEST, figures[index]))));
  const typical = geometric(1);
  const draws = voices.reduce((sum, { models }) => sum + models, 0);
  const stretch = Math.sqrt(1 + 1 / draws);
  const away = (value: number): number => typical * (value / typical) ** stretch;
  return {
    low: away(geometric(0)),
    typical,
    high: away(geometric(2)),
    mean: average((figures) => figures[3]),
    basis: "assumed",
    source,
    ...(options.ofRun ? { ofRun: true as const } : {}),
  };
}

const SMALLEST = 0.01;
