/** `farebox catalogue list`: offers as a table, or as JSON. */
import type { CatalogueRow } from "../../../../shared/catalogue-view";
import { convert } from "../../catalogue/price/currency";
import type { Catalogue, When } from "../../catalogue/types";
import { type Column, inColumns, printable } from "../../reports/columns";
import { isPlace, type RowFilter, rowFilter } from "../../views/catalogue/filter";
import { dateText, priceText, windowText } from "../../views/catalogue/price-text";
import { catalogueRows, type RowOptions, rowsOfHistory } from "../../views/catalogue/rows";
import { EXIT, UsageError } from "../usage";
import type { ListCommand, Sort } from "./arguments";
import { type CatalogueContext, todayOf, whenOf } from "./context";
import { checkCurrency, openCatalogue, sourcesOf } from "./open";

const LEFT: Column = { align: "left" };
const RIGHT: Column = { align: "right" };
const HEAD = [
  "offer",
  "country",
  "input",
  "output",
  "cache read",
  "window",
  "since",
  "until",
  "checked",
  "layer",
];
const COLUMNS = [LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT, LEFT, LEFT, LEFT];

/** Resolves with the exit code: an empty list is no failure. */
export async function runList(
  command: ListCommand,
  { cwd, clock, streams }: CatalogueContext,
): Promise<number> {
  const catalogue = await openCatalogue(command.folder, cwd, streams.say, await sourcesOf(command, cwd));
  checkCurrency(catalogue, command.currency);
  checkCountry(catalogue, command.filter);
  const when = whenOf(command.when, clock);
  const options: RowOptions = { when, today: todayOf(clock), currency: command.currency };
  const isWanted = rowFilter(catalogue, command.filter);
  const known = rowsOfHistory(catalogue, options).filter(isWanted);
  const rows = command.history ? known : catalogueRows(catalogue, options).rows.filter(isWanted);
  const found = sorted(rows, command.sort, catalogue);
  await streams.data(command.json ? `${JSON.stringify(found, null, 2)}\n` : tableOf(found));
  if (!command.json) streams.say(summary(found, missing(known, found), when, command));
  return EXIT.done;
}

/** Throws for a word that is neither a country code nor a set: it would find nothing, silently. */
export function checkCountry(catalogue: Catalogue, { country }: RowFilter): void {
  if (country === null || isPlace(catalogue, country)) return;
  const sets = [...catalogue.countrySets.keys()].join(", ");
  throw new UsageError(
    `--country: "${country}" is neither a two-letter country code such as DE nor one of ${sets}.`,
  );
}

function sorted(rows: readonly CatalogueRow[], sort: Sort, catalogue: Catalogue): readonly CatalogueRow[] {
  if (sort === "offer") return rows;
  const keyOf = (row: CatalogueRow): number | null => {
    if (sort === "window") return row.contextWindow === null ? null : -row.contextWindow;
    if (sort === "checked") return row.ageDays === null ? null : -row.ageDays;
    const price = row[sort];
    const dollars = price === null ? undefined : convert(price, row.currency, "USD", catalogue.exchangeRates);
    return dollars?.known === true ? dollars.value.amount : null;
  };
  const keyed = rows.map((row) => ({ row, value: keyOf(row) ?? Number.POSITIVE_INFINITY }));
  return keyed.sort((a, b) => (a.value === b.value ? 0 : a.value - b.value)).map(({ row }) => row);
}

/** Offers that have a price at some time, but not on the day asked for. */
function missing(known: readonly CatalogueRow[], found: readonly CatalogueRow[]): number {
  const shown = new Set(found.map(({ id }) => id));
  return new Set(known.flatMap(({ id }) => (shown.has(id) ? [] : [id]))).size;
}

function tableOf(rows: readonly CatalogueRow[]): string {
  if (rows.length === 0) return "";
  return `${inColumns([HEAD, ...rows.map(cellsOf)], COLUMNS).join("\n")}\n`;
}

function cellsOf(row: CatalogueRow): readonly string[] {
  const { currency } = row;
  const mark = row.hours.length > 0 ? "*" : "";
  return [
    row.id + (row.billedAs === null ? "" : ` -> ${row.billedAs}`),
    row.country ?? row.jurisdiction ?? "–",
    priceText(row.input, currency) + mark,
    priceText(row.output, currency) + mark,
    priceText(row.cacheRead, currency),
    windowText(row.contextWindow),
    dateText(row.effectiveFrom, ""),
    dateText(row.effectiveTo, ""),
    row.checked,
    row.layer === "curated" ? row.layer : row.origin,
  ].map(printable);
}

function summary(
  rows: readonly CatalogueRow[],
  withoutPrice: number,
  when: When,
  { history, currency }: ListCommand,
): string {
  const count = (of: (row: CatalogueRow) => string): number => new Set(rows.map(of)).size;
  const at = history ? "all periods" : `prices of ${when.instant ?? when.day}`;
  const offers = counted(
    count((row) => row.id),
    "offer",
  );
  const models = counted(
    count((row) => row.model),
    "model",
  );
  const hosts = counted(
    count((row) => row.host),
    "host",
  );
  const lines = [`${offers} of ${models} at ${hosts}; ${at}, per 1,000,000 tokens.`];
  if (rows.some((row) => row.hours.length > 0))
    lines.push("* dearer or cheaper in some hours: the price outside them is shown.");
  if (currency !== null) lines.push(`Converted to ${currency} at the catalogue's dated rates.`);
  if (withoutPrice > 0)
    lines.push(
      `${counted(withoutPrice, "more offer")} without a price on that day (ended, or not begun): see --history.`,
    );
  return lines.join("\n");
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
