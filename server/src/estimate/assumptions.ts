/** Every quantity that rests on a prior, as a sentence with the setting and the directive that pin it. */

import type { AssumptionId } from "../../../shared/settings";
import type { PriceAssumption } from "../cost/price";
import type { RunShape } from "../loops/run-shape";
import { ARCHETYPES } from "./archetypes/archetype";
import type { Assumption, Measured } from "./measure";

export function assumptionsOf(
  measured: Measured,
  shape: RunShape,
  priceGaps: readonly PriceAssumption[],
): readonly Assumption[] {
  const found: Assumption[] = [];
  const add = (id: AssumptionId, assumed: boolean, value: number, text: string): void => {
    if (assumed) found.push({ id, text, value: Math.round(value) });
  };
  const repeats = shape.kind !== "none" && shape.kind !== "map";
  const { turns, output, reasoning, result, firstUser, system, tools, times, secondsBetweenTurns } = measured;
  const assumed = (q: { readonly basis: string; readonly high: number }): boolean =>
    q.basis === "assumed" && q.high > 0;
  const { title } = ARCHETYPES[measured.archetype.id];
  const { reason } = measured.archetype;
  const bound =
    shape.bound === null ? "the code states no bound" : `the code stops at ${shape.bound} ${shape.boundUnit}`;
  add(
    "turns",
    repeats && assumed(turns),
    turns.typical,
    `about ${Math.round(turns.typical)} turns per run (${range(turns)}), as recorded of ${title}: ${bound}; ${reason}`,
  );
  add(
    "outputTokens",
    assumed(output),
    output.typical,
    `about ${Math.round(output.typical)} tokens per answer (${range(output)})`,
  );
  add(
    "reasoningTokens",
    assumed(reasoning),
    reasoning.typical,
    `about ${Math.round(reasoning.typical)} reasoning tokens per turn (${range(reasoning)})`,
  );
  add(
    "resultTokens",
    assumed(result),
    result.typical,
    `tool results and user text add about ${Math.round(result.typical)} tokens per turn (${range(result)})`,
  );
  add(
    "firstMessageTokens",
    assumed(firstUser),
    firstUser.typical,
    `the first message has about ${Math.round(firstUser.typical)} tokens (${range(firstUser)}): parts exist only at run time`,
  );
  add(
    "systemTokens",
    assumed(system),
    system.typical,
    `the system prompt has about ${Math.round(system.typical)} tokens (${range(system)}): parts exist only at run time`,
  );
  add(
    "toolTokens",
    assumed(tools),
    tools.typical,
    `tool definitions take about ${Math.round(tools.typical)} tokens (${range(tools)}): not all can be read`,
  );
  const open = shape.outer.find((loop) => loop.times === null);
  add(
    "outerTimes",
    open !== undefined && times.basis === "assumed",
    1,
    open?.isRecursion
      ? `${open.text} counts once: how often it calls itself is known only at run time`
      : `the loop over ${open?.text ?? "its items"} counts once: its length is known only at run time`,
  );
  add(
    "secondsBetweenTurns",
    repeats && turns.high > 1 && assumed(secondsBetweenTurns),
    secondsBetweenTurns.typical,
    `about ${Math.round(secondsBetweenTurns.typical)} s between turns (${range(secondsBetweenTurns)})`,
  );
  for (const id of priceGaps) found.push({ id, text: PRICE_GAPS[id], value: null });
  return found;
}

const PRICE_GAPS: Readonly<Record<PriceAssumption, string>> = {
  cacheReadPrice: "no cache-read price is known for this offer: cached tokens are charged at the input price",
  cacheWritePrice:
    "no cache-write price is known for this offer: written tokens are charged at the input price",
};

function range(q: { readonly low: number; readonly high: number }): string {
  return `${Math.round(q.low)}–${Math.round(q.high)}`;
}
