/** One recorded request, however it was logged: token counts as the provider billed them, and what tells where it came from. */

export interface UsageRecord {
  /** `file:line` in the log; lines of a JSON document that spans many are its entry's number. */
  readonly at: string;
  /** Calls with the same id belong together: conversation, trace or run; null where the log names none. */
  readonly run: string | null;
  /** Id of this request, and of the one whose answer it goes on from (provider-side history). */
  readonly id: string | null;
  readonly previous: string | null;
  /** Milliseconds since the epoch. */
  readonly start: number | null;
  readonly end: number | null;
  /** Ids as asked for and as answered. */
  readonly models: readonly string[];
  /** Tokens of the whole prompt: uncached, read from and written to a cache. */
  readonly input: number;
  /** All billed output, reasoning included. */
  readonly output: number;
  /** null where the log does not say. */
  readonly reasoning: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
  /** Which agent of a run asked. */
  readonly agent: string | null;
  /** What may name the code: function, agent, spans around the request. */
  readonly names: readonly string[];
  readonly file: string | null;
  readonly line: number | null;
  /** A call site the log itself names: `src/agent.py:42` or `src/agent.py#Agent.step`. */
  readonly call: string | null;
  /** Beginning of the system text, and tools the model called: compared in memory, stored nowhere. */
  readonly system: string | null;
  readonly toolNames: readonly string[];
  /** Tools the request offers, as far as the log holds the request. */
  readonly toolsOffered: readonly string[];
}

/** A log's way of writing requests. Adding one: a file here and its line in `index.ts`. */
export interface Adapter {
  readonly id: string;
  /** Requests in one JSON value; undefined where the value is not this adapter's. Never throws, whatever the value. */
  readonly read: (value: unknown, at: (entry: number) => string) => readonly Found[] | undefined;
}

/** A request, or why an entry that should be one cannot be used. */
export type Found = UsageRecord | { readonly problem: string; readonly at: string };

export const NO_RECORD: Omit<UsageRecord, "at" | "input" | "output"> = {
  run: null,
  id: null,
  previous: null,
  start: null,
  end: null,
  models: [],
  reasoning: null,
  cacheRead: null,
  cacheWrite: null,
  agent: null,
  names: [],
  file: null,
  line: null,
  call: null,
  system: null,
  toolNames: [],
  toolsOffered: [],
};

/** Characters of a system text that are kept for the comparison. */
export const SYSTEM_HEAD = 2_000;
