/** What a worker does, without the worker: parses and lowers files, keeps open documents' trees, counts tokens. */
import type { FileFacts, LanguageId } from "../facts/ir";
import { LANGUAGES } from "../languages";
import { analyseFile, DocumentMemory } from "../languages/analyse-file";
import { createParserRuntime, type ParserRuntime } from "../syntax/parser";
import type { Encoding, TextCount } from "../tokens/types";
import { createTokenCounter, type TokenCounter } from "./token-counter";
import type { FactsRequest } from "./workers/worker-protocol";

export interface AnalyserOptions {
  readonly readBundled: (name: string) => Promise<Uint8Array>;
  /** Milliseconds of any clock, for budgets. */
  readonly now: () => number;
}

export type FactsOutcome =
  | { readonly kind: "facts"; readonly facts: FileFacts }
  /** The parser reached its budget; there are no facts to speak of. */
  | { readonly kind: "over-budget" };

export interface Analyser {
  /** Rejects where the analysis itself breaks; the analyser must then be thrown away, as WASM may be in any state. */
  facts(request: Omit<FactsRequest, "kind">): Promise<FactsOutcome>;
  /** One count per text, in order. A vocabulary is read when it is first asked for. */
  count(texts: readonly string[], encodings: readonly Encoding[]): Promise<readonly TextCount[]>;
  /** Starts the parser ahead of the first file. */
  warmUp(): Promise<void>;
  /** Frees what is kept for a document. */
  release(documentId: string): void;
  dispose(): void;
}

interface OpenDocument {
  readonly language: LanguageId;
  readonly memory: DocumentMemory;
}

/** Trees live in WASM memory, which only grows; the documents used longest ago are parsed afresh when they come back. */
const MAX_DOCUMENTS = 64;

/** One analyser per thread. Nothing is loaded before it is needed. */
export function createAnalyser(options: AnalyserOptions): Analyser {
  const documents = new Map<string, OpenDocument>();
  let runtime: Promise<ParserRuntime> | null = null;
  const counter: TokenCounter = createTokenCounter(options.readBundled);

  const parser = (): Promise<ParserRuntime> => {
    runtime ??= createParserRuntime(options.readBundled);
    return runtime;
  };
  const release = (documentId: string): void => {
    documents.get(documentId)?.memory.dispose();
    documents.delete(documentId);
  };
  const memoryFor = (documentId: string | null, language: LanguageId): DocumentMemory | undefined => {
    if (documentId === null) return undefined;
    const open = documents.get(documentId);
    // Two languages may share a function's text but not its facts.
    if (open && open.language !== language) release(documentId);
    const memory = documents.get(documentId)?.memory ?? new DocumentMemory();
    documents.delete(documentId);
    documents.set(documentId, { language, memory });
    const [oldest] = documents.keys();
    if (documents.size > MAX_DOCUMENTS && oldest !== undefined) release(oldest);
    return memory;
  };

  return {
    facts: async ({ path, text, language, documentId, budgetMs }) => {
      const started = await parser();
      await started.load(LANGUAGES[language].grammar);
      const begin = options.now();
      const facts = analyseFile({ path, text }, LANGUAGES[language], {
        runtime: started,
        deadline: { now: options.now, budgetMs },
        memory: memoryFor(documentId, language),
      });
      const isCutShort = facts.incomplete && isEmpty(facts) && options.now() - begin > budgetMs;
      return isCutShort ? { kind: "over-budget" } : { kind: "facts", facts };
    },
    count: (texts, encodings) => counter.count(texts, encodings),
    warmUp: async () => {
      await parser();
    },
    release,
    dispose: () => {
      for (const documentId of [...documents.keys()]) release(documentId);
      void runtime?.then((started) => started.dispose());
    },
  };
}

/** The one module without a statement that stands for a file whose parse was cut short. */
function isEmpty(facts: FileFacts): boolean {
  return facts.functions.length === 1 && facts.functions[0]?.facts.body.length === 0;
}
