/** `farebox explain --format json`, schema farebox-explain/1. Additions are fine, changes bump the schema. Money in `call.perRun.cost.currency`. */
import type { FormulaKind } from "../cost/formula";
import type { ChangeId } from "../estimate/explain/changes";
import type { RangePartId } from "../estimate/explain/range-parts";
import type { ReportCall, ReportQuantity } from "./contract";

export interface ExplainReport {
  readonly schema: "farebox-explain/1";
  /** Prices of this day or instant. */
  readonly when: string;
  readonly calls: readonly ExplainedCall[];
}

export interface ExplainedCall {
  /** The call's row of `farebox report`. */
  readonly call: ReportCall;
  readonly formula: ExplainedFormula;
  /** Every request of the typical run; a summary call stands before the turn that needed it. */
  readonly turns: readonly ExplainedTurn[];
  /** One change each, over all draws: typical figures to hold against `call.perRun`. */
  readonly changes: readonly ExplainedChange[];
  /** Numbers at their own P10 and P90, the others at their median; largest span first. */
  readonly range: readonly ExplainedPart[];
}

export interface ExplainedFormula {
  readonly kind: FormulaKind;
  readonly symbols: string;
  readonly numbers: string;
  readonly terms: readonly ExplainedTerm[];
  /** Input and output of the typical run, in tokens. */
  readonly input: number;
  readonly output: number;
}

export interface ExplainedTerm {
  readonly symbol: "N" | "S" | "T" | "U" | "g" | "A";
  readonly name: string;
  /** In the typical run. */
  readonly value: number;
  readonly quantity: ReportQuantity;
}

export interface ExplainedTurn {
  readonly turn: number;
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly summary?: true;
  /** Null without a price, and on a summary call: its cost is in its turn's. */
  readonly cost: number | null;
  readonly cumulative: number | null;
}

export interface ExplainedChange {
  readonly id: ChangeId;
  readonly text: string;
  readonly input: number;
  readonly cost: number | null;
  /** Of the cost; of the input without a price. */
  readonly changePercent: number;
}

export interface ExplainedPart {
  readonly id: RangePartId;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly input: readonly [number, number];
  readonly cost: readonly [number, number] | null;
  /** Of the sum of all spans, 0 to 1. */
  readonly share: number;
}
