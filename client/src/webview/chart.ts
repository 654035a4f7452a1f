/** Cumulative cost by turn of the chosen offers, drawn by uPlot on a canvas. */
import uPlot from "uplot";
import type { OfferRow } from "../../../shared/view-models";

const HEIGHT = 240;
/** Theme colours; each line also has its own dashes, so colour is never the only difference. */
const LINES = [
  { color: "--vscode-charts-blue", dash: [] },
  { color: "--vscode-charts-orange", dash: [8, 4] },
  { color: "--vscode-charts-green", dash: [2, 3] },
  { color: "--vscode-charts-purple", dash: [12, 4, 2, 4] },
  { color: "--vscode-charts-red", dash: [5, 5] },
  { color: "--vscode-charts-yellow", dash: [1, 4] },
  { color: "--vscode-foreground", dash: [16, 6] },
  { color: "--vscode-descriptionForeground", dash: [4, 2] },
] as const;

export class Chart {
  readonly #host: HTMLElement;
  #plot: uPlot | undefined;
  #rows: readonly OfferRow[] = [];

  constructor(host: HTMLElement) {
    this.#host = host;
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#width(), height: HEIGHT })).observe(host);
    const theme = new MutationObserver(() => this.draw(this.#rows));
    theme.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  /** Replaces the lines. No rows: an empty chart area with a word on what to do. */
  draw(rows: readonly OfferRow[]): void {
    this.#rows = rows;
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#host.replaceChildren();
    this.#host.setAttribute("role", "img");
    this.#host.setAttribute("aria-label", description(rows));
    if (rows.length === 0) {
      this.#host.textContent = "Tick a row to draw its cost turn by turn.";
      return;
    }
    this.#plot = new uPlot(this.#options(rows), series(rows), this.#host);
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
      scales: { x: { time: false } },
      axes: [
        { ...axis, label: "turn", labelSize: 20, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
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
            value: (_plot: uPlot, value: number | null) => money(value),
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
