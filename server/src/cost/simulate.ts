/** One run, turn by turn, in the order of design section 2: window, then cache. Prices come later. */
import { cacheStep, survives } from "./cache-step";
import { type PromptSeries, promptSeries, trimsHistory } from "./growth";
import type { RunDraw, RunInputs, TurnUsage } from "./run-model";

/** Called once per request with numbers only: comparing offers walks millions of turns. */
export type TurnVisitor = (
  turn: number,
  uncached: number,
  cacheRead: number,
  cacheWrite: number,
  output: number,
  reasoning: number,
  summary: boolean,
) => void;

/** What each request of one run is billed for, in tokens; a summary call comes before the turn that needed it. */
export function simulateRun(inputs: RunInputs, draw: RunDraw): TurnUsage[] {
  const usage: TurnUsage[] = [];
  const { lifetime } = inputs.cache;
  walkRun(inputs, draw, (turn, uncached, cacheRead, written, output, reasoning, summary) => {
    const cacheWrite = written > 0 ? { [lifetime]: written } : {};
    const one = { turn, uncached, cacheRead, cacheWrite, output, reasoning };
    usage.push(summary ? { ...one, summary: true } : one);
  });
  return usage;
}

/** First turn whose prompt and answer do not fit the model, or null. Reported also where trimming lets the run go on. */
export function overflowTurn(inputs: RunInputs, draw: RunDraw): number | null {
  return firstOverflow(inputs, draw, promptSeries(inputs, draw));
}

/** Visits every billed request in order and returns the overflow turn. */
export function walkRun(inputs: RunInputs, draw: RunDraw, visit: TurnVisitor): number | null {
  const series = promptSeries(inputs, draw);
  const overflow = firstOverflow(inputs, draw, series);
  const last = overflow === null || trimsHistory(inputs) ? draw.turns : overflow - 1;
  const output = draw.output * inputs.choices;
  const reasoning = draw.reasoning * inputs.choices;
  let left = 0;
  for (let k = 1; k <= last; k++) {
    const compacted = series.summarised[k - 1] ?? 0;
    // The summary call has a system text of its own, so it reads nothing from the run's cache.
    if (compacted > 0) visit(k, compacted, 0, 0, summaryTokens(inputs, compacted), 0, true);
    const prompt = series.prompt[k - 1] ?? 0;
    const fixed = series.fixed[k - 1] ?? 0;
    const standing =
      k === 1 ? fromPreviousRun(inputs, draw) : fromPreviousTurn(inputs, draw, series, k, left);
    const step = cacheStep(inputs.cache, { prompt, fixed, standing, hitShare: draw.hitShare });
    left = step.left;
    visit(k, prompt - step.read - step.write, step.read, step.write, output, reasoning, false);
  }
  return overflow;
}

/** S+T of the run before, while its entry lives. Runs at the same time never hit each other. */
function fromPreviousRun(inputs: RunInputs, draw: RunDraw): number {
  const gap = draw.secondsBetweenRuns;
  if (gap === null || gap <= 0 || !survives(inputs.cache, gap)) return 0;
  return draw.system + draw.tools;
}

/** The prefix standing since the turn before; a lapse of the lifetime means a full rewrite. */
function fromPreviousTurn(
  inputs: RunInputs,
  draw: RunDraw,
  series: PromptSeries,
  turn: number,
  left: number,
): number {
  const gap = draw.gaps[(turn - 2) % draw.gaps.length] ?? 0;
  if (!survives(inputs.cache, gap)) return 0;
  const { mode } = inputs.cache;
  if (mode === "explicit-fixed") return Math.min(series.fixed[turn - 1] ?? 0, left);
  const shared = mode === "explicit-moving" ? series.ended[turn - 1] : series.common[turn - 1];
  return Math.min(shared ?? 0, left);
}

/** The summary is as long as what is left of the history after it, and never longer than what it sums up. */
function summaryTokens(inputs: RunInputs, compacted: number): number {
  return inputs.growth.kind === "summarised" ? Math.min(inputs.growth.afterTokens, compacted) : 0;
}

/**
 * I(k) + output > window, or I(k) > maximum input. Output is the declared cap, else the draw's own output; a cap that fills the window
 * declares nothing (some models list one).
 */
function firstOverflow(inputs: RunInputs, draw: RunDraw, series: PromptSeries): number | null {
  const { contextWindow, maxInput, outputCap } = inputs.limits;
  if (contextWindow === null && maxInput === null) return null;
  const window = contextWindow ?? Number.POSITIVE_INFINITY;
  const reserve = outputCap !== null && outputCap < window ? outputCap : draw.output + draw.reasoning;
  const limit = Math.min(window - reserve, maxInput ?? Number.POSITIVE_INFINITY);
  const index = series.prompt.findIndex((prompt) => prompt > limit);
  return index < 0 ? null : index + 1;
}
