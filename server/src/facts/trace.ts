/** What is known of the way from a call's messages to one of the variables that hold the run's history. */
import type { Clearing } from "./clearings";
import type { HistoryRoot } from "./history-roots";
import type { Located } from "./located";
import type { Window } from "./windows";

export interface Trace {
  readonly root: HistoryRoot;
  readonly window: Window | null;
  /** A call named like a summariser stands on the way. */
  readonly summarised: Located | null;
  /** On the way old results are taken out of the messages. */
  readonly cleared: Clearing | null;
  /** The root is part of a message's text rather than of the list of messages. */
  readonly inText: boolean;
  /** Only the first items of the list are read this way (`m[0]`, `m[:2]`). */
  readonly headOnly: boolean;
  /** The text that quotes the root, where a name keeps it: what is added to the root later is not in it. */
  readonly fixedAt: Located | null;
}

/** What is carried along the way. */
export type Carry = Omit<Trace, "root">;

export const START: Carry = {
  window: null,
  summarised: null,
  cleared: null,
  inText: false,
  headOnly: false,
  fixedAt: null,
};
