/** The catalogue's page: rows in, elements out; it talks to the extension by messages only. */
import type { CatalogueTableView, SourceView } from "../../../shared/catalogue-view";
import type { FromCatalogue, ToCatalogue } from "../../../shared/panel-messages";
import {
  type CatalogueState,
  filteredBy,
  INITIAL_STATE,
  type Page,
  pageOf,
  sortedBy,
  toggled,
} from "./catalogue-state";
import { CatalogueTable, type OpenHistory } from "./catalogue-table";
import { button, element } from "./dom";

interface VsCodeApi {
  postMessage(message: FromCatalogue): void;
  getState(): unknown;
  setState(state: CatalogueState): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

class CataloguePage {
  readonly #vscode = acquireVsCodeApi();
  readonly #status = element("p", { class: "status", role: "status" });
  readonly #sources = element("ul", { class: "notes" });
  readonly #filter = element("input", {
    type: "search",
    placeholder: "Filter by model, host, place, tier or source",
    "aria-label": "Filter by model, host, place, tier or source",
  });
  readonly #previous = button("Previous", () => this.#turn(-1), { "data-focus": "previous" });
  readonly #next = button("Next", () => this.#turn(1), { "data-focus": "next" });
  readonly #scroll: HTMLElement;
  readonly #table = new CatalogueTable({
    sort: (key) => this.#update((state) => sortedBy(state, key)),
    toggle: (offerId) => this.#toggle(offerId),
  });
  #view: CatalogueTableView | undefined;
  #state: CatalogueState;
  #history: OpenHistory | undefined;

  constructor(root: HTMLElement) {
    const kept = this.#vscode.getState() as CatalogueState | undefined;
    this.#state = kept ?? INITIAL_STATE;
    this.#scroll = element("div", { class: "scroll" }, this.#table.element);
    const tools = element(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Table" },
      this.#filter,
      this.#previous,
      this.#next,
      button("Refresh Prices…", () => this.#vscode.postMessage({ kind: "refresh" })),
      button("Your Own Prices", () => this.#vscode.postMessage({ kind: "openFile" })),
    );
    const heading = element("h1", {}, "Catalogue");
    root.append(element("header", {}, heading, this.#sources), tools, this.#status, this.#scroll);
    this.#filter.addEventListener("input", () =>
      this.#update((state) => filteredBy(state, this.#filter.value)),
    );
    window.addEventListener("message", (event: MessageEvent<ToCatalogue>) => this.#receive(event.data));
    this.#status.textContent = "Reading the catalogue…";
    this.#vscode.postMessage({ kind: "ready" });
  }

  #receive(message: ToCatalogue): void {
    switch (message.kind) {
      case "show":
        this.#view = message.view;
        this.#history = undefined;
        this.#ask();
        break;
      case "history":
        this.#history = message.history;
        break;
      case "noHistory":
        this.#history = message;
        break;
    }
    this.#draw();
  }

  #toggle(offerId: string): void {
    this.#history = undefined;
    this.#update((state) => toggled(state, offerId));
    this.#ask();
  }

  /** Asks for the open row's history. */
  #ask(): void {
    const { openOfferId } = this.#state;
    if (openOfferId !== null) this.#vscode.postMessage({ kind: "history", offerId: openOfferId });
  }

  #turn(pages: number): void {
    this.#update((state) => ({ ...state, page: state.page + pages }));
    this.#scroll.scrollTop = 0;
  }

  #update(change: (state: CatalogueState) => CatalogueState): void {
    this.#state = change(this.#state);
    this.#draw();
  }

  #draw(): void {
    const view = this.#view;
    if (view === undefined) return;
    const page = pageOf(view.rows, this.#state);
    this.#state = { ...this.#state, page: page.page };
    this.#vscode.setState(this.#state);
    if (this.#filter.value !== this.#state.filter) this.#filter.value = this.#state.filter;
    this.#previous.disabled = page.page === 0;
    this.#next.disabled = page.page + 1 >= page.pages;
    this.#status.textContent = statusText(view, page, this.#state);
    this.#sources.replaceChildren(...view.sources.map((source) => element("li", {}, sourceText(source))));
    this.#table.draw(page.rows, this.#state, this.#history);
  }
}

function statusText(view: CatalogueTableView, page: Page, { filter }: CatalogueState): string {
  if (page.matching === 0) return `No offer matches${filter === "" ? "" : ` “${filter}”`}.`;
  const without = view.withoutPrice === 0 ? "" : `; ${view.withoutPrice} more have none that day`;
  const place = page.pages === 1 ? "" : `; page ${page.page + 1} of ${page.pages}`;
  return `${page.matching} of ${view.rows.length} offers with a price on ${view.day}${without}${place}. Per 1,000,000 tokens, as quoted.`;
}

function sourceText({ source, day, problem }: SourceView): string {
  const figures = day === null ? "nothing to use yet" : `figures of ${day}`;
  return `Prices of ${source}: ${figures}${problem === null ? "" : `; ${problem}`}`;
}

const root = document.getElementById("panel");
if (root !== null) new CataloguePage(root);
