/** How often and on what history a call site's request is repeated. */
import type { Quantity } from "../base/quantity";
import type { Place } from "../facts/located";

export type LoopKind = "none" | "agent" | "chat" | "map" | "framework";
export type GrowthKind = "accumulates" | "constant" | "windowed" | "summarised" | "unknown";

export interface Growth {
  readonly kind: GrowthKind;
  /** For windowed: how much is kept, null where that is known only at run time. For summarised: the size beyond which it happens, null where the code names none. */
  readonly window: { readonly size: number; readonly unit: "messages" | "tokens" } | null;
  /** Whether the window may also drop the system text and the first user message. */
  readonly dropsPrefix: boolean;
  /** Old results are taken out of messages that go on being sent; absent: they stay. */
  readonly cleared?: ClearedResults;
  readonly reason: string;
  readonly place: Place | null;
}

export interface ClearedResults {
  /** The newest messages or results that keep what they hold. */
  readonly keeps: { readonly size: number; readonly unit: "messages" | "results" };
  /** Characters left in the place of a result. */
  readonly leftChars: number;
  /** Size of the history beyond which it happens; null: on every turn. */
  readonly beyond: { readonly size: number; readonly unit: "messages" | "tokens" } | null;
}

/** A loop outside the run: tasks, users, files. */
export interface OuterLoop {
  readonly place: Place;
  /** How many runs; null when it cannot be read. */
  readonly times: number | null;
  /** What is iterated, as written; the name of a function that calls itself. */
  readonly text: string;
  readonly isRecursion?: boolean;
}

/** A place where the code takes one of several ways, and the way that leads to the request. */
export interface Choice {
  /** Tells the place apart within the workspace. */
  readonly at: string;
  readonly way: string;
}

export interface RunShape {
  readonly kind: LoopKind;
  readonly bound: number | null;
  /** "rounds": passes of the loop, each of which sends `requestsPerRound`. */
  readonly boundUnit: "turns" | "rounds" | "supersteps" | "messages";
  readonly boundOrigin: "declared" | "default" | "none";
  readonly boundPlace: Place | null;
  readonly boundSource: string | null;
  /** The loop statement (or recursive function) that repeats the request. */
  readonly loopPlace: Place | null;
  /** Functions that the loop stands in and is reached through, innermost first: what they do outside it, they do once per run. */
  readonly around: readonly { readonly path: string; readonly fn: number }[];
  readonly growth: Growth;
  /** Loops around the run, innermost first. */
  readonly outer: readonly OuterLoop[];
  /** Function in which the run starts: `path#Class.method`; the code lens stands there. */
  readonly owner: { readonly path: string; readonly fn: number; readonly name: string };
  /** Function a user would start: the top of the call chain above the owner. */
  readonly entry: { readonly path: string; readonly fn: number; readonly name: string };
  /** Places that call the function holding the call site, where that is a wrapper. */
  readonly callers: readonly { readonly place: Place; readonly entry: string }[];
  /** What each turn adds beside the model's own answer; `limitChars` where the code cuts it. */
  readonly results: readonly {
    readonly place: Place;
    readonly kind: "tool" | "user" | "unknown";
    readonly limitChars: number | null;
  }[];
  /** Requests that one round of the loop sends whatever happens in it (think, then act); absent: one. */
  readonly requestsPerRound?: number;
  /** Choices between entry and request, the innermost first: requests on other ways of one choice replace this one. */
  readonly choices: readonly Choice[];
  /** How many turns the code itself fixes (`for i in range(3)` without break): the bound is then the number. */
  readonly fixedTurns: Quantity | null;
}
