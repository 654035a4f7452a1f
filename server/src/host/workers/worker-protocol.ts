/** What main thread and worker say to each other. Plain data that survives structuredClone. */
import type { ParsedCatalogue } from "../../catalogue/load/user-catalogue";
import type { LanguageId } from "../../facts/ir";
import type { Encoding, TextCount } from "../../tokens/types";
import type { PackedFacts } from "./facts-transfer";

export interface FactsRequest {
  readonly kind: "facts";
  readonly path: string;
  readonly text: string;
  readonly language: LanguageId;
  /** null: a file nobody has open; nothing is kept. */
  readonly documentId: string | null;
  readonly budgetMs: number;
}

export interface CountRequest {
  readonly kind: "count";
  readonly texts: readonly string[];
  readonly encodings: readonly Encoding[];
}

export interface CatalogueRequest {
  readonly kind: "catalogue";
  readonly path: string;
  readonly text: string;
}

export type WorkRequest = FactsRequest | CountRequest | CatalogueRequest;

export type ToWorker =
  | { readonly kind: "work"; readonly job: number; readonly request: WorkRequest }
  | { readonly kind: "release"; readonly documentId: string };

export type WorkReply =
  | { readonly kind: "facts"; readonly packed: PackedFacts }
  | { readonly kind: "counts"; readonly counts: readonly TextCount[] }
  | { readonly kind: "catalogue"; readonly parsed: ParsedCatalogue }
  /** The parser stopped at the budget by itself; the worker is sound. */
  | { readonly kind: "over-budget" }
  /** Something threw. WASM may be left in any state, so the worker must not be used again. */
  | { readonly kind: "failed"; readonly message: string };

export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "reply"; readonly job: number; readonly reply: WorkReply };
