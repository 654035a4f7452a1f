/** The sortable table of offers. */
import type { ComparisonView, OfferRow } from "../../../shared/view-models";
import { placeText } from "./copy-text";
import { button, element } from "./dom";
import type { PanelState, SortKey } from "./panel-state";

interface Column {
  readonly key: SortKey;
  readonly label: string;
  readonly isNumber: boolean;
  readonly cell: (row: OfferRow) => Node | string;
}

export interface TableActions {
  readonly sort: (key: SortKey) => void;
  readonly chart: (offerId: string, box: HTMLInputElement) => void;
  readonly use: (offerId: string) => void;
}

const COLUMNS: readonly Column[] = [
  { key: "model", label: "Model", isNumber: false, cell: modelCell },
  { key: "host", label: "Host", isNumber: false, cell: (row) => row.hostName },
  { key: "region", label: "Region", isNumber: false, cell: placeText },
  { key: "cost", label: "Per run", isNumber: true, cell: costCell },
  { key: "difference", label: "Difference", isNumber: true, cell: differenceCell },
  { key: "month", label: "Per month", isNumber: true, cell: (row) => row.perMonthText ?? "" },
  { key: "tokens", label: "Tokens in + out", isNumber: true, cell: tokensCell },
  { key: "context", label: "Window", isNumber: true, cell: (row) => compact(row.contextWindow) },
];

export class OfferTable {
  readonly element = element("table", { class: "offers" });
  readonly #actions: TableActions;

  constructor(actions: TableActions) {
    this.#actions = actions;
  }

  /** Draws header and rows; the focused control keeps the focus. */
  draw(view: ComparisonView, rows: readonly OfferRow[], state: PanelState): void {
    const focused = document.activeElement?.getAttribute("data-focus") ?? null;
    const hasMonth = view.rows.some((row) => row.perMonthText !== null);
    const columns = COLUMNS.filter((column) => column.key !== "month" || hasMonth);
    const caption = element("caption", { class: "hidden" }, `Offers for ${view.title}`);
    const body = element("tbody", {}, ...rows.map((row) => this.#row(row, columns, view, state)));
    this.element.replaceChildren(caption, this.#header(columns, state), body);
    if (focused !== null)
      this.element.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }

  #header(columns: readonly Column[], state: PanelState): HTMLElement {
    const cells = columns.map(({ key, label, isNumber }) => {
      const isSorted = state.sort.key === key;
      const direction = state.sort.descending ? "descending" : "ascending";
      const sign = isSorted ? (state.sort.descending ? " ▼" : " ▲") : "";
      const sorter = button(label, () => this.#actions.sort(key), { "data-focus": `sort ${key}` });
      sorter.append(element("span", { "aria-hidden": "true" }, sign));
      const attributes = { scope: "col", "aria-sort": isSorted ? direction : "none" };
      return element("th", { ...attributes, class: classOf({ key, isNumber }) }, sorter);
    });
    const chart = element("th", { scope: "col", title: "Draw in the chart" }, "Chart");
    const use = element("th", { scope: "col" }, element("span", { class: "hidden" }, "Action"));
    return element("thead", {}, element("tr", {}, chart, ...cells, use));
  }

  #row(row: OfferRow, columns: readonly Column[], view: ComparisonView, state: PanelState): HTMLElement {
    const classes = [
      row.current ? "current" : "",
      row.obstacle === null ? "" : "blocked",
      row.offerId === state.selectedOfferId ? "selected" : "",
    ].filter(Boolean);
    const cells = columns.map((column, index) => {
      const attributes = { class: classOf(column) };
      const content = column.cell(row);
      return index === 0
        ? element("th", { scope: "row", ...attributes }, content)
        : element("td", attributes, content);
    });
    return element(
      "tr",
      { class: classes.join(" "), "data-offer": row.offerId },
      element("td", {}, this.#chartBox(row, state)),
      ...cells,
      element("td", {}, this.#useButton(row, view)),
    );
  }

  #chartBox(row: OfferRow, state: PanelState): HTMLInputElement {
    const label = `Draw ${row.modelName} at ${row.hostName} in ${row.regionName}`;
    const box = element("input", {
      type: "checkbox",
      "aria-label": label,
      "data-focus": `chart ${row.offerId}`,
    });
    box.checked = state.charted.includes(row.offerId);
    box.addEventListener("change", () => this.#actions.chart(row.offerId, box));
    return box;
  }

  #useButton(row: OfferRow, view: ComparisonView): Node | string {
    if (row.current || row.obstacle !== null || !view.canEdit || row.modelArgument === null) return "";
    return button("Use this model", () => this.#actions.use(row.offerId), {
      class: "use",
      title: `Write ${row.modelArgument} into the call`,
      "data-focus": `use ${row.offerId}`,
    });
  }
}

/** The column's name lets the style sheet leave columns out where the panel is narrow. */
function classOf({ key, isNumber }: Pick<Column, "key" | "isNumber">): string {
  return `column-${key}${isNumber ? " number" : ""}`;
}

/** Below the name stands the place, shown where host and region have no columns of their own. */
function modelCell(row: OfferRow): Node {
  const marks = [row.current ? "current" : "", row.favourite ? "favourite" : ""].filter(Boolean);
  const name = element("span", { title: row.hostModelId }, row.modelName);
  const result = element("div", {}, name, ...marks.map((mark) => element("span", { class: "mark" }, mark)));
  result.append(element("div", { class: "place" }, `${row.hostName} · ${placeText(row)}`));
  if (row.obstacle !== null) result.append(element("div", { class: "obstacle" }, row.obstacle));
  return result;
}

function costCell(row: OfferRow): Node {
  const checked = `Price checked ${row.checked} (${row.priceAgeDays} days ago)`;
  return element("div", { title: checked }, row.costText, element("div", { class: "range" }, row.rangeText));
}

function differenceCell(row: OfferRow): Node | string {
  if (row.current || row.differencePercent === null) return "";
  const kind = row.differencePercent < 0 ? "cheaper" : row.differencePercent > 0 ? "dearer" : "same";
  return element("span", { class: kind }, row.differenceText);
}

function tokensCell(row: OfferRow): string {
  const about = row.tokensExact ? "" : "≈ ";
  return `${about}${compact(row.inputTokens)} + ${compact(row.outputTokens)}`;
}

function compact(value: number | null): string {
  if (value === null) return "unknown";
  return new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(value);
}
