/** Where the figure of one call comes from: the formula with its own numbers, what would change it, and what its range rests on. */
import { drawRuns, typicalDraw } from "../../cost/draws";
import { type Formula, formulaOf } from "../../cost/formula";
import type { TurnUsage } from "../../cost/run-model";
import { simulateRun } from "../../cost/simulate";
import { type CallEstimate, DRAWS, type EstimateContext, inputsOf } from "../estimate-call";
import { type Change, changesOf, modelChange } from "./changes";
import { type RangePart, rangePartsOf } from "./range-parts";
import { meterOf, type RunSize } from "./run-size";

export interface Explanation {
  /** The typical run: the median of each number on its own, so its sum is near the estimate's median and seldom equal to it. */
  readonly formula: Formula;
  /** The same run, request by request. */
  readonly turns: readonly TurnUsage[];
  readonly changes: readonly Change[];
  /** Largest first. */
  readonly range: readonly RangePart[];
}

export interface ExplainOptions {
  /** Another model belongs to the changes: many offers are looked at for it. */
  readonly compares: boolean;
}

/** Walks the draws once per change: for a call a person looks at, not for all calls of a file. */
export function explainCall(
  estimate: CallEstimate,
  ctx: EstimateContext,
  { compares }: ExplainOptions,
): Explanation {
  const inputs = inputsOf(estimate);
  const draws = drawRuns(inputs, DRAWS);
  const typical = typicalDraw(draws);
  const meter = meterOf(estimate, ctx);
  const base: RunSize = {
    input: estimate.usage.input.typical,
    cost: estimate.priced.known ? estimate.priced.value.run.cost.typical : null,
  };
  const present = { estimate, inputs, draws, base, meter };
  return {
    formula: formulaOf(inputs, typical),
    turns: simulateRun(inputs, typical),
    changes: [...changesOf(present), ...(compares ? modelChange(present, ctx) : [])],
    range: rangePartsOf(inputs, draws, typical, meter),
  };
}
