/** `farebox catalogue diff`: prices that differ between two days, or between two catalogues. */
import type { Catalogue, When } from "../../catalogue/types";
import { printable } from "../../reports/columns";
import { type Differences, differences, differencesText } from "../../views/catalogue/differences";
import { rowFilter } from "../../views/catalogue/filter";
import { pricesText } from "../../views/catalogue/prices-text";
import { changeText } from "../../views/catalogue/refresh-summary";
import { catalogueRows } from "../../views/catalogue/rows";
import { EXIT } from "../usage";
import type { DiffCommand, DiffSide } from "./arguments";
import { type CatalogueContext, todayOf, whenOf } from "./context";
import { checkCountry } from "./list";
import { checkCurrency, openCatalogue, sourcesOf } from "./open";

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
  const catalogue: Catalogue = await openCatalogue(path, cwd, streams.say, await sourcesOf(command, cwd));
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
