/** Usage of all draws, summed once per tokenizer family, caching plan and limits, so that pricing an offer is a few sums. */
import { type Basis, type Quantity, weakerBasis } from "../base/quantity";
import { typicalDraw } from "./draws";
import type { RunDraw, RunInputs, TurnUsage } from "./run-model";
import { overflowTurn, simulateRun, walkRun } from "./simulate";
import { spreadOf } from "./spread";

/** Tokens per draw of the requests whose whole prompt is strictly longer than `above` and not longer than the next threshold. */
export interface BandUsage {
  readonly above: number;
  readonly uncached: Float64Array;
  readonly cacheRead: Float64Array;
  readonly cacheWrite: Float64Array;
  /** Visible and reasoning: billed alike. */
  readonly output: Float64Array;
}

/** Tokens of one run; the counterpart of the contract's `perRun`. */
export interface RunTokens {
  readonly turns: Quantity;
  /** The whole prompts: uncached + cacheRead + cacheWrite. */
  readonly input: Quantity;
  readonly uncached: Quantity;
  readonly cacheRead: Quantity;
  readonly cacheWrite: Readonly<Record<string, Quantity>>;
  readonly output: Quantity;
  readonly reasoning: Quantity;
  /** Fees per call, in the offer's currency. */
  readonly charges: Quantity;
}

export interface UsageOfDraws {
  /** Ascending prompt lengths at which prices may change; the first band starts at 0. */
  readonly thresholds: readonly number[];
  /** Bands somebody falls into, ascending. */
  readonly bands: readonly BandUsage[];
  readonly lifetime: string;
  /** Fees of each draw, in the offer's currency. */
  readonly charges: Float64Array;
  readonly tokens: RunTokens;
  /** First turn that does not fit in the typical draw, or null. */
  readonly overflowTurn: number | null;
  readonly overflowShare: number;
  readonly boundShare: number;
  /** The typical draw, request by request. */
  readonly typical: readonly TurnUsage[];
}

/**
 * Walks every draw. `thresholds` are the length-tier thresholds of all offers this usage will be priced for (`lengthThresholds`);
 * offers without tiers need none.
 */
export function usageOfDraws(
  inputs: RunInputs,
  draws: readonly RunDraw[],
  thresholds: readonly number[] = [],
): UsageOfDraws {
  const steps = [...new Set(thresholds.filter((at) => at > 0))].sort((a, b) => a - b);
  const bands = [0, ...steps].map((above) => emptyBand(above, draws.length));
  const columns = emptyColumns(draws.length);
  const overflowing = draws.filter((draw, i) => addDraw(inputs, draw, i, steps, bands, columns));
  const bounded = draws.filter((draw) => inputs.turnBound !== null && draw.turns >= inputs.turnBound);
  const middle = typicalDraw(draws);
  return {
    thresholds: steps,
    bands: bands.filter(isUsed),
    lifetime: inputs.cache.lifetime,
    charges: columns.charges,
    tokens: tokensOf(inputs, bands, columns),
    overflowTurn: overflowTurn(inputs, middle),
    overflowShare: share(overflowing.length, draws.length),
    boundShare: share(bounded.length, draws.length),
    typical: simulateRun(inputs, middle),
  };
}

/** Adds one draw's requests to the columns at its index; tells whether it overflows. */
function addDraw(
  inputs: RunInputs,
  draw: RunDraw,
  index: number,
  steps: readonly number[],
  bands: readonly BandUsage[],
  columns: Columns,
): boolean {
  const overflow = walkRun(inputs, draw, (_turn, uncached, read, write, output, reasoning, summary) => {
    const prompt = uncached + read + write;
    const band = bands[bandOf(steps, prompt)];
    if (band === undefined) return;
    add(band.uncached, index, uncached);
    add(band.cacheRead, index, read);
    add(band.cacheWrite, index, write);
    add(band.output, index, output + reasoning);
    add(columns.input, index, prompt);
    add(columns.visible, index, output);
    add(columns.reasoning, index, reasoning);
    if (summary) return;
    add(columns.turns, index, 1);
    add(columns.charges, index, inputs.chargesPerTurn);
  });
  return overflow !== null;
}

function isUsed(band: BandUsage): boolean {
  const { uncached, cacheRead, cacheWrite, output } = band;
  return [uncached, cacheRead, cacheWrite, output].some((column) => column.some(isPositive));
}

interface Columns {
  readonly turns: Float64Array;
  readonly input: Float64Array;
  readonly visible: Float64Array;
  readonly reasoning: Float64Array;
  readonly charges: Float64Array;
}

function emptyColumns(count: number): Columns {
  return {
    turns: new Float64Array(count),
    input: new Float64Array(count),
    visible: new Float64Array(count),
    reasoning: new Float64Array(count),
    charges: new Float64Array(count),
  };
}

function emptyBand(above: number, count: number): BandUsage {
  return {
    above,
    uncached: new Float64Array(count),
    cacheRead: new Float64Array(count),
    cacheWrite: new Float64Array(count),
    output: new Float64Array(count),
  };
}

function add(column: Float64Array, index: number, value: number): void {
  column[index] = (column[index] ?? 0) + value;
}

/** Index of the band: how many thresholds the prompt is strictly above. */
function bandOf(thresholds: readonly number[], prompt: number): number {
  let band = 0;
  while (band < thresholds.length && prompt > (thresholds[band] ?? 0)) band++;
  return band;
}

function isPositive(value: number): boolean {
  return value > 0;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function tokensOf(inputs: RunInputs, bands: readonly BandUsage[], columns: Columns): RunTokens {
  const total = (pick: (band: BandUsage) => Float64Array) => {
    const sums = new Float64Array(columns.input.length);
    for (const band of bands) {
      const column = pick(band);
      for (let i = 0; i < sums.length; i++) add(sums, i, column[i] ?? 0);
    }
    return sums;
  };
  const grows = inputs.growth.kind !== "constant";
  const prompt = [inputs.system, inputs.tools, inputs.firstUser];
  const growth = grows
    ? [inputs.output, inputs.result, ...(inputs.reasoningResent ? [inputs.reasoning] : [])]
    : [];
  const input = [inputs.turns, ...prompt, ...growth];
  const cached = [...input, inputs.cache.hitShare];
  const written = total((band) => band.cacheWrite);
  return {
    turns: stated(columns.turns, [inputs.turns]),
    input: stated(columns.input, input),
    uncached: stated(
      total((band) => band.uncached),
      cached,
    ),
    cacheRead: stated(
      total((band) => band.cacheRead),
      cached,
    ),
    cacheWrite: written.some(isPositive) ? { [inputs.cache.lifetime]: stated(written, cached) } : {},
    output: stated(columns.visible, [inputs.turns, inputs.output]),
    reasoning: stated(columns.reasoning, [inputs.turns, inputs.reasoning]),
    charges: stated(columns.charges, [inputs.turns]),
  };
}

/** A drawn quantity is as good as the weakest quantity in it, and says which one that is. Parts of size 0 say nothing. */
function stated(values: Float64Array, parts: readonly Quantity[]): Quantity {
  const used = parts.filter((part) => part.high > 0);
  const basis = used.reduce<Basis>((weakest, part) => weakerBasis(weakest, part.basis), "counted");
  const source = used.find((part) => part.basis === basis)?.source ?? parts[0]?.source ?? "";
  return { ...spreadOf(values), basis, source };
}
