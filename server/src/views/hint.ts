/** The inlay hint of a call site: at most 40 characters, the rest goes to the tooltip. */
import { formatCount, formatMoney, formatTokens } from "../base/format";
import type { CallEstimate } from "../estimate/estimate-call";

/** VS Code cuts the hints of a line at 43 characters. */
export const MAX_HINT_LENGTH = 40;

/** `≈71K tok · $0.19/run ×12`; `≈1.2K tok · unpriced` where there is no price. */
export function hintText(estimate: CallEstimate): string {
  const { usage, priced, measured } = estimate;
  const tokens = `≈${formatTokens(usage.input.typical + usage.output.typical + usage.reasoning.typical)} tok`;
  const turns = Math.round(measured.turns.typical);
  const repeat = turns > 1 ? ` ×${formatCount(turns)}` : "";
  const price = priced.known
    ? `${formatMoney(priced.value.run.cost.typical, priced.value.run.cost.currency)}/run`
    : "unpriced";
  const options = [`${tokens} · ${price}${repeat}`, `${tokens} · ${price}`, price];
  return options.find((text) => text.length <= MAX_HINT_LENGTH) ?? price.slice(0, MAX_HINT_LENGTH);
}

/** Whether the settings let the hint be shown: confidence, least cost, directives. */
export function hintIsShown(
  estimate: CallEstimate,
  hints: { readonly minConfidence: string; readonly minCost: number },
): boolean {
  if (estimate.call.ignored) return false;
  const order = ["possible", "likely", "certain"];
  if (order.indexOf(estimate.call.site.confidence) < order.indexOf(hints.minConfidence)) return false;
  return !estimate.priced.known || estimate.priced.value.run.cost.typical >= hints.minCost;
}
