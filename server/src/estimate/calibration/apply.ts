/** Puts recorded numbers in the place of priors. What the user pinned stays, what the code states stays and caps. */
import type { Quantity } from "../../base/quantity";
import { type CalibratedCall, calibrationSource } from "../../calibration/calibration";
import { FEWEST_RUNS, predictiveSpread } from "../../cost/recorded";
import type { RecordedRun } from "../../cost/run-model";
import type { Spread } from "../../cost/spread";
import { widenedSpread } from "../../cost/widened";
import type { Measured } from "../measure";
import type { AppliedCalibration } from "./applied";
import { driftDoubt, type VariantVariance } from "./doubt";
import { driftOf } from "./drift";

export interface ApplyContext {
  /** Catalogue's id of the model that is priced; null where it is unknown. */
  readonly model: string | null;
  /** Its tokens per token of the recorded model. */
  readonly scale: number;
  readonly bound: number | null;
  readonly outputCap: number | null;
  readonly growth: string;
  /** How unlike variants of one agent are: so much may a change of the code matter. */
  readonly variants: VariantVariance;
}

export function applyCalibration(measured: Measured, call: CalibratedCall, ctx: ApplyContext): Measured {
  const { code } = call;
  const source = calibrationSource(call);
  const isSameModel = ctx.model === null || call.model === null || ctx.model === call.model;
  const recorded = (spread: Spread, extra: Partial<Quantity> = {}): Quantity => ({
    ...spread,
    basis: "calibrated",
    source,
    ...extra,
  });
  const unless = (known: boolean, quantity: Quantity, fitted: Quantity): Quantity =>
    known ? quantity : fitted;
  const part = (quantity: Quantity, tokens: number): Quantity => {
    const size = tokens * ctx.scale;
    const same = { low: size, typical: size, high: size, mean: size };
    return unless(quantity.basis !== "assumed", quantity, recorded(same));
  };
  const system = part(measured.system, code.system);
  const tools = part(measured.tools, code.tools);
  const rows = call.rows.map((row) => scaledRow(row, call, ctx.scale, system.typical + tools.typical));
  const drift = driftOf(call, { ...ctx, isSameModel, system, tools });
  const doubt = driftDoubt(drift.changed, ctx.variants, rows);
  const over = (pick: (row: RecordedRun) => number, sd: number): Spread =>
    widenedSpread(positive(predictiveSpread(rows.map((row) => pick(row)))), sd);
  const fixed = system.typical + tools.typical;
  const { turns, output, reasoning, result, firstUser, secondsBetweenTurns } = measured;
  // Without a cap both ends of the range stay as they are.
  const cap = ctx.outputCap ?? Number.POSITIVE_INFINITY;
  const isFixed = turns.basis !== "assumed" && turns.low === turns.high;
  const thinks = isSameModel || rows.some((row) => row.reasoning > 0);
  return {
    ...measured,
    system,
    tools,
    firstUser: unless(isPinned(firstUser), firstUser, recorded(over((row) => row.first - fixed, 0))),
    turns: unless(
      isPinned(turns) || isFixed,
      turns,
      recorded(capped(oneAtLeast(over((row) => row.turns, doubt.turns)), ctx.bound)),
    ),
    output: unless(
      isPinned(output),
      output,
      recorded(
        capped(
          over((row) => row.output, doubt.growth),
          cap,
        ),
        { ofRun: true },
      ),
    ),
    reasoning: unless(
      isPinned(reasoning) || !thinks || (!isSameModel && reasoning.high === 0),
      reasoning,
      recorded(
        over((row) => row.reasoning, doubt.growth),
        { ofRun: true },
      ),
    ),
    result: unless(
      isPinned(result) || result.high === 0,
      result,
      recorded(
        over((row) => row.result, doubt.growth),
        { ofRun: true },
      ),
    ),
    secondsBetweenTurns: unless(
      isPinned(secondsBetweenTurns) || call.gap === null,
      secondsBetweenTurns,
      recorded(call.gap ?? secondsBetweenTurns),
    ),
    calibration: {
      source,
      runs: call.runs,
      days: call.days,
      drift: drift.told,
      doubt: doubt.total,
      rows,
      hitShare: isSameModel ? hitShareOf(rows, recorded) : null,
    },
  };
}

function isPinned({ basis }: Quantity): boolean {
  return basis === "configured";
}

/** What the recorded prompt held beside the system text and the tools of then stands beside those of now. */
function scaledRow(row: RecordedRun, { code }: CalibratedCall, scale: number, fixed: number): RecordedRun {
  return {
    turns: row.turns,
    first: Math.max(1, (row.first - code.system - code.tools) * scale + fixed),
    output: row.output * scale,
    reasoning: row.reasoning * scale,
    result: row.result * scale,
    hitShare: row.hitShare,
  };
}

function hitShareOf(
  rows: readonly RecordedRun[],
  recorded: (spread: Spread) => Quantity,
): AppliedCalibration["hitShare"] {
  const shares = rows.flatMap(({ hitShare }) => (hitShare === null ? [] : [hitShare]));
  if (shares.length < FEWEST_RUNS) return null;
  return recorded(capped(predictiveSpread(shares), 1));
}

function capped(spread: Spread, cap: number | null): Spread {
  const most = (value: number): number => Math.min(cap ?? value, value);
  return {
    low: most(spread.low),
    typical: most(spread.typical),
    high: most(spread.high),
    mean: most(spread.mean),
  };
}

/** A run has a turn, whatever the doubt. */
function oneAtLeast(spread: Spread): Spread {
  return { ...spread, low: Math.max(1, spread.low) };
}

/** Sizes shown are never below nothing; the rows themselves keep what makes their totals come out. */
function positive(spread: Spread): Spread {
  const least = (value: number): number => Math.max(0, value);
  return {
    low: least(spread.low),
    typical: least(spread.typical),
    high: least(spread.high),
    mean: least(spread.mean),
  };
}
