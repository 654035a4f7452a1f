/** What a person chose in the panel, and the rows that follow from it. Pure; kept by VS Code while the panel is hidden. */
import type { ComparisonView, OfferRow } from "../../../shared/view-models";

export type SortKey = "model" | "host" | "region" | "cost" | "difference" | "month" | "tokens" | "context";

export interface PanelState {
  readonly sort: { readonly key: SortKey; readonly descending: boolean };
  readonly filter: string;
  readonly showBlocked: boolean;
  /** Offers drawn in the chart, by id. */
  readonly charted: readonly string[];
  readonly selectedOfferId: string | null;
}

/** More lines than this cannot be told apart. */
export const MAX_CHARTED = 8;

/** The state a comparison opens with: cheapest first; the current, the chosen and the cheapest offer in the chart. */
export function initialState(view: ComparisonView, selectedOfferId: string | null): PanelState {
  const fitting = view.rows.filter((row) => row.obstacle === null);
  const cheapest = sortRows(fitting, "cost", false)[0];
  const current = view.rows.find((row) => row.current);
  const ids = [current?.offerId, selectedOfferId, cheapest?.offerId].filter((id) => typeof id === "string");
  return {
    sort: { key: "cost", descending: false },
    filter: "",
    showBlocked: view.rows.some((row) => row.obstacle !== null && row.offerId === selectedOfferId),
    charted: [...new Set(ids)],
    selectedOfferId,
  };
}

/** The rows to show, in order: every word of the filter must occur in the row. */
export function visibleRows(view: ComparisonView, state: PanelState): readonly OfferRow[] {
  const words = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = view.rows.filter((row) => {
    if (row.obstacle !== null && !state.showBlocked) return false;
    const text = searchText(row);
    return words.every((word) => text.includes(word));
  });
  return sortRows(matching, state.sort.key, state.sort.descending);
}

/** The same column again turns the order round. */
export function sortedBy(state: PanelState, key: SortKey): PanelState {
  const descending = state.sort.key === key && !state.sort.descending;
  return { ...state, sort: { key, descending } };
}

/** Adds or removes an offer; undefined when the chart is full. */
export function toggleCharted(state: PanelState, offerId: string): PanelState | undefined {
  if (state.charted.includes(offerId))
    return { ...state, charted: state.charted.filter((id) => id !== offerId) };
  if (state.charted.length >= MAX_CHARTED) return undefined;
  return { ...state, charted: [...state.charted, offerId] };
}

function searchText(row: OfferRow): string {
  return [
    row.model,
    row.modelName,
    row.host,
    row.hostName,
    row.region,
    row.regionName,
    row.country ?? "",
    row.serviceTier,
  ]
    .join(" ")
    .toLowerCase();
}

/** Unknown values come last in either direction. */
function sortRows(rows: readonly OfferRow[], key: SortKey, descending: boolean): readonly OfferRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [sortValue(a, key), sortValue(b, key)];
    if (x === null || y === null) return x === y ? byName(a, b) : x === null ? 1 : -1;
    const order = typeof x === "string" || typeof y === "string" ? compareText(x, y) : x - y;
    return order === 0 ? byName(a, b) : sign * order;
  });
}

function sortValue(row: OfferRow, key: SortKey): string | number | null {
  switch (key) {
    case "model":
      return row.modelName;
    case "host":
      return row.hostName;
    case "region":
      return row.regionName;
    case "cost":
      return row.cost.typical;
    case "difference":
      return row.differencePercent;
    case "month":
      return row.perMonth;
    case "tokens":
      return row.inputTokens + row.outputTokens;
    case "context":
      return row.contextWindow;
  }
}

function byName(a: OfferRow, b: OfferRow): number {
  return compareText(a.modelName, b.modelName) || compareText(a.offerId, b.offerId);
}

function compareText(a: string | number, b: string | number): number {
  return String(a).localeCompare(String(b), "en", { numeric: true });
}
