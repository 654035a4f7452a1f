/** What a person chose in the catalogue's table, and the rows that follow from it. Pure; kept by VS Code while the page is hidden. */
import type { CatalogueTableRow } from "../../../shared/catalogue-view";

export type CatalogueSort =
  | "model"
  | "host"
  | "place"
  | "tier"
  | "input"
  | "output"
  | "cacheRead"
  | "window"
  | "since"
  | "checked"
  | "layer";

export interface CatalogueState {
  readonly sort: { readonly key: CatalogueSort; readonly descending: boolean };
  readonly filter: string;
  /** 0-based. */
  readonly page: number;
  /** Offer whose history is open. */
  readonly openOfferId: string | null;
}

/** Enough to scroll through, few enough to draw in one frame. */
export const PAGE_SIZE = 100;

export const INITIAL_STATE: CatalogueState = {
  sort: { key: "model", descending: false },
  filter: "",
  page: 0,
  openOfferId: null,
};

export interface Page {
  readonly rows: readonly CatalogueTableRow[];
  /** Rows that match, over all pages. */
  readonly matching: number;
  readonly page: number;
  readonly pages: number;
}

/** The rows to draw. Every word of the filter must occur in the row; a page that does not exist is the last one. */
export function pageOf(all: readonly CatalogueTableRow[], state: CatalogueState): Page {
  const words = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((row) => {
    const text = searchText(row);
    return words.every((word) => text.includes(word));
  });
  const sorted = sortRows(found, state.sort);
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_SIZE));
  const page = Math.min(Math.max(0, state.page), pages - 1);
  return {
    rows: sorted.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
    matching: sorted.length,
    page,
    pages,
  };
}

/** The same column again turns the order round; the first page shows what it begins with. */
export function sortedBy(state: CatalogueState, key: CatalogueSort): CatalogueState {
  const descending = state.sort.key === key && !state.sort.descending;
  return { ...state, sort: { key, descending }, page: 0 };
}

export function filteredBy(state: CatalogueState, filter: string): CatalogueState {
  return { ...state, filter, page: 0 };
}

/** Opens a row's history, or closes it where it is open. */
export function toggled(state: CatalogueState, offerId: string): CatalogueState {
  return { ...state, openOfferId: state.openOfferId === offerId ? null : offerId };
}

function searchText(row: CatalogueTableRow): string {
  return [
    row.id,
    row.modelName,
    row.lab,
    row.hostName,
    row.hostModelId,
    row.regionName,
    row.country ?? row.jurisdiction ?? "",
    row.serviceTier,
    row.currency,
    row.origin,
    row.layer,
  ]
    .join(" ")
    .toLowerCase();
}

/** Unknown values come last in either direction; equal ones keep the order of ids. */
function sortRows(
  rows: readonly CatalogueTableRow[],
  { key, descending }: CatalogueState["sort"],
): readonly CatalogueTableRow[] {
  const sign = descending ? -1 : 1;
  const collator = new Intl.Collator("en", { numeric: true });
  return rows
    .map((row) => ({ row, value: sortValue(row, key) }))
    .sort((a, b) => {
      const [x, y] = [a.value, b.value];
      const tie = collator.compare(a.row.id, b.row.id);
      if (x === null || y === null) return x === y ? tie : x === null ? 1 : -1;
      const order =
        typeof x === "string" || typeof y === "string" ? collator.compare(String(x), String(y)) : x - y;
      return order === 0 ? tie : sign * order;
    })
    .map(({ row }) => row);
}

function sortValue(row: CatalogueTableRow, key: CatalogueSort): string | number | null {
  switch (key) {
    case "model":
      return row.modelName;
    case "host":
      return row.hostName;
    case "place":
      return row.country ?? row.jurisdiction;
    case "tier":
      return row.serviceTier;
    case "input":
      return row.sortInput;
    case "output":
      return row.sortOutput;
    case "cacheRead":
      return row.sortCacheRead;
    case "window":
      return row.contextWindow;
    case "since":
      return row.effectiveFrom;
    case "checked":
      return row.checked === "" ? null : row.checked;
    case "layer":
      return row.layer;
  }
}
