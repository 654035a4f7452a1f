/** The comparison panel: state in, elements out; it talks to the extension by messages only. */
import type { FromPanel, ToPanel } from "../../../shared/panel-messages";
import type { ComparisonView } from "../../../shared/view-models";
import { Chart } from "./chart";
import { toCsv, toMarkdown } from "./copy-text";
import { button, element } from "./dom";
import {
  initialState,
  MAX_CHARTED,
  type PanelState,
  sortedBy,
  toggleCharted,
  visibleRows,
} from "./panel-state";
import { OfferTable } from "./table";

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: Kept): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** What outlives the page while the panel is hidden. */
interface Kept {
  readonly callId: string;
  readonly state: PanelState;
}

class Panel {
  readonly #vscode = acquireVsCodeApi();
  readonly #status = element("p", { class: "status", role: "status" });
  readonly #leftOut = element("p", { class: "status" });
  readonly #problem = element("p", { class: "problem", role: "alert" });
  readonly #heading = element("h1");
  readonly #turns = element("p", { class: "turns" });
  readonly #assumed = element("summary");
  readonly #assumptions = element("ul", { class: "notes" });
  readonly #filter = element("input", {
    type: "search",
    placeholder: "Filter by model, host or region",
    "aria-label": "Filter by model, host or region",
  });
  readonly #blocked = element("input", { type: "checkbox" });
  readonly #chart: Chart;
  readonly #table = new OfferTable({
    sort: (key) => this.#update((state) => sortedBy(state, key)),
    chart: (offerId, box) => this.#toggleChart(offerId, box),
    use: (offerId) => this.#vscode.postMessage({ kind: "useModel", offerId }),
  });
  #view: ComparisonView | undefined;
  #state: PanelState | undefined;

  constructor(root: HTMLElement) {
    const chart = element("div", { class: "chart" });
    this.#problem.hidden = true;
    const blocked = element("label", {}, this.#blocked, "Show what does not fit");
    const tools = element(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Table" },
      this.#filter,
      blocked,
      button("Copy as Markdown", () => this.#copy("Markdown")),
      button("Copy as CSV", () => this.#copy("CSV")),
      button("Go to the Call", () => this.#vscode.postMessage({ kind: "openCall" })),
    );
    const assumed = element("details", {}, this.#assumed, this.#assumptions);
    const header = element("header", {}, this.#heading, this.#turns, assumed);
    const figure = element(
      "figure",
      {},
      element(
        "figcaption",
        {},
        "Cost turn by turn with every figure at its typical value; the table has the median of simulated runs",
      ),
      chart,
    );
    const table = element("div", { class: "scroll" }, this.#table.element);
    root.append(this.#problem, header, figure, tools, this.#status, this.#leftOut, table);
    this.#chart = new Chart(chart);
    this.#filter.addEventListener("input", () =>
      this.#update((state) => ({ ...state, filter: this.#filter.value })),
    );
    this.#blocked.addEventListener("change", () =>
      this.#update((state) => ({ ...state, showBlocked: this.#blocked.checked })),
    );
    window.addEventListener("message", (event: MessageEvent<ToPanel>) => this.#receive(event.data));
    this.#status.textContent = "Waiting for figures…";
    this.#vscode.postMessage({ kind: "ready" });
  }

  #receive(message: ToPanel): void {
    switch (message.kind) {
      case "show":
        this.#view = message.view;
        this.#state = this.#keptState(message.view) ?? initialState(message.view, message.selectedOfferId);
        break;
      case "refresh":
        this.#view = message.view;
        break;
      case "problem":
        this.#problem.textContent = `These figures are out of date: ${message.text}`;
        this.#problem.hidden = false;
        return;
    }
    this.#problem.hidden = true;
    this.#draw();
  }

  /** The state of the same call from before the panel was hidden. A fresh "show" of the open page starts anew. */
  #keptState(view: ComparisonView): PanelState | undefined {
    if (this.#state !== undefined) return undefined;
    const kept = this.#vscode.getState() as Kept | undefined;
    return kept?.callId === view.callId ? kept.state : undefined;
  }

  #update(change: (state: PanelState) => PanelState): void {
    if (this.#state === undefined) return;
    this.#state = change(this.#state);
    this.#draw();
  }

  #draw(): void {
    const [view, state] = [this.#view, this.#state];
    if (view === undefined || state === undefined) return;
    this.#vscode.setState({ callId: view.callId, state });
    this.#heading.textContent = view.title;
    this.#turns.textContent = view.turnsText;
    const count = view.assumptions.length;
    this.#assumed.textContent = count === 1 ? "1 assumption" : `${count} assumptions`;
    this.#assumed.hidden = count === 0;
    this.#assumptions.replaceChildren(...view.assumptions.map((text) => element("li", {}, text)));
    if (this.#filter.value !== state.filter) this.#filter.value = state.filter;
    this.#blocked.checked = state.showBlocked;
    const rows = visibleRows(view, state);
    this.#status.textContent = statusText(view, rows.length, state);
    this.#leftOut.textContent = view.leftOut.length === 0 ? "" : `Left out: ${view.leftOut.join("; ")}.`;
    this.#table.draw(view, rows, state);
    const charted = state.charted.flatMap((id) => view.rows.filter((row) => row.offerId === id));
    this.#chart.draw(charted);
  }

  #toggleChart(offerId: string, box: HTMLInputElement): void {
    if (this.#state === undefined) return;
    const next = toggleCharted(this.#state, offerId);
    if (next !== undefined) {
      this.#update(() => next);
      return;
    }
    box.checked = false;
    this.#status.textContent = `The chart holds ${MAX_CHARTED} lines: untick one first.`;
  }

  #copy(what: "Markdown" | "CSV"): void {
    if (this.#view === undefined || this.#state === undefined) return;
    const rows = visibleRows(this.#view, this.#state);
    const text = what === "CSV" ? toCsv(rows) : toMarkdown(this.#view, rows);
    this.#vscode.postMessage({ kind: "copy", text, what });
  }
}

function statusText(view: ComparisonView, shown: number, state: PanelState): string {
  const total = view.rows.length;
  if (total === 0) return "The catalogue has no offer to compare with.";
  const blocked = view.rows.filter((row) => row.obstacle !== null).length;
  const hidden = blocked > 0 && !state.showBlocked ? `; ${blocked} do not fit` : "";
  if (shown === 0) return `No offer matches${state.filter === "" ? "" : ` “${state.filter}”`}${hidden}.`;
  return `${shown} of ${total} offers${hidden}`;
}

const root = document.getElementById("panel");
if (root !== null) new Panel(root);
