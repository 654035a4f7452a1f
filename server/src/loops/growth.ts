/** What a run does with its history between two turns. */

import type { Clearing } from "../facts/clearings";
import type { Trace } from "../facts/history";
import { placeOf } from "../facts/located";
import type { Mutation } from "../facts/mutations";
import type { SessionMemory } from "../sdks/call-site";
import type { Growth } from "./run-shape";

/** Growth of a history with these mutations inside the run; a window on the way to the request counts too. */
export function growthOf(trace: Trace, mutations: readonly Mutation[]): Growth {
  const windows = [trace.window, ...mutations.map((m) => (m.kind === "window" ? m.window : null))];
  const cuts = windows.filter((each) => each !== null);
  const window = cuts.find(({ size }) => size !== null) ?? cuts[0] ?? null;
  const summarise = mutations.find((m) => m.kind === "summarise");
  const summary = trace.summarised ?? summarise?.at ?? null;
  const append = mutations.find((m) => m.kind === "append");
  if (summary) {
    const place = placeOf(summary);
    const limit = summarise?.limit ?? null;
    const when = limit ? ` beyond ${limit.size} ${limit.unit}` : "";
    return {
      kind: "summarised",
      window: limit,
      dropsPrefix: false,
      reason: `the history is replaced by a summary${when}`,
      place,
    };
  }
  if (window) {
    return {
      kind: "windowed",
      window: window.size === null ? null : { size: window.size, unit: window.unit },
      dropsPrefix: window.dropsPrefix,
      reason: `only the last ${window.size === null ? "" : `${window.size} `}${window.unit} are sent`,
      place: placeOf(window.at),
    };
  }
  if (!append) return constantGrowth("nothing is added to the messages");
  const clear = mutations.find((m) => m.kind === "clear");
  const clearing = trace.cleared ?? clear?.clearing;
  if (clearing) return clearedGrowth(clearing, clear?.limit ?? null);
  const reason = "each turn adds to the messages that are sent again";
  return { kind: "accumulates", window: null, dropsPrefix: false, reason, place: placeOf(append.at) };
}

/** The history grows by the answers; of the results only the newest stay in it. */
function clearedGrowth({ size, unit, leftChars, at }: Clearing, limit: Growth["window"]): Growth {
  const when = limit ? ` beyond ${limit.size} ${limit.unit}` : "";
  return {
    kind: "accumulates",
    window: null,
    dropsPrefix: false,
    cleared: { keeps: { size, unit }, leftChars, beyond: limit },
    reason: `each turn adds to the messages that are sent again; results older than the last ${size} ${unit} are cleared${when}`,
    place: placeOf(at),
  };
}

/** Growth of a conversation that an object of the SDK keeps in part. */
export function rememberedGrowth({ keeps, size, unit, place }: SessionMemory): Growth {
  if (size === null) {
    const reason = "the memory replaces what was said by a summary";
    return { kind: keeps, window: null, dropsPrefix: false, reason, place };
  }
  const reason =
    keeps === "windowed"
      ? `the memory sends only the last ${size} ${unit}`
      : `the memory replaces what is beyond ${size} ${unit} by a summary`;
  return { kind: keeps, window: { size, unit }, dropsPrefix: false, reason, place };
}

export function constantGrowth(reason: string): Growth {
  return { kind: "constant", window: null, dropsPrefix: false, reason, place: null };
}

export function accumulating(reason: string): Growth {
  return { kind: "accumulates", window: null, dropsPrefix: false, reason, place: null };
}
