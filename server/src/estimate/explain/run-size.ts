/** The typical size of a run, with or without a price. */
import type { RunDraw, RunInputs } from "../../cost/run-model";
import { usageOfDraws } from "../../cost/usage";
import { type CallEstimate, type EstimateContext, repriced } from "../estimate-call";

/** Input of all turns; cost in the settings' currency, null without a price. */
export interface RunSize {
  readonly input: number;
  readonly cost: number | null;
}

/** Size of a run with these numbers over these draws; undefined where not even the first request fits. */
export type Meter = (inputs: RunInputs, draws: readonly RunDraw[]) => RunSize | undefined;

export function meterOf({ priced }: CallEstimate, ctx: EstimateContext): Meter {
  if (!priced.known)
    return (inputs, draws) => ({ input: usageOfDraws(inputs, draws).tokens.input.typical, cost: null });
  return (inputs, draws) => {
    const run = repriced(priced.value, inputs, draws, ctx);
    if (!run.known) return undefined;
    return { input: run.value.tokens.input.typical, cost: run.value.cost.typical };
  };
}
