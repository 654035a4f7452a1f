/** `farebox catalogue diff`: prices that differ between two days, or between two catalogues. */
import type { Catalogue, When } from "../../catalogue/types";
import { printable } from "../../reports/columns";
import {
  type Differences,
  differences,
  differencesText,
  type RowChange,
} from "../../views/catalogue/differences";
import { rowFilter } from "../../views/catalogue/filter";
import { priceText } from "../../views/catalogue/price-text";
import { catalogueRows } from "../../views/catalogue/rows";
import { EXIT } from "../usage";
import type { DiffCommand, DiffSide } from "./arguments";
import { type CatalogueContext, todayOf, whenOf } from "./context";
import { checkCountry } from "./list";
import { checkCurrency, openCatalogue } from "./open";
import { pricesText } from "./show-text";

/** Resolves with the exit code: a difference is no failure. */
export async function runDiff(command: DiffCommand, ctx: CatalogueContext): Promise<number> {
  const { streams } = ctx;
  const [before, after] = [
    await rowsOf(command.before, command, ctx),
    await rowsOf(command.after, command, ctx),
  ];
  const found = differences(before, after);
  if (command.json) {
    await streams.data(`${JSON.stringify(found, null, 2)}\n`);
    return EXIT.done;
  }
  await streams.data(
    differenceLines(found)
      .map((line) => `${printable(line)}\n`)
      .join(""),
  );
  streams.say(`${capital(differencesText(found))}.`);
  return EXIT.done;
}

async function rowsOf(side: DiffSide, command: DiffCommand, { cwd, clock, streams }: CatalogueContext) {
  const path = side.kind === "when" ? command.folder : side.path;
  const when: When = side.kind === "when" ? side.when : whenOf(command.when, clock);
  const catalogue: Catalogue = await openCatalogue(path, cwd, streams.say);
  checkCurrency(catalogue, command.currency);
  checkCountry(catalogue, command.filter);
  const { rows } = catalogueRows(catalogue, { when, today: todayOf(clock), currency: command.currency });
  return rows.filter(rowFilter(catalogue, command.filter));
}

/** One line per offer: `~` changed, `+` added, `-` removed. */
export function differenceLines({ added, removed, changed }: Differences): readonly string[] {
  return [
    ...changed.map((change) => `~ ${change.id}: ${changeText(change)}`),
    ...added.map((row) => `+ ${row.id}: ${pricesText(row, row.currency)}`),
    ...removed.map((row) => `- ${row.id}: ${pricesText(row, row.currency)}`),
  ];
}

function changeText({ prices, billedAs, tariffs, currency }: RowChange): string {
  const parts = prices.map(({ field, before, after }) => {
    const name = field.replace("cacheRead", "cache read").replace("cacheWrite", "cache write");
    return `${name} ${priceText(before, currency)} -> ${priceText(after, currency)}${percent(before, after)}`;
  });
  if (billedAs !== null)
    parts.push(`billed as ${billedAs.before ?? "itself"} -> ${billedAs.after ?? "itself"}`);
  if (tariffs) parts.push("prices by the hour or by length changed");
  return parts.join(", ");
}

/** " (-80%)", "" where there is nothing to compare with. */
function percent(before: number | null, after: number | null): string {
  if (before === null || after === null || before === 0) return "";
  const change = (after / before - 1) * 100;
  const size = Math.abs(change) < 10 ? Number(change.toFixed(1)) : Math.round(change);
  return ` (${size > 0 ? "+" : ""}${size}%)`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
