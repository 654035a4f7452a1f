/** The analysis engine in the calling thread: the reference the worker pool is held against, and the way tests run. */
import type { LanguageId } from "../facts/ir";
import type { Encoding, TextCount } from "../tokens/types";
import type { AnalysisEngine, FactsOptions, FactsResult } from "../workspace/engine";
import { type Analyser, createAnalyser } from "./analyser";
import { readAsset } from "./assets";
import { SetAsideFiles } from "./workers/set-aside";
import { DEFAULT_BUDGET_MS } from "./workers/worker-pool";

export interface InlineEngineOptions {
  /** Milliseconds one file may parse. There is nobody to kill this thread: only the parser's own budget holds here. */
  readonly budgetMs?: number;
  readonly analyser?: Analyser;
}

export class InlineEngine implements AnalysisEngine {
  private analyser: Analyser;
  private readonly aside = new SetAsideFiles();
  private isDisposed = false;

  constructor(private readonly options: InlineEngineOptions = {}) {
    this.analyser = options.analyser ?? freshAnalyser();
  }

  async facts(
    path: string,
    text: string,
    language: LanguageId,
    options: FactsOptions = {},
  ): Promise<FactsResult> {
    if (this.isDisposed || options.signal?.cancelled) return { kind: "cancelled" };
    const known = this.aside.reasonFor(path, text);
    if (known !== undefined) return { kind: "set-aside", reason: known };
    const budgetMs = options.budget ?? this.options.budgetMs ?? DEFAULT_BUDGET_MS;
    const documentId = options.documentId ?? null;
    try {
      const outcome = await this.analyser.facts({ path, text, language, documentId, budgetMs });
      if (outcome.kind === "facts") return outcome;
      return this.giveUp(path, text, `takes too long to analyse (not parsed within ${budgetMs} ms)`);
    } catch (error) {
      this.analyser = this.options.analyser ?? freshAnalyser();
      return this.giveUp(path, text, `crashed the analysis (${describe(error)})`);
    }
  }

  async count(texts: readonly string[], encodings: readonly Encoding[]): Promise<readonly TextCount[]> {
    if (this.isDisposed) throw new Error("Tokens could not be counted: The analysis was cancelled.");
    return this.analyser.count(texts, encodings);
  }

  release(documentId: string): void {
    this.analyser.release(documentId);
  }

  setAside(): readonly { readonly path: string; readonly reason: string }[] {
    return this.aside.list();
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.analyser.dispose();
  }

  private giveUp(path: string, text: string, what: string): FactsResult {
    const reason = `This file ${what}; Farebox leaves it alone until it changes.`;
    this.aside.add(path, text, reason);
    return { kind: "set-aside", reason };
  }
}

function freshAnalyser(): Analyser {
  return createAnalyser({ readBundled: readAsset, now: () => performance.now() });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
