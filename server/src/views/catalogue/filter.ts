/** Which rows of the catalogue a person asked for. A figure that is unknown passes no limit. */
import type { CatalogueRow } from "../../../../shared/catalogue-view";
import { globMatcher } from "../../catalogue/load/user-layer";
import { convert } from "../../catalogue/price/currency";
import type { Catalogue } from "../../catalogue/types";

/** Patterns take `*` for anything and any case; null = no limit. */
export interface RowFilter {
  /** Matches a model id, a model's name, one of its aliases, or the host's own id. */
  readonly model: string | null;
  readonly lab: string | null;
  readonly host: string | null;
  readonly region: string | null;
  readonly serviceTier: string | null;
  readonly layer: string | null;
  /** Country code or set ("DE", "EU"). A set admits places that lie inside it altogether. */
  readonly country: string | null;
  /** Neither input nor output costs more than this per 1,000,000 tokens, in `priceCurrency`. */
  readonly maxPrice: number | null;
  readonly priceCurrency: string;
  /** Tokens. */
  readonly minContext: number | null;
}

export const NO_FILTER: RowFilter = {
  model: null,
  lab: null,
  host: null,
  region: null,
  serviceTier: null,
  layer: null,
  country: null,
  maxPrice: null,
  priceCurrency: "USD",
  minContext: null,
};

/** A test of rows. The catalogue gives aliases, country sets and exchange rates. */
export function rowFilter(catalogue: Catalogue, filter: RowFilter): (row: CatalogueRow) => boolean {
  const tests = [
    namesTest(filter.model, (row) => [
      row.model,
      row.modelName,
      row.hostModelId,
      ...(catalogue.models.get(row.model)?.aliases ?? []),
    ]),
    namesTest(filter.lab, (row) => [row.lab]),
    namesTest(filter.host, (row) => [row.host]),
    namesTest(filter.region, (row) => [row.region]),
    namesTest(filter.serviceTier, (row) => [row.serviceTier]),
    namesTest(filter.layer, (row) => [row.layer]),
    countryTest(catalogue, filter.country),
    priceTest(catalogue, filter),
    contextTest(filter.minContext),
  ];
  return (row) => tests.every((test) => test(row));
}

/** Whether a word is a country or set that some region of the catalogue may be in; filters by other words find nothing. */
export function isPlace(catalogue: Catalogue, word: string): boolean {
  return /^[a-z]{2}$/i.test(word) || countriesNamed(catalogue, word) !== undefined;
}

type RowTest = (row: CatalogueRow) => boolean;
const ANY: RowTest = () => true;

function namesTest(pattern: string | null, names: (row: CatalogueRow) => readonly string[]): RowTest {
  if (pattern === null) return ANY;
  const matches = globMatcher(pattern.toLowerCase());
  return (row) => names(row).some((name) => matches(name.toLowerCase()));
}

function countryTest(catalogue: Catalogue, written: string | null): RowTest {
  if (written === null) return ANY;
  const wanted = new Set(countriesNamed(catalogue, written) ?? [written.toUpperCase()]);
  return (row) => {
    const places = row.country === null ? countriesNamed(catalogue, row.jurisdiction ?? "") : [row.country];
    return places !== undefined && places.length > 0 && places.every((country) => wanted.has(country));
  };
}

function countriesNamed(catalogue: Catalogue, word: string): readonly string[] | undefined {
  const folded = word.toLowerCase();
  return [...catalogue.countrySets.values()].find(({ id }) => id.toLowerCase() === folded)?.countries;
}

function priceTest(catalogue: Catalogue, { maxPrice, priceCurrency }: RowFilter): RowTest {
  if (maxPrice === null) return ANY;
  return (row) => {
    const limit = convert(maxPrice, priceCurrency, row.currency, catalogue.exchangeRates);
    if (!limit.known || row.input === null || row.output === null) return false;
    return Math.max(row.input, row.output) <= limit.value.amount;
  };
}

function contextTest(least: number | null): RowTest {
  if (least === null) return ANY;
  return ({ contextWindow }) => contextWindow !== null && contextWindow >= least;
}
