/** A prompt file as a hint at its top, and what the hint rests on. */
import { formatMoney, formatTokens } from "../base/format";
import { escapeMarkdown } from "../base/markdown";
import type { Catalogue } from "../catalogue/types";
import { type PartEstimate, type PromptFileEstimate, TURNS } from "../prompt-files/estimate";
import { offerLabel, placeLabel } from "./labels";
import { moneyText, spanText, table } from "./markdown";

/** `≈1.2K tok · $0.31/100 turns`, at most 40 characters; without a model the tokens alone. */
export function promptFileHint({ parts }: PromptFileEstimate): string {
  const [first, second] = parts;
  if (!first) return "≈0 tok";
  const tokens = second
    ? `≈${formatTokens(first.tokens.typical)} + ${formatTokens(second.tokens.typical)} tok`
    : `≈${formatTokens(first.tokens.typical)} tok`;
  const told = second ?? first;
  if (told.sent === "never") return `${tokens} · never sent`;
  if (!first.cost.known || !told.cost.known) return tokens;
  const { typical, currency } = told.cost.value;
  const sum = second ? first.cost.value.typical + typical : typical;
  return `${tokens} · ${formatMoney(sum, currency)}/${TURNS} turns`;
}

/** Markdown: what is sent when, on which model, and where each figure comes from. */
export function promptFileMarkdown(estimate: PromptFileEstimate, catalogue: Catalogue): string {
  const { file, parts, offer, chosenBy } = estimate;
  const { kind } = file;
  const holes = [...new Set(parts.flatMap((part) => part.holes))];
  const rows = parts.map((part) => [part.label, tokensText(part), part.sent, costText(part)]);
  const model = offer.known
    ? `**Model** ${escapeMarkdown(offerLabel(catalogue, offer.value))} (${escapeMarkdown(placeLabel(catalogue, offer.value))}), chosen by ${chosenBy ?? "nobody"}`
    : `**Model** unknown: ${escapeMarkdown(offer.reason)}`;
  return [
    `**${escapeMarkdown(kind.name)}**: ${readerText(estimate)}`,
    table(["part", "tokens", "sent", `${TURNS} turns with it`], rows),
    model,
    ...(kind.isPrefix && offer.known
      ? [
          "The low end and the typical case read it from the prompt cache on every turn but the first; the high end never does.",
        ]
      : []),
    ...(holes.length > 0
      ? [
          `Filled in at run time, sizes assumed: ${holes
            .slice(0, 12)
            .map((hole) => `\`${hole.replace(/`/g, "")}\``)
            .join(", ")}${holes.length > 12 ? ", …" : ""}`,
        ]
      : []),
    `When it is sent: ${kind.confidence === "read" ? "" : "as documentation is remembered, "}${escapeMarkdown(kind.source)}`,
  ].join("\n\n");
}

function readerText({ file: { kind } }: PromptFileEstimate): string {
  return kind.readBy === "coding tools"
    ? "read by coding tools and billed to the developer's session; in no total."
    : "sent by the application; its calls count it, so it is in no total of its own.";
}

function tokensText({ tokens }: PartEstimate): string {
  const [low, typical, high] = [tokens.low, tokens.typical, tokens.high].map((each) =>
    formatTokens(Math.round(each)),
  );
  const range = low === high ? "" : ` (${low}–${high})`;
  return `${typical}${range} ${tokens.basis}`;
}

function costText({ cost }: PartEstimate): string {
  if (!cost.known) return "–";
  return `${moneyText(cost.value.typical, cost.value.currency)} (${spanText(cost.value)})`;
}
