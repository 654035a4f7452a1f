/** Seeded draws of a run's numbers (design, section 2, Distribution). */
import type { Quantity } from "../base/quantity";
import { seededRandom } from "../base/random";
import { normalBelow, normalQuantile } from "./normal";
import { chooseRecorded, type RecordedChoice } from "./recorded";
import type { RunDraw, RunInputs } from "./run-model";
import { quantileFunction } from "./spread";

/** Rank correlation between a run's turns and each of the amounts it adds per turn: long runs are also wordier. */
export const TURNS_GROWTH_CORRELATION = 0.3;

/**
 * Correlation, in normal scores, of two turns of one run, for quantities that describe a turn. A run's average over N turns spreads less
 * than a turn does, but not quite as 1/sqrt(N), since a run keeps to its kind of task: recorded runs of shell, SQL and search agents give
 * 0 to 0.1, and doubt about the prior is common to all turns. The mean is untouched: sums over turns rest on means, never on medians.
 */
export const WITHIN_RUN_CORRELATION = 0.15;

/** Runs longer than this repeat their sampled turns. */
const SAMPLED_TURNS = 48;

export interface DrawOptions {
  readonly seed: number;
  readonly count: number;
}

type Uniforms = () => number;

/**
 * Draws of one run. The same seed gives the same draws, and the random numbers do not depend on the sizes: inputs of another tokenizer
 * family give the same runs in other tokens, so a difference between offers is no noise. Turns are integers from 1 to the bound.
 */
export function drawRuns(inputs: RunInputs, options: DrawOptions): RunDraw[] {
  const count = Math.max(1, Math.floor(options.count));
  const random = seededRandom(options.seed);
  const samplers = samplersOf(inputs);
  const columns = COLUMNS.map(() => stratified(count, random));
  const shares = columns[COLUMNS.indexOf("turns")] ?? [];
  const recorded = chooseRecorded(inputs.recorded ?? [], shares, inputs.recordedDoubt);
  const draws: RunDraw[] = [];
  for (let i = 0; i < count; i++) {
    const scores = columns.map((column) => column[i] ?? 0.5);
    // Each draw owns a stream, so that one more turn in draw 3 does not move draw 4.
    const own = seededRandom(Math.floor(random() * 4294967296));
    const draw = drawOne(inputs, samplers, scores, own);
    const choice = recorded[i];
    draws.push(choice ? likeRecorded(inputs, draw, choice) : draw);
  }
  return draws;
}

/**
 * The run to show turn by turn: the median of each number over the draws. Its total is near the typical cost, not equal to it.
 */
export function typicalDraw(draws: readonly RunDraw[]): RunDraw {
  const middle = (pick: (draw: RunDraw) => number) => {
    const sorted = draws.map(pick).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  };
  const between = draws.flatMap((draw) =>
    draw.secondsBetweenRuns === null ? [] : [draw.secondsBetweenRuns],
  );
  between.sort((a, b) => a - b);
  return {
    turns: Math.max(
      1,
      middle((draw) => draw.turns),
    ),
    system: middle((draw) => draw.system),
    tools: middle((draw) => draw.tools),
    firstUser: middle((draw) => draw.firstUser),
    output: middle((draw) => draw.output),
    reasoning: middle((draw) => draw.reasoning),
    result: middle((draw) => draw.result),
    hitShare: middle((draw) => draw.hitShare),
    gaps: [middle((draw) => draw.gaps[0] ?? 0)],
    secondsBetweenRuns: between[Math.floor((between.length - 1) / 2)] ?? null,
  };
}

const COLUMNS = [
  "turns",
  "system",
  "tools",
  "firstUser",
  "hitShare",
  "betweenRuns",
  "output",
  "reasoning",
  "result",
  "gaps",
] as const;
type Column = (typeof COLUMNS)[number];

interface Samplers {
  readonly turns: (u: number) => number;
  readonly system: (u: number) => number;
  readonly tools: (u: number) => number;
  readonly firstUser: (u: number) => number;
  readonly hitShare: (u: number) => number;
  readonly betweenRuns: ((u: number) => number) | null;
  readonly output: (u: number) => number;
  readonly reasoning: (u: number) => number;
  readonly result: (u: number) => number;
  readonly gaps: (u: number) => number;
}

function samplersOf(inputs: RunInputs): Samplers {
  return {
    turns: quantileFunction(inputs.turns),
    system: quantileFunction(inputs.system),
    tools: quantileFunction(inputs.tools),
    firstUser: quantileFunction(inputs.firstUser),
    hitShare: quantileFunction(inputs.cache.hitShare),
    betweenRuns: inputs.secondsBetweenRuns === null ? null : quantileFunction(inputs.secondsBetweenRuns),
    output: quantileFunction(inputs.output),
    reasoning: quantileFunction(inputs.reasoning),
    result: quantileFunction(inputs.result),
    gaps: quantileFunction(inputs.secondsBetweenTurns),
  };
}

