/** The catalogue as a table: one row per offer at a date. `farebox catalogue list --json` prints these rows as they are. */

/** Per 1,000,000 units in the row's currency. null = unknown, 0 = free. */
export interface RowPrices {
  readonly input: number | null;
  readonly output: number | null;
  readonly cacheRead: number | null;
  /** By lifetime ("5m", "1h"); null where writes are not billed apart or nobody says. */
  readonly cacheWrite: Readonly<Record<string, number>> | null;
}

/** Prices that hold in some hours of the week. */
export interface RowHours extends RowPrices {
  readonly label: string;
  /** Share of the week, 0 to 1. */
  readonly share: number;
}

/** Prices of prompts longer than the threshold. */
export interface RowBand extends RowPrices {
  readonly aboveInputTokens: number;
}

export interface CatalogueRow extends RowPrices {
  /** Offer id: `model@host/region`, then `:tier` and `#currency` where they are not the usual ones. */
  readonly id: string;
  readonly model: string;
  readonly modelName: string;
  readonly lab: string;
  readonly host: string;
  readonly hostName: string;
  /** What the host wants as the model argument. */
  readonly hostModelId: string;
  readonly region: string;
  readonly regionName: string;
  /** ISO 3166-1 alpha-2; null where no single country is stated. */
  readonly country: string | null;
  /** Set of countries, such as "EU", where no single one is stated; null for a country and for nowhere stated. */
  readonly jurisdiction: string | null;
  readonly serviceTier: string;
  readonly currency: string;
  /** "token", unless the host bills another unit per million. */
  readonly unit: string;
  readonly contextWindow: number | null;
  /** First and last instant of the price; null = open. */
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly source: string;
  /** Day on which somebody read the figure at its source. */
  readonly checked: string;
  /** Days since then; null where the day is unknown. */
  readonly ageDays: number | null;
  /** "broad" (a published collection), "curated" (our own files), or whose file: "user", "workspace", "folder". */
  readonly layer: string;
  /** What exactly it comes from: "curated", a collection with its version, or the path of a user's file. */
  readonly origin: string;
  readonly favourite: boolean;
  /** Model that the host bills in place of this one. */
  readonly billedAs: string | null;
  readonly derived: string | null;
  readonly note: string | null;
  /** false where nobody could confirm the figure. */
  readonly verified: boolean;
  /** Tariff windows; empty where the price is the same all week, and where an instant pins it. */
  readonly hours: readonly RowHours[];
  readonly longPrompts: readonly RowBand[];
  /** What a computed price may be at best and at worst; null for one that somebody states. */
  readonly doubt: { readonly low: RowPrices; readonly high: RowPrices } | null;
  /** What the host quotes, where the row's prices are converted; else null. */
  readonly quoted: (RowPrices & { readonly currency: string; readonly rateDate: string }) | null;
}

/** One price of an offer's history, oldest first. */
export interface PeriodView extends RowPrices {
  readonly from: string | null;
  readonly until: string | null;
  readonly isCurrent: boolean;
  readonly source: string;
  readonly checked: string;
  readonly billedAs: string | null;
  readonly note: string | null;
  readonly derived: string | null;
  /** Prices that hold in some hours only, with words for those hours. */
  readonly tariffs: readonly (RowPrices & { readonly label: string })[];
}

/** One source of prices and what became of it. */
export interface SourceView {
  /** As written in `farebox.catalogue.sources`. */
  readonly source: string;
  readonly state: "fresh" | "unchanged" | "kept" | "failed" | "absent";
  /** Day of the figures in use; null where there are none. */
  readonly day: string | null;
  readonly problem: string | null;
}

/** What a refresh brought. */
export interface RefreshView {
  /** "17 prices changed, 2 offers added". */
  readonly summary: string;
  /** One line per offer. */
  readonly changes: readonly string[];
  /** Lines that were left out of `changes`. */
  readonly moreChanges: number;
  readonly sources: readonly SourceView[];
}

/** The whole catalogue of a folder. */
export interface CatalogueTableView {
  /** Day of the prices. */
  readonly day: string;
  /** Currency in which rows of several currencies are put in order. */
  readonly currency: string;
  readonly rows: readonly CatalogueTableRow[];
  /** Offers without a price that day. */
  readonly withoutPrice: number;
  readonly sources: readonly SourceView[];
}

export interface CatalogueTableRow extends CatalogueRow {
  /** Formatted as everywhere: "$0.435"; "–" where unknown. */
  readonly inputText: string;
  readonly outputText: string;
  readonly cacheReadText: string;
  readonly windowText: string;
  /** In the view's currency, for putting rows in order; null = unknown. */
  readonly sortInput: number | null;
  readonly sortOutput: number | null;
  readonly sortCacheRead: number | null;
  /** "2026-07-30", "" for an open start. */
  readonly sinceText: string;
}

/** The price history of one offer, formatted. */
export interface HistoryView {
  readonly offerId: string;
  readonly periods: readonly {
    readonly from: string;
    readonly until: string;
    readonly isCurrent: boolean;
    readonly prices: string;
    readonly details: readonly string[];
    readonly source: string;
    readonly checked: string;
  }[];
  /** Host, region, caching, formula: what else is known, one line each. */
  readonly facts: readonly string[];
}
