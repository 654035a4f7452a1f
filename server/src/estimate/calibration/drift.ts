/** What changed in the code since a calibration, in words a person can judge. */
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

export function driftOf({ code, model }: CalibratedCall, now: CodeNow): readonly string[] {
  const found: string[] = [];
  if (!now.isSameModel) found.push(`calibrated with ${model ?? "?"}, not with ${now.model ?? "?"}`);
  const sizes: readonly (readonly [string, number, Quantity])[] = [
    ["the system prompt", code.system, now.system],
    ["the tool definitions", code.tools, now.tools],
  ];
  for (const [name, before, quantity] of sizes) {
    const size = quantity.typical;
    const isCounted = quantity.basis === "counted" && now.isSameModel;
    if (isCounted && Math.abs(size - before) > Math.max(SAME_TOKENS, before * SAME_SHARE))
      found.push(
        `calibrated before ${name} changed: ${formatCount(Math.round(before))} → ${formatCount(Math.round(size))} tokens`,
      );
  }
  const limits: readonly (readonly [string, number | null, number | null])[] = [
    ["the bound on turns", code.bound, now.bound],
    ["the output limit", code.maxOutputTokens, now.outputCap],
  ];
  for (const [name, before, after] of limits)
    if (before !== after) found.push(`calibrated before ${name} changed: ${limit(before)} → ${limit(after)}`);
  if (code.growth !== now.growth)
    found.push(`calibrated before the history changed: ${code.growth} → ${now.growth}`);
  return found;
}

function limit(value: number | null): string {
  return value === null ? "none" : formatCount(value);
}
