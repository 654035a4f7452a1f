/** One page of the catalogue as a table; a row's name opens its history below it. */
import type { CatalogueTableRow, HistoryView } from "../../../shared/catalogue-view";
import type { CatalogueSort, CatalogueState } from "./catalogue-state";
import { button, element } from "./dom";

interface Column {
  readonly key: CatalogueSort;
  readonly label: string;
  readonly isNumber: boolean;
  readonly cell: (row: CatalogueTableRow) => Node | string;
}

export interface CatalogueActions {
  readonly sort: (key: CatalogueSort) => void;
  readonly toggle: (offerId: string) => void;
}

/** What is known of the open row's history so far. */
export type OpenHistory = HistoryView | { readonly offerId: string; readonly problem: string };

const STALE_DAYS = 180;

const COLUMNS: readonly Column[] = [
  { key: "host", label: "Host", isNumber: false, cell: (row) => row.hostName },
  { key: "place", label: "Place", isNumber: false, cell: placeCell },
  { key: "tier", label: "Tier", isNumber: false, cell: (row) => row.serviceTier },
  { key: "input", label: "Input", isNumber: true, cell: (row) => priceCell(row, row.inputText) },
  { key: "output", label: "Output", isNumber: true, cell: (row) => priceCell(row, row.outputText) },
  { key: "cacheRead", label: "Cache read", isNumber: true, cell: (row) => row.cacheReadText },
  { key: "window", label: "Window", isNumber: true, cell: (row) => row.windowText },
  { key: "since", label: "Since", isNumber: false, cell: (row) => dateCell(row.sinceText) },
  { key: "checked", label: "Checked", isNumber: false, cell: checkedCell },
  { key: "layer", label: "Source", isNumber: false, cell: layerCell },
];

export class CatalogueTable {
  readonly element = element("table", { class: "offers catalogue" });
  readonly #actions: CatalogueActions;

  constructor(actions: CatalogueActions) {
    this.#actions = actions;
  }

  /** Draws header and rows; the focused control keeps the focus. */
  draw(rows: readonly CatalogueTableRow[], state: CatalogueState, history: OpenHistory | undefined): void {
    const focused = document.activeElement?.getAttribute("data-focus") ?? null;
    const caption = element("caption", { class: "hidden" }, "Offers and their prices per 1,000,000 tokens");
    const body = element("tbody", {}, ...rows.flatMap((row) => this.#rows(row, state, history)));
    this.element.replaceChildren(caption, this.#header(state), body);
    if (focused !== null)
      this.element.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }

  #header(state: CatalogueState): HTMLElement {
    const head = ({ key, label, isNumber }: Pick<Column, "key" | "label" | "isNumber">) => {
      const isSorted = state.sort.key === key;
      const direction = state.sort.descending ? "descending" : "ascending";
      const sign = isSorted ? (state.sort.descending ? " ▼" : " ▲") : "";
      const sorter = button(label, () => this.#actions.sort(key), { "data-focus": `sort ${key}` });
      sorter.append(element("span", { "aria-hidden": "true" }, sign));
      const attributes = { scope: "col", "aria-sort": isSorted ? direction : "none" };
      return element("th", isNumber ? { ...attributes, class: "number" } : attributes, sorter);
    };
    const model = head({ key: "model", label: "Model", isNumber: false });
    return element("thead", {}, element("tr", {}, model, ...COLUMNS.map(head)));
  }

  #rows(
    row: CatalogueTableRow,
    state: CatalogueState,
    history: OpenHistory | undefined,
  ): readonly HTMLElement[] {
    const isOpen = state.openOfferId === row.id;
    const name = button(row.modelName, () => this.#actions.toggle(row.id), {
      class: "open",
      title: row.id,
      "aria-expanded": String(isOpen),
      "data-focus": `open ${row.id}`,
    });
    const cells = COLUMNS.map(({ isNumber, cell }) =>
      element("td", isNumber ? { class: "number" } : {}, cell(row)),
    );
    const marks = [
      row.favourite ? "favourite" : "",
      row.billedAs === null ? "" : `billed as ${row.billedAs}`,
    ];
    const first = element(
      "th",
      { scope: "row" },
      name,
      ...marks.filter(Boolean).map((mark) => element("span", { class: "mark" }, mark)),
    );
    const line = element("tr", { class: isOpen ? "selected" : "", "data-offer": row.id }, first, ...cells);
    if (!isOpen) return [line];
    const details = element("td", {}, historyOf(row, history));
    details.colSpan = COLUMNS.length + 1;
    return [line, element("tr", { class: "history" }, details)];
  }
}

function historyOf(row: CatalogueTableRow, history: OpenHistory | undefined): Node {
  if (history === undefined || history.offerId !== row.id)
    return element("p", { role: "status" }, "Reading the history…");
  if ("problem" in history) return element("p", { class: "problem", role: "alert" }, history.problem);
  const periods = history.periods.map((period) =>
    element(
      "tr",
      period.isCurrent ? { class: "current" } : {},
      element("td", {}, element("span", { class: "whole" }, `${period.from} – ${period.until}`)),
      element(
        "td",
        {},
        period.prices,
        ...period.details.map((text) => element("div", { class: "range" }, text)),
      ),
      element("td", {}, element("span", { class: "whole" }, period.checked)),
      element("td", {}, period.source),
    ),
  );
  const heads = ["In force", "Per 1,000,000 tokens, as quoted", "Checked", "Source"].map((text) =>
    element("th", { scope: "col" }, text),
  );
  return element(
    "div",
    {},
    element("p", { class: "turns" }, row.id),
    element("ul", { class: "notes" }, ...history.facts.map((text) => element("li", {}, text))),
    element(
      "table",
      { class: "periods" },
      element("caption", { class: "hidden" }, `Price history of ${row.id}`),
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...periods),
    ),
  );
}

function placeCell(row: CatalogueTableRow): Node {
  const place = row.country ?? row.jurisdiction ?? "not stated";
  return element("span", { class: "whole", title: row.regionName }, place);
}

/** A star marks prices that depend on the hour or on the prompt's length; the title says them. */
function priceCell(row: CatalogueTableRow, text: string): Node {
  const notes = [
    ...(row.hours.length > 0 ? ["another price in some hours"] : []),
    ...(row.longPrompts.length > 0 ? ["another price for long prompts"] : []),
    ...(row.doubt === null ? [] : ["computed, with doubt"]),
    ...(row.verified ? [] : ["nobody could confirm it"]),
  ];
  if (notes.length === 0) return element("span", {}, text);
  return element("span", { title: notes.join("; ") }, `${text} *`);
}

/** Dates do not break at their hyphens. */
function dateCell(text: string): Node {
  return element("span", { class: "whole" }, text);
}

function checkedCell(row: CatalogueTableRow): Node | string {
  if (row.checked === "") return "not stated";
  const age = row.ageDays === null ? "" : `${row.ageDays} days ago`;
  const isStale = row.ageDays !== null && row.ageDays > STALE_DAYS;
  return element(
    "span",
    isStale ? { class: "whole dearer", title: `${age}: too old to trust` } : { class: "whole", title: age },
    row.checked,
  );
}

function layerCell(row: CatalogueTableRow): Node {
  return element("span", { title: row.source }, row.layer === "curated" ? "curated" : row.origin);
}
