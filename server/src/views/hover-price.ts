/** The price a call is estimated with: where it is sold, what it costs, how old the figure is, and what changes it. */
import { formatPercent } from "../base/format";
import { escapeMarkdown } from "../base/markdown";
import { type Disagreement, disagreementOf } from "../catalogue/broad/disagreements";
import { ageInDays } from "../catalogue/price/effective";
import type { Catalogue, Prices, When } from "../catalogue/types";
import type { Priced } from "../estimate/estimate-call";
import { STALE_OFFER_DAYS } from "./catalogue/staleness";
import { placeLines } from "./hover-place";
import { fullPlaceLabel } from "./labels";
import { linkTo, moneyText } from "./markdown";

/** A change of price is news for this many days. */
const NEWS_DAYS = 30;

/** "checked 12 days ago", "checked today"; a figure from the future is read as today's. */
export function checkedText(checked: string, today: string): string {
  const days = ageInDays(checked, today);
  if (Number.isNaN(days)) return `checked ${checked}`;
  if (days <= 0) return "checked today";
  return days === 1 ? "checked yesterday" : `checked ${days} days ago`;
}

/** `when` is the time the price was taken at; `today` only tells how old the figure is. */
export function priceLines(
  priced: Priced,
  catalogue: Catalogue,
  today: string,
  when: When = { day: today },
): readonly string[] {
  const { offer, price, conversion } = priced;
  const { period } = price;
  const other = disagreementOf(catalogue, offer, when);
  const mark = other === undefined ? "" : ` · ⚑ ${escapeMarkdown(`${other.source} differs`)}`;
  const lines = [
    `**Price** ${escapeMarkdown(fullPlaceLabel(catalogue, offer))} · ${escapeMarkdown(checkedText(period.checked, today))} · ${sourceOf(priced)}${mark}`,
    ...(other === undefined ? [] : [`⚑ ${disagreementText(other, offer.currency)}`]),
  ];
  for (const variant of price.variants) {
    const hasShare = price.variants.length > 1 && period.doubt === undefined;
    const share = hasShare ? ` (${Math.round(variant.weight * 100)}% of the week)` : "";
    const label = price.variants.length > 1 ? `${escapeMarkdown(variant.label)}${share}: ` : "";
    lines.push(`${label}${pricesText(variant.prices, offer.currency)} per 1M tokens`);
    for (const tier of variant.lengthTiers) {
      const above = `above ${tier.aboveInputTokens.toLocaleString("en-US")} input tokens`;
      lines.push(`${label}${above}: ${pricesText(tier.prices, offer.currency)}`);
    }
  }
  if (period.billedAs !== undefined) {
    lines.push(`The host bills this id as **${escapeMarkdown(period.billedAs)}**.`);
  }
  lines.push(...placeLines(catalogue, offer));
  const age = ageInDays(period.checked, today);
  if (age > STALE_OFFER_DAYS)
    lines.push(`⚠ This figure was read ${age} days ago; look at the host's page before you rely on it.`);
  const changed = price.changedOn === undefined ? undefined : ageInDays(price.changedOn.slice(0, 10), today);
  if (changed !== undefined && changed >= 0 && changed <= NEWS_DAYS)
    lines.push(`The price changed on ${escapeMarkdown(price.changedOn?.slice(0, 10) ?? "")}.`);
  if (price.nextChange !== undefined)
    lines.push(`This price ends on ${escapeMarkdown(price.nextChange.slice(0, 10))}.`);
  if (period.derived !== undefined) lines.push(`Derived: ${escapeMarkdown(period.derived)}`);
  if (period.verified === false) lines.push("Nobody could confirm this figure.");
  if (conversion !== null) lines.push(`Converted: ${escapeMarkdown(conversion)}`);
  return lines;
}

/** "genai-prices 0.1.8 has input $0.44 and output $0.87: a router". */
function disagreementText({ source, differences, reason }: Disagreement, currency: string): string {
  const fields = differences.map(
    ({ field, broad }) => `${field === "cacheRead" ? "cache read" : field} ${moneyText(broad, currency)}`,
  );
  return `${escapeMarkdown(source)} has ${fields.join(", ")}: ${escapeMarkdown(reason)}.`;
}

/** "input $1.25, cache read $0.13, output $10": the prices that are stated. */
function pricesText(prices: Prices, currency: string): string {
  const parts: (readonly [string, number | undefined])[] = [
    ["input", prices.input],
    ["cache read", prices.cacheRead],
    ...Object.entries(prices.cacheWrite ?? {}).map(
      ([lifetime, price]) => [`cache write ${escapeMarkdown(lifetime)}`, price] as const,
    ),
    ["output", prices.output],
  ];
  const stated = parts.flatMap(([name, price]) =>
    price === undefined ? [] : [`${name} ${moneyText(price, currency)}`],
  );
  return stated.length === 0 ? "no price stated" : stated.join(", ");
}

/** Links of the shipped catalogue are links; a workspace's own file may say anything and stays text. */
function sourceOf({ offer, price }: Priced): string {
  const { source } = price.period;
  if (offer.layer === "broad") return `${escapeMarkdown(offer.origin)} (a collection, not checked by us)`;
  if (offer.origin !== "curated") return `${escapeMarkdown(source)} (${escapeMarkdown(offer.origin)})`;
  return /^https:\/\/[^\s()<>]+$/.test(source) ? linkTo("source", source) : escapeMarkdown(source);
}

/** "-45%" against the present cost; "" where there is none to compare with. */
export function differenceText(cost: number, current: number | null): string {
  if (current === null || current <= 0) return "";
  return formatPercent((cost / current - 1) * 100);
}
