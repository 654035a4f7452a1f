/** What a refresh of prices brought, in words. */
import type { RefreshView, SourceView } from "../../../../shared/catalogue-view";
import type { Catalogue, When } from "../../catalogue/types";
import { differences, differencesText, type RowChange } from "./differences";
import { priceText } from "./price-text";
import { catalogueRows } from "./rows";

/** More lines than this nobody reads; the summary counts them all. */
const MOST_LINES = 200;

/** Compares the prices of a day before and after. `sources` say what became of each. */
export function refreshSummary(
  before: Catalogue,
  after: Catalogue,
  when: When,
  sources: readonly SourceView[],
): RefreshView {
  const options = { when, today: when.day, currency: null };
  const found = differences(catalogueRows(before, options).rows, catalogueRows(after, options).rows);
  const lines = [
    ...found.changed.map((change) => `${change.id}: ${changeText(change)}`),
    ...found.added.map((row) => `${row.id}: new, ${pairText(row.input, row.output, row.currency)}`),
    ...found.removed.map((row) => `${row.id}: gone`),
  ];
  return {
    summary: differencesText(found),
    changes: lines.slice(0, MOST_LINES),
    moreChanges: Math.max(0, lines.length - MOST_LINES),
    sources,
  };
}

/** "input $1.00 -> $0.80 (-20%), output …". */
export function changeText({ prices, billedAs, tariffs, currency }: RowChange): string {
  const parts = prices.map(({ field, before, after }) => {
    const name = field.replace("cacheRead", "cache read").replace("cacheWrite", "cache write");
    return `${name} ${priceText(before, currency)} -> ${priceText(after, currency)}${percent(before, after)}`;
  });
  if (billedAs !== null)
    parts.push(`billed as ${billedAs.before ?? "itself"} -> ${billedAs.after ?? "itself"}`);
  if (tariffs) parts.push("prices by the hour or by length changed");
  return parts.join(", ");
}

function pairText(input: number | null, output: number | null, currency: string): string {
  return `input ${priceText(input, currency)}, output ${priceText(output, currency)}`;
}

/** " (-80%)", "" where there is nothing to compare with. */
function percent(before: number | null, after: number | null): string {
  if (before === null || after === null || before === 0) return "";
  const change = (after / before - 1) * 100;
  const size = Math.abs(change) < 10 ? Number(change.toFixed(1)) : Math.round(change);
  return ` (${size > 0 ? "+" : ""}${size}%)`;
}

/** "genai-prices: new figures of 2026-11-24", "litellm: the server answered 500; figures of 2026-11-20 stay in force". */
export function sourceText({ source, state, day, problem }: SourceView): string {
  const figures = day === null ? "nothing to use" : `figures of ${day} stay in force`;
  switch (state) {
    case "fresh":
      return `${source}: new figures of ${day}${problem === null ? "" : `; ${problem}`}`;
    case "unchanged":
      return `${source}: unchanged, confirmed on ${day}`;
    case "kept":
      return `${source}: figures of ${day}, from disk`;
    case "failed":
    case "absent":
      return `${source}: ${problem ?? "no answer"}; ${figures}`;
  }
}
