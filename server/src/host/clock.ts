/** The system's clock; the only place that reads it. */
import type { Clock } from "../base/ports";

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still, for `--when` and tests. `now` in milliseconds since the epoch. */
export function fixedClock(now: number): Clock {
  return { now: () => now };
}
