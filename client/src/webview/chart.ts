/** Cumulative cost by turn of the chosen offers, drawn by uPlot on a canvas. */
// The order matters: see safe-language.ts.
import "./safe-language";
import uPlot from "uplot";
import type { OfferRow } from "../../../shared/view-models";
import { element } from "./dom";

const HEIGHT = 240;
/** Theme colours; each line also has its own dashes, so colour is never the only difference. panel.css has the same. */
const LINES = [
  { color: "--vscode-charts-blue", dash: [] },
  { color: "--vscode-charts-yellow", dash: [8, 4] },
  { color: "--vscode-charts-green", dash: [2, 3] },
  { color: "--vscode-charts-purple", dash: [12, 4, 2, 4] },
  { color: "--vscode-charts-red", dash: [5, 5] },
  { color: "--vscode-charts-orange", dash: [1, 4] },
  { color: "--vscode-foreground", dash: [16, 6] },
  { color: "--vscode-descriptionForeground", dash: [4, 2] },
] as const;

export class Chart {
  readonly #host: HTMLElement;
  readonly #canvas = element("div", { class: "canvas", role: "img" });
  readonly #legend = element("ul", { class: "legend" });
  #plot: uPlot | undefined;
  #rows: readonly OfferRow[] = [];

  constructor(host: HTMLElement) {
    this.#host = host;
    host.append(this.#canvas, this.#legend);
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#width(), height: HEIGHT })).observe(host);
    const theme = new MutationObserver(() => this.draw(this.#rows));
    theme.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  /** Replaces the lines. Where there is nothing to draw, a sentence says why. */
  draw(rows: readonly OfferRow[]): void {
    this.#rows = rows;
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#canvas.replaceChildren();
    this.#canvas.setAttribute("aria-label", description(rows));
    this.#drawLegend(null);
    if (rows.length === 0) this.#canvas.textContent = "Tick a row to draw its cost turn by turn.";
    else if (rows.every((row) => row.byTurn.length <= 1))
      this.#canvas.textContent = "This run is a single turn, so there is no growth to draw.";
    else this.#plot = new uPlot(this.#options(rows), series(rows), this.#canvas);
  }

  /** One entry per line, with its cost at a turn (0-based), or at its last turn. */
  #drawLegend(turnIndex: number | null): void {
    const entries = this.#rows.map((row, index) => {
      const at = turnIndex ?? row.byTurn.length - 1;
      const value = row.byTurn[at];
      const cost = value === undefined ? "–" : formatMoney(value, row.cost.currency);
      return element(
        "li",
        {},
        element("span", { class: `swatch line-${index % LINES.length}`, "aria-hidden": "true" }),
        `${lineName(row)}: ${cost} after turn ${at + 1}`,
      );
    });
    this.#legend.replaceChildren(...entries);
  }

  #width(): number {
    return Math.max(240, this.#host.clientWidth);
  }

  #options(rows: readonly OfferRow[]): uPlot.Options {
    const text = colour("--vscode-foreground");
    const grid = { stroke: colour("--vscode-panel-border", "--vscode-contrastBorder"), width: 1 };
    const axis = { stroke: text, grid, ticks: grid, font: `12px ${colour("--vscode-font-family")}` };
    const currency = rows[0]?.cost.currency ?? "";
    const money = (value: number | null) => (value === null ? "–" : formatMoney(value, currency));
    return {
      width: this.#width(),
      height: HEIGHT,
      legend: { show: false },
      scales: { x: { time: false }, y: { range: { min: { pad: 0, soft: 0, mode: 1 }, max: { pad: 0.1 } } } },
      hooks: { setCursor: [(plot) => this.#drawLegend(plot.cursor.idx ?? null)] },
      axes: [
        { ...axis, label: "Turn", labelSize: 20, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        { ...axis, size: 80, values: (_plot, ticks) => ticks.map(money) },
      ],
      series: [
        { label: "Turn" },
        ...rows.map((row, index) => {
          const line = LINES[index % LINES.length] ?? LINES[0];
          return {
            label: lineName(row),
            stroke: colour(line.color, "--vscode-foreground"),
            dash: [...line.dash],
            width: 2,
            points: { show: row.byTurn.length === 1 },
          };
        }),
      ],
    };
  }
}

function lineName(row: OfferRow): string {
  return `${row.modelName} · ${row.hostName} · ${row.regionName}`;
}

/** Turn numbers, then one line per row; a run that ends earlier (window full) has gaps after its last turn. */
function series(rows: readonly OfferRow[]): uPlot.AlignedData {
  const turns = Math.max(1, ...rows.map((row) => row.byTurn.length));
  const numbers = Array.from({ length: turns }, (_, index) => index + 1);
  return [numbers, ...rows.map((row) => numbers.map((turn) => row.byTurn[turn - 1] ?? null))];
}

function description(rows: readonly OfferRow[]): string {
  const ends = rows.map((row) => `${lineName(row)}: ${row.costText} after ${row.byTurn.length} turns`);
  return `Cumulative cost by turn. ${ends.join("; ")}`;
}

function colour(name: string, fallback?: string): string {
  const value = getComputedStyle(document.body).getPropertyValue(name).trim();
  if (value !== "") return value;
  return fallback === undefined ? "gray" : colour(fallback);
}

function formatMoney(value: number, currency: string): string {
  const options = { style: "currency", currency, maximumSignificantDigits: 3 } as const;
  try {
    return new Intl.NumberFormat("en", options).format(value);
  } catch {
    return `${Number(value.toPrecision(3))} ${currency}`;
  }
}
