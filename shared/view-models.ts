/** What the surfaces draw: plain data, already formatted where the format must be the same everywhere. */

/** LSP shapes without the library: 0-based lines and UTF-16 columns. */
export interface ViewRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface CostView {
  readonly currency: string;
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly mean: number;
}

/** One run in the status bar's pick list, dearest first. */
export interface RunView {
  readonly callId: string;
  readonly uri: string;
  readonly range: ViewRange;
  /** `src/agent.py#solve` */
  readonly entry: string;
  readonly model: string;
  readonly turns: string;
  /** Formatted "$0.19"; null when unpriced. */
  readonly costText: string | null;
  readonly cost: CostView | null;
  readonly unpricedReason: string | null;
}

export interface SummaryView {
  readonly file: TotalView | null;
  readonly workspace: TotalView;
  readonly state: "idle" | "analysing" | "ready" | "failed";
  /** Files done and to do while analysing. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly problem: string | null;
}

export interface TotalView {
  /** "$4.10 + 3 unpriced", "3 unpriced", or "no calls". */
  readonly text: string;
  readonly tooltip: string;
  readonly runs: number;
  readonly unpriced: number;
  readonly cost: CostView | null;
}

/** A row of the model comparison; turns and visible text are held equal over all rows. */
export interface OfferRow {
  readonly offerId: string;
  readonly model: string;
  readonly modelName: string;
  readonly host: string;
  readonly hostName: string;
  readonly region: string;
  readonly regionName: string;
  readonly country: string | null;
  readonly serviceTier: string;
  readonly current: boolean;
  readonly favourite: boolean;
  readonly cost: CostView;
  readonly costText: string;
  readonly rangeText: string;
  /** Difference of the typical cost to the current offer, in percent; null without a current one. */
  readonly differencePercent: number | null;
  readonly differenceText: string;
  readonly perMonthText: string | null;
  readonly perMonth: number | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly tokensExact: boolean;
  readonly contextWindow: number | null;
  /** Why the offer does not fit (window, tools, policy); null when it does. */
  readonly obstacle: string | null;
  readonly checked: string;
  readonly priceAgeDays: number;
  readonly hostModelId: string;
  /** Text that "use this model" writes for this call site's SDK; null where it cannot be written. */
  readonly modelArgument: string | null;
  /** Cumulative cost after each turn of the typical run, in `cost.currency`. */
  readonly byTurn: readonly number[];
}

export interface ComparisonView {
  readonly callId: string;
  readonly title: string;
  readonly entry: string;
  readonly uri: string;
  readonly currency: string;
  readonly turnsText: string;
  readonly assumptions: readonly string[];
  readonly rows: readonly OfferRow[];
  readonly canEdit: boolean;
  /** Rows left out and why ("14 offers without a price for today"). */
  readonly leftOut: readonly string[];
}

/** One call explained, as a Markdown page. */
export interface ExplanationView {
  /** "agent.py:42": names the page. */
  readonly title: string;
  readonly markdown: string;
}

export interface WhyView {
  readonly headline: string;
  readonly details: readonly string[];
  /** A command to offer, e.g. open the settings of what hid the hint. */
  readonly action: {
    readonly title: string;
    readonly command: string;
    readonly arguments: readonly unknown[];
  } | null;
}

/** Tokens of a text for one model. */
export interface TokenCountView {
  readonly model: string;
  readonly name: string;
  readonly family: string;
  readonly tokens: number;
  readonly low: number;
  readonly high: number;
  readonly exact: boolean;
  readonly errorPercent: number | null;
  /** "exact", "±9 %" or "unmeasured, ±25 %". */
  readonly accuracy: string;
  readonly source: string;
}

export interface TokenCountsView {
  readonly rows: readonly TokenCountView[];
  readonly problem: string | null;
}

/** What a calibration came to. */
export interface CalibrationView {
  /** "2 calls calibrated from 40 of 52 runs". */
  readonly summary: string;
  /** The whole report as plain text. */
  readonly details: string;
  readonly calls: number;
}
