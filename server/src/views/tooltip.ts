/** The tooltip of the inlay hint: the hover in a few lines, without a comparison. */
import { formatTokens } from "../base/format";
import { escapeMarkdown } from "../base/markdown";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import { headline, warnings } from "./hover";
import { checkedText } from "./hover-price";
import { placeLabel } from "./labels";

export function tooltipMarkdown(estimate: CallEstimate, ctx: EstimateContext, today: string): string {
  const { input, cacheRead, output, reasoning } = estimate.usage;
  const parts = [
    `input ${formatTokens(input.typical)}`,
    ...(cacheRead.typical > 0 ? [`of it ${formatTokens(cacheRead.typical)} from cache`] : []),
    `output ${formatTokens(output.typical)}`,
    ...(reasoning.typical > 0 ? [`reasoning ${formatTokens(reasoning.typical)}`] : []),
  ];
  const blocks = [headline(estimate, ctx), ...warnings(estimate), `Tokens per run: ${parts.join(", ")}`];
  if (estimate.priced.known) {
    const { offer, price } = estimate.priced.value;
    blocks.push(
      `${escapeMarkdown(placeLabel(ctx.catalogue, offer))} · price ${checkedText(price.period.checked, today)}`,
    );
  }
  const assumed = estimate.assumptions.map((one) => `- ${escapeMarkdown(one.text)}`);
  if (assumed.length > 0) blocks.push(["Assumed:", "", ...assumed].join("\n"));
  return blocks.join("\n\n");
}
