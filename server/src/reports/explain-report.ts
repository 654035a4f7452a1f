/** An explanation as plain data: what `farebox explain` writes. */
import { addQuantities } from "../base/quantity";
import type { When } from "../catalogue/types";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import { type Explanation, explainCall } from "../estimate/explain/explain";
import { inputText } from "../estimate/explain/formula-text";
import type { RunSize } from "../estimate/explain/run-size";
import type {
  ExplainedCall,
  ExplainedFormula,
  ExplainedTerm,
  ExplainedTurn,
  ExplainReport,
} from "./explain-contract";
import { type ReportPlaces, reportCall } from "./report-call";
import { reportQuantity, significant } from "./rounding";

export function buildExplainReport(
  estimates: readonly CallEstimate[],
  ctx: EstimateContext,
  places: ReportPlaces,
): ExplainReport {
  return {
    schema: "farebox-explain/1",
    when: whenText(ctx.when),
    calls: estimates.map((estimate) => explainedCall(estimate, ctx, places)),
  };
}

function whenText({ day, instant }: When): string {
  return instant ?? day;
}

function explainedCall(estimate: CallEstimate, ctx: EstimateContext, places: ReportPlaces): ExplainedCall {
  const explanation = explainCall(estimate, ctx, { compares: true });
  return {
    call: reportCall(estimate, places),
    formula: formulaOf(estimate, explanation),
    turns: turnsOf(estimate, explanation),
    changes: explanation.changes.map(({ id, text, size, change }) => ({
      id,
      text,
      input: Math.round(size.input),
      cost: costOf(size),
      changePercent: significant(change * 100),
    })),
    range: explanation.range.map(({ id, name, from, to, low, high, share }) => ({
      id,
      name,
      from: significant(from),
      to: significant(to),
      input: [Math.round(low.input), Math.round(high.input)],
      cost: low.cost === null || high.cost === null ? null : [significant(low.cost), significant(high.cost)],
      share: significant(share),
    })),
  };
}

function costOf({ cost }: RunSize): number | null {
  return cost === null ? null : significant(cost);
}

function formulaOf({ measured }: CallEstimate, { formula }: Explanation): ExplainedFormula {
  const { turns, system, tools, firstUser, output, reasoning, result } = measured;
  const answer = reasoning.high > 0 ? addQuantities(output, reasoning) : output;
  const kept = formula.reasoning > 0 ? answer : output;
  const growthName =
    formula.reasoning > 0 ? "growth: answer, reasoning and results" : "growth: answer and results";
  const answered = formula.turns > 0 ? Math.round(formula.output / formula.turns) : 0;
  const term = (
    symbol: ExplainedTerm["symbol"],
    name: string,
    value: number,
    quantity: typeof turns,
  ): ExplainedTerm => ({ symbol, name, value, quantity: reportQuantity(quantity) });
  const terms = [
    term("N", "turns", formula.turns, turns),
    term("S", "system prompt", formula.system, system),
    term("T", "tool definitions", formula.tools, tools),
    term("U", "first message", formula.firstUser, firstUser),
    term("g", growthName, formula.growth, addQuantities(kept, result)),
    term("A", reasoning.high > 0 ? "answer and reasoning per turn" : "answer per turn", answered, answer),
  ];
  const { symbols, numbers } = inputText(formula);
  return {
    kind: formula.kind,
    symbols,
    numbers,
    // Parts of size 0 say nothing.
    terms: terms.filter(({ symbol, value }) => symbol === "N" || value > 0),
    input: formula.input,
    output: formula.output,
  };
}

function turnsOf({ priced }: CallEstimate, { turns }: Explanation): readonly ExplainedTurn[] {
  const costs = new Map((priced.known ? priced.value.run.byTurn : []).map((turn) => [turn.turn, turn]));
  return turns.map((usage) => {
    const written = Object.values(usage.cacheWrite).reduce((sum, tokens) => sum + tokens, 0);
    const cost = usage.summary ? undefined : costs.get(usage.turn);
    return {
      turn: usage.turn,
      input: usage.uncached + usage.cacheRead + written,
      cacheRead: usage.cacheRead,
      cacheWrite: written,
      output: usage.output + usage.reasoning,
      ...(usage.summary ? { summary: true as const } : {}),
      cost: cost ? significant(cost.cost) : null,
      cumulative: cost ? significant(cost.cumulative) : null,
    };
  });
}
