/** The formula of a run with its own numbers, and the changes that tell most: two lines of the hover. */
import { formatPercent } from "../base/format";
import { escapeMarkdown } from "../base/markdown";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import { explainCall } from "../estimate/explain/explain";
import { inputText } from "../estimate/explain/formula-text";

/** Changes shown; `farebox explain` has the others. */
const CHANGES = 3;
/** A change of less than one percent tells nothing. */
const LEAST_CHANGE = 0.01;

/** Markdown lines; empty for a single request, whose input is one sum. */
export function formulaLines(estimate: CallEstimate, ctx: EstimateContext): readonly string[] {
  const { formula, changes, range } = explainCall(estimate, ctx, { compares: false });
  if (formula.drawnTurns <= 1 && estimate.measured.turns.high <= 1) return [];
  const { symbols, numbers } = inputText(formula);
  const telling = changes
    .filter(({ change }) => Math.abs(change) >= LEAST_CHANGE)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, CHANGES)
    .map(({ text, change }) => `${text} ${formatPercent(change * 100)}`);
  const [most] = range;
  const parts = [
    ...telling,
    ...(most ? [`${Math.round(most.share * 100)} % of the range: ${most.name}`] : []),
  ];
  return [
    `**Input** ${escapeMarkdown(`${symbols}: ${numbers}`)} in the typical run`,
    ...(parts.length === 0 ? [] : [`**What counts** ${escapeMarkdown(parts.join(" · "))}`]),
  ];
}
