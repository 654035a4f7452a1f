/** What the user fixed: directives above a call site first, then settings. */

import type { AssumptionId, Settings } from "../../../shared/settings";
import type { Quantity } from "../base/quantity";
import { exactly } from "../base/quantity";

/** Directive names of design section 6 -> the assumption they pin. */
export const DIRECTIVE_OF: Readonly<Record<AssumptionId, string>> = {
  turns: "turns",
  outputTokens: "output",
  reasoningTokens: "reasoning",
  resultTokens: "result",
  firstMessageTokens: "first",
  systemTokens: "system",
  toolTokens: "tools",
  outerTimes: "times",
  secondsBetweenTurns: "gap",
  secondsBetweenRuns: "rungap",
};

/** Values a directive pins, by assumption id, with `path:line` of the comment. */
export interface Pins {
  readonly values: Readonly<Partial<Record<AssumptionId, number>>>;
  readonly source: string;
}

export const NO_PINS: Pins = { values: {}, source: "" };

/** The pinned quantity, or undefined where the user left it open. */
export function pinned(id: AssumptionId, pins: Pins, settings: Settings): Quantity | undefined {
  const directive = pins.values[id];
  if (directive !== undefined) return exactly(directive, "configured", pins.source);
  const setting = settings.assume[id];
  return setting === null ? undefined : exactly(setting, "configured", `farebox.assume.${id}`);
}
