/** What one change of the code does to the typical run: a turn more, the cache, a window, shorter results, another model. */
import type { RunDraw, RunInputs } from "../../cost/run-model";
import { cheapestFitting } from "../candidates";
import { cheapestFavourite } from "../compare";
import type { CallEstimate, EstimateContext } from "../estimate-call";
import type { Meter, RunSize } from "./run-size";

export type ChangeId = "turn" | "cache-off" | "cache-on" | "prefix" | "window" | "results" | "model";

export interface Change {
  readonly id: ChangeId;
  /** "one turn more", "without the cache". Model and host names stand in it as the catalogue writes them. */
  readonly text: string;
  readonly size: RunSize;
  /** Relative change of the cost (of the input without a price): 0.1 = ten percent more. */
  readonly change: number;
}

export interface Present {
  readonly estimate: CallEstimate;
  readonly inputs: RunInputs;
  readonly draws: readonly RunDraw[];
  readonly base: RunSize;
  readonly meter: Meter;
}

interface Variant {
  readonly id: ChangeId;
  readonly text: string;
  readonly inputs?: RunInputs;
  readonly draw?: (draw: RunDraw) => RunDraw;
}

/** Messages the example of a window keeps, as `messages[-10:]` does; a turn leaves two. */
const WINDOW_MESSAGES = 10;
const MESSAGES_PER_TURN = 2;

/** Each on its own, the same draws for all: a difference is no noise. */
export function changesOf(present: Present): readonly Change[] {
  const variants = [turnMore, cacheChange, windowed, shorterResults].flatMap((make) => make(present) ?? []);
  return variants.flatMap(({ id, text, inputs, draw }): readonly Change[] => {
    const draws = draw ? present.draws.map(draw) : present.draws;
    const size = present.meter(inputs ?? present.inputs, draws);
    return size ? [{ id, text, size, change: changeOf(size, present.base) }] : [];
  });
}

function changeOf(size: RunSize, base: RunSize): number {
  const [now, then] =
    size.cost === null || base.cost === null ? [base.input, size.input] : [base.cost, size.cost];
  return now > 0 ? then / now - 1 : 0;
}

function turnMore({ estimate }: Present): Variant | undefined {
  const { kind } = estimate.call.shape;
  if (kind === "none" || kind === "map") return undefined;
  return { id: "turn", text: "one turn more", draw: (draw) => ({ ...draw, turns: draw.turns + 1 }) };
}

function cacheChange({ estimate, inputs }: Present): Variant | undefined {
  const { cache } = inputs;
  if (inputs.turns.high <= 1 && inputs.secondsBetweenRuns === null) return undefined;
  if (cache.prefixBroken && cache.mode !== "none") {
    // Nothing can be read now, so taking the cache away changes nothing.
    const kept = { ...inputs, cache: { ...cache, prefixBroken: false } };
    return { id: "prefix", text: "with a system prompt that stays the same", inputs: kept };
  }
  if (cache.mode !== "none") {
    const off = { ...inputs, cache: { ...cache, mode: "none" as const } };
    return { id: "cache-off", text: "without the cache", inputs: off };
  }
  const rule = estimate.priced.known ? estimate.priced.value.caching : undefined;
  if (rule?.mode !== "explicit") return undefined;
  const marked = { ...inputs, cache: { ...cache, mode: "explicit-moving" as const } };
  return { id: "cache-on", text: "with a cache breakpoint that moves along", inputs: marked };
}

function windowed({ inputs }: Present): Variant | undefined {
  const turns = WINDOW_MESSAGES / MESSAGES_PER_TURN;
  if (inputs.growth.kind !== "accumulates" || inputs.turns.high <= turns + 1) return undefined;
  const growth = { kind: "windowed", turns, dropsPrefix: false } as const;
  return {
    id: "window",
    text: `with only the last ${WINDOW_MESSAGES} messages sent again`,
    inputs: { ...inputs, growth },
  };
}

function shorterResults({ inputs }: Present): Variant | undefined {
  if (inputs.growth.kind === "constant" || inputs.result.high <= 0 || inputs.turns.high <= 1)
    return undefined;
  const draw = (whole: RunDraw): RunDraw => ({ ...whole, result: Math.round(whole.result / 2) });
  return { id: "results", text: "with results half as long", draw };
}

/** The cheapest favourite that fits, else the cheapest offer that does: turns and text held equal. */
export function modelChange({ estimate, base }: Present, ctx: EstimateContext): readonly Change[] {
  if (!estimate.priced.known) return [];
  const current = new Set([estimate.priced.value.offer.id]);
  const found = cheapestFavourite(estimate, ctx) ?? cheapestFitting(estimate, ctx, 1, current)[0];
  if (!found) return [];
  const { model, offer, run } = found.priced;
  const size = { input: run.tokens.input.typical, cost: run.cost.typical };
  const text = `with ${model.name} at ${offer.host}/${offer.region}`;
  return [{ id: "model", text, size, change: changeOf(size, base) }];
}
