/** What changed in the code since a calibration: in words a person can judge, and how much of it. */
import { formatCount } from "../../base/format";
import type { Quantity } from "../../base/quantity";
import type { CalibratedCall } from "../../calibration/calibration";

/** Counts closer than this are the same text counted again. */
const SAME_SHARE = 0.02;
const SAME_TOKENS = 10;

export interface CodeNow {
  readonly model: string | null;
  readonly isSameModel: boolean;
  readonly bound: number | null;
  readonly outputCap: number | null;
  readonly growth: string;
  readonly system: Quantity;
  readonly tools: Quantity;
}

export interface Drift {
  readonly told: readonly string[];
  /** The part of the code that is another, 0 to 1: what of a size or limit changed at least, summed over the changes. */
  readonly changed: number;
}

/** Another model is told, too, and is no change of the code: comparisons hold turns and text equal, and say so. */
export function driftOf({ code, model }: CalibratedCall, now: CodeNow): Drift {
  const found: string[] = [];
  let changed = 0;
  if (!now.isSameModel) found.push(`calibrated with ${model ?? "?"}, not with ${now.model ?? "?"}`);
  const sizes: readonly (readonly [string, number, Quantity])[] = [
    ["the system prompt", code.system, now.system],
    ["the tool definitions", code.tools, now.tools],
  ];
  for (const [name, before, quantity] of sizes) {
    const size = quantity.typical;
    const isCounted = quantity.basis === "counted" && now.isSameModel;
    if (!isCounted || Math.abs(size - before) <= Math.max(SAME_TOKENS, before * SAME_SHARE)) continue;
    const [was, is] = [before, size].map((tokens) => formatCount(Math.round(tokens)));
    found.push(`calibrated before ${name} changed: ${was} → ${is} tokens`);
    changed += changedShare(before, size);
  }
  const limits: readonly (readonly [string, number | null, number | null])[] = [
    ["the bound on turns", code.bound, now.bound],
    ["the output limit", code.maxOutputTokens, now.outputCap],
  ];
  for (const [name, before, after] of limits) {
    if (before === after) continue;
    found.push(`calibrated before ${name} changed: ${limit(before)} → ${limit(after)}`);
    changed += changedShare(before ?? 0, after ?? 0);
  }
  if (code.growth !== now.growth) {
    found.push(`calibrated before the history changed: ${code.growth} → ${now.growth}`);
    changed += 1;
  }
  return { told: found, changed: Math.min(1, changed) };
}

/** What of the larger one is not in the smaller; from or to nothing is all of it. */
function changedShare(before: number, after: number): number {
  return Math.abs(after - before) / Math.max(before, after);
}

function limit(value: number | null): string {
  return value === null ? "none" : formatCount(value);
}
