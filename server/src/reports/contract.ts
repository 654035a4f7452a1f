/** The machine-readable report, schema "farebox-report/1": fields may be added; a change of meaning bumps the schema. */
import type { Basis } from "../base/quantity";
import type { GrowthKind, LoopKind } from "../loops/run-shape";
import type { Confidence, ModelSource, SdkId } from "../sdks/call-site";

export const REPORT_SCHEMA = "farebox-report/1";

/** Tokens or counts; low, typical and high are P10, P50 and P90. `source` is "file:line", a setting or the id of a prior. */
export interface ReportQuantity {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly mean: number;
  readonly basis: Basis;
  readonly source: string;
}

export interface ReportCost {
  readonly currency: string;
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly mean: number;
}

export interface ReportOffer {
  readonly model: string;
  readonly host: string;
  readonly region: string;
  readonly serviceTier: string;
  /** The currency the price is quoted in; costs may be converted from it. */
  readonly currency: string;
}

/** Where the price comes from and how old it is. */
export interface ReportPrice {
  /** Day on which the figure was last read at its source. */
  readonly checked: string;
  readonly source: string;
  /** The model the host bills instead of the one asked for; null when it is the same. */
  readonly billedAs: string | null;
  /** The dated rate used; null when nothing was converted. */
  readonly conversion: string | null;
}

export interface ReportAssumption {
  readonly id: string;
  readonly text: string;
  readonly value: number | null;
  /** Null where only a better catalogue entry can replace the assumption. */
  readonly setting: string | null;
  readonly directive: string | null;
}

export interface ReportLoop {
  readonly kind: LoopKind;
  readonly bound: number | null;
  readonly boundUnit: "turns" | "supersteps" | "messages";
  readonly boundSource: string | null;
  readonly turns: ReportQuantity;
  readonly outer: ReportQuantity;
}

export interface ReportPerTurn {
  readonly system: ReportQuantity;
  readonly tools: ReportQuantity;
  readonly firstUser: ReportQuantity;
  readonly output: ReportQuantity;
  readonly reasoning: ReportQuantity;
  readonly result: ReportQuantity;
}

export interface ReportPerRun {
  readonly turns: ReportQuantity;
  /** Whole prompts: uncached, read from and written to caches. */
  readonly input: ReportQuantity;
  readonly cacheRead: ReportQuantity;
  /** By lifetime. */
  readonly cacheWrite: Readonly<Record<string, ReportQuantity>>;
  readonly output: ReportQuantity;
  readonly reasoning: ReportQuantity;
  readonly charges: ReportQuantity;
  readonly cost: ReportCost | null;
  readonly costReason?: string;
}

export interface ReportCall {
  readonly file: string;
  /** 1-based; columns in UTF-16 units. The callee's last name starts here. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly cell: number | null;
  readonly sdk: SdkId;
  readonly api: string;
  readonly confidence: Confidence;
  readonly entry: string;
  readonly callers: readonly { readonly file: string; readonly line: number; readonly entry: string }[];
  readonly model: { readonly id: string | null; readonly source: ModelSource; readonly text: string };
  readonly offer: ReportOffer | null;
  readonly unpricedReason?: string;
  readonly price: ReportPrice | null;
  /** The code says `farebox: ignore`: listed, but in no run and no total. */
  readonly ignored: boolean;
  readonly loop: ReportLoop;
  readonly growth: GrowthKind;
  readonly maxOutputTokens: number | null;
  readonly hasTools: boolean;
  readonly caching: "automatic" | "explicit" | "none" | "unknown";
  readonly perTurn: ReportPerTurn;
  readonly perRun: ReportPerRun;
  readonly overflowTurn: number | null;
  /** What kind of agent the call belongs to, and what in the code says so: decides which recorded runs its assumptions rest on. */
  readonly archetype: { readonly id: string; readonly reason: string };
  /** Shares of the drawn runs, 0 to 1, that reach the bound or overflow the window; null without a price. */
  readonly chances: { readonly bound: number; readonly overflow: number } | null;
  /** The recorded runs it rests on and what changed in the code since; null where it rests on none. */
  readonly calibration: {
    readonly source: string;
    readonly runs: number;
    readonly days: number;
    readonly drift: readonly string[];
  } | null;
  readonly assumptions: readonly ReportAssumption[];
}

/** One entry started once. */
export interface ReportRun {
  readonly entry: string;
  /** Indices into `calls`. */
  readonly calls: readonly number[];
  /** Of `calls`, those that are not in the cost: the code makes a dearer call instead of each (the other branch of an `if`, another provider). */
  readonly replaced: readonly number[];
  /** Null where the entry's calls repeat differently; each call's `loop.outer` says how often. */
  readonly times: ReportQuantity | null;
  readonly timesReason?: string;
  readonly cost: ReportCost | null;
  readonly costReason?: string;
}

export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly catalogue: {
    readonly version: string;
    readonly checkedOldest: string;
    readonly checkedNewest: string;
    readonly when: string;
    /** Whether `when` is an instant, or a day whose tariff windows are weighed over the week. */
    readonly whenIs: "day" | "instant";
  };
  readonly files: {
    readonly scanned: number;
    readonly withCalls: number;
    readonly skipped: readonly { readonly file: string; readonly reason: string }[];
    /** How many more were skipped than are listed. */
    readonly skippedMore: number;
  };
  readonly calls: readonly ReportCall[];
  readonly runs: readonly ReportRun[];
  readonly totals: {
    readonly perRun: ReportCost | null;
    readonly perRunReason?: string;
    readonly perMonth: ReportCost | null;
    readonly perMonthReason?: string;
    readonly unpriced: number;
  };
  /** Files of prompts, by path; in no total. Empty where only files were asked for. */
  readonly promptFiles: readonly ReportPromptFile[];
}

/** A file that coding tools read by its name, or a template that an application sends. */
export interface ReportPromptFile {
  readonly file: string;
  readonly kind: string;
  readonly readBy: "coding tools" | "the application";
  /** As the file names it; null where it names none. */
  readonly model: string | null;
  /** Null without a model or a price: `unpricedReason` says why. */
  readonly offer: ReportOffer | null;
  readonly unpricedReason?: string;
  /** Who chose the model. */
  readonly chosenBy: string | null;
  readonly parts: readonly {
    readonly part: string;
    readonly sent: string;
    readonly tokens: ReportQuantity;
    /** Names of values that are filled in at run time. */
    readonly holes: readonly string[];
    /** Input of 100 turns that each hold the part. */
    readonly costPer100Turns: ReportCost | null;
    readonly costReason?: string;
  }[];
}
