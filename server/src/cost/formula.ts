/** The input of one run as arithmetic: the closed form that applies to it, with its terms, or that only the walk tells the sum. */
import { accumulatedInput, constantInput, windowedInput } from "./closed-forms";
import { growthPerTurn } from "./growth";
import type { RunDraw, RunInputs } from "./run-model";
import { walkRun } from "./simulate";

/** Which closed form of design section 2 gives the run's input. "walked": none does (a sawtooth, a window that drops the prompt). */
export type FormulaKind = "once" | "linear" | "quadratic" | "windowed" | "walked";

export interface Formula {
  readonly kind: FormulaKind;
  /** Turns that are billed; fewer than `drawnTurns` where the window of the model overflows. */
  readonly turns: number;
  readonly drawnTurns: number;
  /** S, T, U in tokens. */
  readonly system: number;
  readonly tools: number;
  readonly firstUser: number;
  /** g and its parts: the answer, reasoning where it is resent, what results and people add. */
  readonly growth: number;
  readonly answer: number;
  readonly reasoning: number;
  readonly result: number;
  /** w: turns whose growth is sent again; null without a window. */
  readonly window: number | null;
  /** Input of the run, turn by turn: what is billed. Calls that compact the history are in it. */
  readonly input: number;
  /** Visible answer and reasoning of the run. */
  readonly output: number;
}

export function formulaOf(inputs: RunInputs, draw: RunDraw): Formula {
  let turns = 0;
  let input = 0;
  let output = 0;
  walkRun(inputs, draw, (_turn, uncached, read, write, visible, reasoning, summary) => {
    input += uncached + read + write;
    output += visible + reasoning;
    if (!summary) turns++;
  });
  const { growth } = inputs;
  return {
    kind: kindOf(inputs, draw, turns),
    turns,
    drawnTurns: draw.turns,
    system: draw.system,
    tools: draw.tools,
    firstUser: draw.firstUser,
    growth: growth.kind === "constant" ? 0 : growthPerTurn(inputs, draw),
    answer: draw.output,
    reasoning: inputs.reasoningResent ? draw.reasoning : 0,
    result: draw.result,
    window: growth.kind === "windowed" ? growth.turns : null,
    input,
    output,
  };
}

/** What the closed form says, for kinds that have one; null for "walked". */
export function closedInput(formula: Formula): number | null {
  const { kind, turns, growth, window } = formula;
  const prefix = formula.system + formula.tools + formula.firstUser;
  switch (kind) {
    case "once":
    case "linear":
      return constantInput(turns, prefix);
    case "quadratic":
      return accumulatedInput(turns, prefix, growth);
    case "windowed":
      return windowedInput(turns, prefix, growth, window ?? turns);
    case "walked":
      return null;
  }
}

function kindOf(inputs: RunInputs, draw: RunDraw, turns: number): FormulaKind {
  const { growth } = inputs;
  const fixed = draw.system + draw.tools;
  const history = draw.firstUser + (turns - 1) * growthPerTurn(inputs, draw);
  if (growth.kind === "windowed-tokens" && history > growth.tokens) return "walked";
  if (turns <= 1) return "once";
  switch (growth.kind) {
    case "constant":
      return "linear";
    case "accumulates":
      return "quadratic";
    case "windowed":
      if (turns <= growth.turns + 1) return "quadratic";
      return growth.dropsPrefix || growth.dropsSystem === true ? "walked" : "windowed";
    case "windowed-tokens":
      return "quadratic";
    case "cleared":
      return turns <= growth.turns + 1 || history <= (growth.beyondTokens ?? 0) - fixed
        ? "quadratic"
        : "walked";
    case "summarised":
      return history <= growth.triggerTokens ? "quadratic" : "walked";
  }
}
