/** What a rule of advice is: it looks at one estimate and may find something, with what it saves and an edit. */

import type { Money } from "../base/money";
import type { Range } from "../base/range";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import type { Place } from "../facts/located";

/** Replaces a span of one file; an empty span inserts. */
export interface TextEdit {
  readonly path: string;
  readonly range: Range;
  readonly newText: string;
}

export interface Finding {
  readonly ruleId: string;
  /** What the quick fix does, in a few words: "Cache this prefix". */
  readonly title: string;
  readonly place: Place;
  /** A sentence for the diagnostic. */
  readonly message: string;
  /** Mean saving per run; null where it is not known. */
  readonly saving: Money | null;
  /** Empty where nothing can be edited safely. */
  readonly fix: readonly TextEdit[];
  /** Run in place of an edit. */
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
}

export interface RuleMeta {
  /** The rule's file name. */
  readonly id: string;
  readonly title: string;
  /** "hint": a quick fix only; the others are shown as diagnostics. */
  readonly severity: "hint" | "information" | "warning";
  /** What it finds and why it matters, for the documentation. */
  readonly docs: string;
}

export interface RuleContext extends EstimateContext {
  /** Text of a file as it was analysed. */
  readonly textOf: (path: string) => string | undefined;
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly evaluate: (estimate: CallEstimate, ctx: RuleContext) => readonly Finding[];
}
