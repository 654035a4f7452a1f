/** The numbers one run is simulated from. All token amounts are in the priced model's own tokens. */
import type { Quantity } from "../base/quantity";

export interface RunInputs {
  readonly turns: Quantity;
  /** Hard ceiling on turns, or null. Draws never exceed it. */
  readonly turnBound: number | null;
  /** Turns that always come together (think, then act), so that a run ends between them; absent: 1. */
  readonly turnsPerRound?: number;
  readonly system: Quantity;
  readonly tools: Quantity;
  readonly firstUser: Quantity;
  /** Visible answer per turn. */
  readonly output: Quantity;
  /** Reasoning per turn, billed as output. */
  readonly reasoning: Quantity;
  readonly reasoningResent: boolean;
  /** Tool results and user text added per turn. */
  readonly result: Quantity;
  /** Completions per request (multiplies output). */
  readonly choices: number;
  readonly growth: GrowthModel;
  readonly cache: CachePlan;
  readonly limits: {
    readonly contextWindow: number | null;
    readonly maxInput: number | null;
    readonly outputCap: number | null;
  };
  readonly secondsBetweenTurns: Quantity;
  /** Runs (or map items) that share system and tools within a cache lifetime read them; null = a run stands alone. */
  readonly secondsBetweenRuns: Quantity | null;
  readonly chargesPerTurn: number;
  /** Runs a calibration recorded: quantities whose basis is `calibrated` are drawn from them together. Never empty. */
  readonly recorded?: readonly RecordedRun[];
  /** Standard deviation of the natural logarithm by which the next run may be unlike those, beside their own spread; absent: 0. */
  readonly recordedDoubt?: number;
}

/** A recorded run in numbers; token amounts are averages over its turns. */
export interface RecordedRun {
  readonly turns: number;
  /** The whole first prompt: system, tools and first message. */
  readonly first: number;
  readonly output: number;
  readonly reasoning: number;
  /** What a turn adds beside the answer; negative where the code keeps less than the whole answer. */
  readonly result: number;
  /** Share of what could be read from the cache; null where nothing could, or nobody recorded it. */
  readonly hitShare: number | null;
}

export type GrowthModel =
  | { readonly kind: "accumulates" | "constant" }
  /** Only the last `turns` turns' growth is resent. `dropsPrefix`: the window may drop the first user message too. */
  | {
      readonly kind: "windowed";
      readonly turns: number;
      readonly dropsPrefix: boolean;
      /** The window slides over the system text too (it sits in the sliced list): then neither is resent. Default false. */
      readonly dropsSystem?: boolean;
    }
  | { readonly kind: "windowed-tokens"; readonly tokens: number }
  /**
   * Answers accumulate; results older than the last `turns` turns are replaced by `leftTokens`, once the prompt is larger than
   * `beyondTokens` (null: always), and stay so.
   */
  | {
      readonly kind: "cleared";
      readonly turns: number;
      readonly leftTokens: number;
      readonly beyondTokens: number | null;
    }
  /** Sawtooth: from `after` tokens of history it grows to `trigger`, then a summary call is paid and it starts over. */
  | { readonly kind: "summarised"; readonly triggerTokens: number; readonly afterTokens: number };

export interface CachePlan {
  readonly mode: "none" | "automatic" | "explicit-moving" | "explicit-fixed";
  /** Key of the write price and of the lifetime. */
  readonly lifetime: string;
  readonly lifetimeSeconds: number | null;
  readonly minTokens: number;
  readonly granularity: number;
  readonly billsWrites: boolean;
  readonly hitShare: Quantity;
  /** Something in the prefix changes every turn: nothing can be read. */
  readonly prefixBroken: boolean;
}

/** The concrete numbers of one draw. Token amounts are integers; output, reasoning and result are the run's average per turn. */
export interface RunDraw {
  readonly turns: number;
  readonly system: number;
  readonly tools: number;
  readonly firstUser: number;
  readonly output: number;
  readonly reasoning: number;
  readonly result: number;
  readonly hitShare: number;
  /** Seconds before turns 2, 3, …; a shorter list is repeated. Never empty. */
  readonly gaps: readonly number[];
  readonly secondsBetweenRuns: number | null;
}

/** What one request is billed for. uncached + cacheRead + sum(cacheWrite) = the whole prompt, always. */
export interface TurnUsage {
  readonly turn: number;
  readonly uncached: number;
  readonly cacheRead: number;
  readonly cacheWrite: Readonly<Record<string, number>>;
  /** Visible answers of all choices. */
  readonly output: number;
  readonly reasoning: number;
  /** Present on the call that compacts the history before this turn's own request. */
  readonly summary?: true;
}
