/** What every subcommand works with. */
import type { Clock } from "../../base/ports";
import type { When } from "../../catalogue/types";
import type { Streams } from "../streams";

export interface CatalogueContext {
  readonly cwd: string;
  readonly clock: Clock;
  readonly streams: Streams;
}

/** Today in UTC, as YYYY-MM-DD. */
export function todayOf(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}

/** The date asked for, else today. */
export function whenOf(when: When | null, clock: Clock): When {
  return when ?? { day: todayOf(clock) };
}