function drawOne(
  inputs: RunInputs,
  samplers: Samplers,
  scores: readonly number[],
  random: Uniforms,
): RunDraw {
  const u = (column: Column) => scores[COLUMNS.indexOf(column)] ?? 0.5;
  const rounded = inRounds(samplers.turns(u("turns")), inputs.turnsPerRound ?? 1);
  const turns = boundedTurns(rounded, inputs.turnBound);
  const score = (column: Column) => growthScore(u("turns"), u(column));
  const billed = Math.min(turns, SAMPLED_TURNS);
  const cap = inputs.limits.outputCap ?? Number.POSITIVE_INFINITY;
  const output = average(inputs.output, samplers.output, score("output"), billed, random, cap);
  const reasoning = average(inputs.reasoning, samplers.reasoning, score("reasoning"), billed, random, cap);
  const result = average(
    inputs.result,
    samplers.result,
    score("result"),
    billed,
    random,
    Number.POSITIVE_INFINITY,
  );
  return {
    turns,
    system: tokens(samplers.system(u("system"))),
    tools: tokens(samplers.tools(u("tools"))),
    firstUser: tokens(samplers.firstUser(u("firstUser"))),
    output: tokens(output),
    // A cap bounds the visible answer and the reasoning together.
    reasoning: tokens(Math.min(reasoning, Math.max(0, cap - output))),
    result: tokens(result),
    hitShare: Math.min(1, samplers.hitShare(u("hitShare"))),
    gaps: gapsOf(inputs.secondsBetweenTurns, samplers.gaps, normalQuantile(u("gaps")), turns, random),
    secondsBetweenRuns: samplers.betweenRuns === null ? null : samplers.betweenRuns(u("betweenRuns")),
  };
}

/** The draw with what was calibrated taken from one recorded run; what is counted, declared or pinned stays. */
function likeRecorded(inputs: RunInputs, draw: RunDraw, { run, scale }: RecordedChoice): RunDraw {
  const isFrom = ({ basis }: Quantity): boolean => basis === "calibrated";
  const cap = inputs.limits.outputCap ?? Number.POSITIVE_INFINITY;
  const output = isFrom(inputs.output) ? Math.min(cap, run.output * scale) : draw.output;
  const reasoning = isFrom(inputs.reasoning) ? run.reasoning * scale : draw.reasoning;
  const kept = output + (inputs.reasoningResent ? reasoning : 0);
  const fixed = draw.system + draw.tools;
  const { hitShare } = run;
  return {
    ...draw,
    turns: isFrom(inputs.turns) ? boundedTurns(run.turns, inputs.turnBound) : draw.turns,
    firstUser: isFrom(inputs.firstUser)
      ? Math.max(1 - fixed, Math.round(run.first * scale) - fixed)
      : draw.firstUser,
    output: tokens(output),
    reasoning: tokens(Math.min(reasoning, Math.max(0, cap - output))),
    result: isFrom(inputs.result) ? Math.round(Math.max(-kept, run.result * scale)) : draw.result,
    hitShare: isFrom(inputs.cache.hitShare) && hitShare !== null ? hitShare : draw.hitShare,
  };
}

/** The nearest whole number of rounds, one at least. */
function inRounds(turns: number, perRound: number): number {
  return Math.max(1, Math.round(turns / perRound)) * perRound;
}

function boundedTurns(value: number, bound: number | null): number {
  const ceiling = bound === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(bound));
  return Math.min(ceiling, Math.max(1, Math.round(value)));
}

/** Rank correlation to the correlation of normal scores: 2 sin(pi r / 6). */
function growthScore(turnsShare: number, ownShare: number): number {
  const r = 2 * Math.sin((Math.PI * TURNS_GROWTH_CORRELATION) / 6);
  return r * normalQuantile(turnsShare) + Math.sqrt(1 - r * r) * normalQuantile(ownShare);
}

/** Average over a run's turns of amounts that share part of their score. */
function average(
  quantity: Quantity,
  at: (u: number) => number,
  score: number,
  turns: number,
  random: Uniforms,
  cap: number,
): number {
  if (quantity.low === quantity.high) return Math.min(cap, quantity.typical);
  if (quantity.ofRun) return Math.min(cap, at(inside(normalBelow(score))));
  let sum = 0;
  for (let k = 0; k < turns; k++) sum += Math.min(cap, at(turnShare(score, random)));
  return sum / turns;
}

function gapsOf(
  quantity: Quantity,
  at: (u: number) => number,
  score: number,
  turns: number,
  random: Uniforms,
): readonly number[] {
  if (quantity.low === quantity.high) return [quantity.typical];
  const count = Math.max(1, Math.min(turns - 1, SAMPLED_TURNS));
  return Array.from({ length: count }, () => at(turnShare(score, random)));
}

function turnShare(score: number, random: Uniforms): number {
  const own = normalQuantile(inside(random()));
  const mixed = Math.sqrt(WITHIN_RUN_CORRELATION) * score + Math.sqrt(1 - WITHIN_RUN_CORRELATION) * own;
  return inside(normalBelow(mixed));
}

/** One value from each of `count` equal slices of (0, 1), shuffled: a few draws already reproduce the quantiles. */
function stratified(count: number, random: Uniforms): number[] {
  const values = Array.from({ length: count }, (_, i) => inside((i + random()) / count));
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = values[i] ?? 0.5;
    values[i] = values[j] ?? 0.5;
    values[j] = held;
  }
  return values;
}

function inside(u: number): number {
  return Math.min(1 - 1e-9, Math.max(1e-9, u));
}

function tokens(value: number): number {
  return Math.max(0, Math.round(value));
}
