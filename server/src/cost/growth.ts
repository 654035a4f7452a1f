/** Sizes of a run's prompts, turn by turn (design, section 2, growth table). */
import type { GrowthModel, RunDraw, RunInputs } from "./run-model";

/** Index 0 is turn 1. All in tokens. */
export interface PromptSeries {
  /** I(k): the whole prompt. */
  readonly prompt: readonly number[];
  /** Leading tokens shared with the previous prompt; 0 at turn 1. */
  readonly common: readonly number[];
  /** The part of `common` at whose end an earlier request ended: a moving breakpoint stands nowhere else. */
  readonly ended: readonly number[];
  /** System and tools where they still lead the prompt, else 0. */
  readonly fixed: readonly number[];
  /** History a summary call reads before the turn's own request; 0 = none. */
  readonly summarised: readonly number[];
}

interface MutableSeries {
  readonly prompt: number[];
  readonly common: number[];
  readonly ended: number[];
  readonly fixed: number[];
  readonly summarised: number[];
}

/** g = A_kept + R: what each turn leaves in the history. Only one of several choices is kept. */
export function growthPerTurn(inputs: RunInputs, draw: RunDraw): number {
  return draw.output + (inputs.reasoningResent ? draw.reasoning : 0) + draw.result;
}

/** The prompts of all `draw.turns` turns, whatever the model's window. */
export function promptSeries(inputs: RunInputs, draw: RunDraw): PromptSeries {
  const series: MutableSeries = { prompt: [], common: [], ended: [], fixed: [], summarised: [] };
  const g = growthPerTurn(inputs, draw);
  const { growth } = inputs;
  if (growth.kind === "windowed")
    windowed(series, draw, g, growth.turns, growth.dropsPrefix, growth.dropsSystem === true);
  else if (growth.kind === "windowed-tokens") windowedTokens(series, draw, g, growth.tokens);
  else if (growth.kind === "summarised") sawtooth(series, draw, g, growth.triggerTokens, growth.afterTokens);
  else if (growth.kind === "cleared") cleared(series, draw, g, growth);
  else if (growth.kind === "constant") repeated(series, draw);
  else appendOnly(series, draw, g);
  return series;
}

/** A history that some code shortens: its turns are billed on after an overflow, because the code keeps it running. */
export function trimsHistory(inputs: RunInputs): boolean {
  return inputs.growth.kind !== "accumulates" && inputs.growth.kind !== "constant";
}

function push(series: MutableSeries, prompt: number, common: number, ended: number, fixed: number): void {
  series.prompt.push(prompt);
  series.common.push(common);
  series.ended.push(ended);
  series.fixed.push(fixed);
}

function appendOnly(series: MutableSeries, draw: RunDraw, g: number): void {
  const fixed = draw.system + draw.tools;
  const first = fixed + draw.firstUser;
  for (let k = 1; k <= draw.turns; k++) {
    const before = k === 1 ? 0 : first + (k - 2) * g;
    push(series, first + (k - 1) * g, before, before, fixed);
  }
}

/** Each request carries another user message of the same size (an equal one would ask the same again): S+T alone stands. */
function repeated(series: MutableSeries, draw: RunDraw): void {
  const fixed = draw.system + draw.tools;
  for (let k = 1; k <= draw.turns; k++) push(series, fixed + draw.firstUser, k === 1 ? 0 : fixed, 0, fixed);
}

/** I(k) = S+T+U + min(k-1, w) g. Once the window slides, only what leads the prompt stands. */
function windowed(
  series: MutableSeries,
  draw: RunDraw,
  g: number,
  turns: number,
  dropsUser: boolean,
  dropsSystem: boolean,
): void {
  const fixed = draw.system + draw.tools;
  const first = fixed + draw.firstUser;
  const kept = draw.tools + (dropsSystem ? 0 : draw.system) + (dropsUser || dropsSystem ? 0 : draw.firstUser);
  for (let k = 1; k <= draw.turns; k++) {
    const slides = k - 1 > turns;
    if (!slides) {
      const before = k === 1 ? 0 : first + (k - 2) * g;
      push(series, first + (k - 1) * g, before, before, fixed);
      continue;
    }
    // Turn 1 ended behind the first user message; nothing ended behind the system text.
    push(series, kept + turns * g, kept, kept === first ? first : 0, dropsSystem ? 0 : fixed);
  }
}

/**
 * History (first message included) is cut to a number of tokens; system and tools stay. Code that drops whole messages keeps up to one
 * message less.
 */
function windowedTokens(series: MutableSeries, draw: RunDraw, g: number, tokens: number): void {
  const fixed = draw.system + draw.tools;
  const limit = Math.max(0, tokens);
  for (let k = 1; k <= draw.turns; k++) {
    const history = draw.firstUser + (k - 1) * g;
    const before = k === 1 ? 0 : fixed + draw.firstUser + (k - 2) * g;
    if (history <= limit) push(series, fixed + history, before, before, fixed);
    else push(series, fixed + limit, k === 1 ? 0 : fixed, 0, fixed);
  }
}

/**
 * I(k) = S+T+U + (k-1) g - c (R - left), c results being cleared before turn k: those older than the last w where the prompt is larger than
 * the limit. What precedes the first result that is cleared now stands since the turn before.
 */
function cleared(
  series: MutableSeries,
  draw: RunDraw,
  g: number,
  { turns, leftTokens, beyondTokens }: Extract<GrowthModel, { kind: "cleared" }>,
): void {
  const fixed = draw.system + draw.tools;
  const first = fixed + draw.firstUser;
  const saved = Math.max(0, draw.result - leftTokens);
  let gone = 0;
  let before = 0;
  for (let k = 1; k <= draw.turns; k++) {
    const whole = first + (k - 1) * g - gone * saved;
    const clears = beyondTokens === null || whole > beyondTokens;
    const old = clears ? Math.max(gone, k - 1 - turns) : gone;
    const changes = old > gone && saved > 0;
    const standing = first + gone * (g - saved) + (g - draw.result);
    const prompt = whole - (old - gone) * saved;
    push(series, prompt, changes ? standing : before, changes ? first : before, fixed);
    gone = old;
    before = prompt;
  }
}

/** Grows to the trigger, is replaced by a summary of `after` tokens, and starts over. The turn after a summary shares S+T only. */
function sawtooth(series: MutableSeries, draw: RunDraw, g: number, trigger: number, after: number): void {
  const fixed = draw.system + draw.tools;
  let history = draw.firstUser;
  let before = 0;
  for (let k = 1; k <= draw.turns; k++) {
    const compacts = k > 1 && history > trigger;
    if (compacts) {
      series.summarised[k - 1] = history;
      history = Math.min(after, history);
    }
    push(series, fixed + history, compacts ? fixed : before, compacts ? 0 : before, fixed);
    before = fixed + history;
    history += g;
  }
}
