/** The port through which the workspace has files analysed and texts counted; the host layer runs it off the main thread. */
import type { CancellationSignal } from "../base/ports";
import type { ParsedCatalogue } from "../catalogue/load/user-catalogue";
import type { FileFacts, LanguageId } from "../facts/ir";
import type { Encoding, TextCount } from "../tokens/types";

export interface FactsOptions {
  /**
   * Set for documents open in an editor: the engine then keeps the syntax tree and what it lowered, so that the next
   * call with the same id costs little, and `FunctionFacts` of untouched functions stay the same objects.
   */
  readonly documentId?: string;
  /** Milliseconds the file may take; the engine's own default otherwise. */
  readonly budget?: number;
  readonly signal?: CancellationSignal;
}

export type FactsResult =
  | { readonly kind: "facts"; readonly facts: FileFacts }
  /** The file was given up, until its text changes. `reason` is a sentence for people. */
  | { readonly kind: "set-aside"; readonly reason: string }
  | { readonly kind: "cancelled" };

export interface AnalysisEngine {
  /** Never rejects for what a file holds, and always settles: after two budgets at the latest, counted from its turn. */
  facts(path: string, text: string, language: LanguageId, options?: FactsOptions): Promise<FactsResult>;
  /**
   * One count per text, in order, in each of the encodings; a vocabulary is loaded when it is first asked for.
   * Rejects with a sentence where the texts cannot be counted.
   */
  count(texts: readonly string[], encodings: readonly Encoding[]): Promise<readonly TextCount[]>;
  /** Reads a user's catalogue file; always settles, and says in a problem where it could not be read at all. */
  readCatalogue?(text: string, path: string): Promise<ParsedCatalogue>;
  /** The document was closed: what is kept for it is freed. */
  release(documentId: string): void;
  /** Files set aside now, for status and report. */
  setAside(): readonly { readonly path: string; readonly reason: string }[];
  /** Ends the engine; what is still pending settles as cancelled (counts reject). */
  dispose(): Promise<void>;
}
