/** The sources a user named: what is kept of them on disk, and asking them anew. Nothing is asked unless somebody says so. */
import type { SourceView } from "../../../../shared/catalogue-view";
import type { BroadFile } from "../../catalogue/broad/broad-data";
import type { CatalogueData } from "../../catalogue/load/files";
import { buildCatalogue } from "../../catalogue/load/load";
import type { UserLayer } from "../../catalogue/load/user-layer";
import type { Catalogue } from "../../catalogue/types";
import { type Downloaded, type DownloadOptions, download } from "./download";
import { SOURCES, sourceOf } from "./index";
import type { SourceContent } from "./source";
import { readStored, type StoredAnswer, writeStored } from "./store";

/** What the catalogue takes from the sources, in the order in which they are named. */
export interface RefreshedPrices {
  /** Over the shipped collection, under the curated data. */
  readonly collections: readonly BroadFile[];
  /** Over the curated data, under every file of the user. */
  readonly teamLayers: readonly UserLayer[];
}

export const NO_REFRESH: RefreshedPrices = { collections: [], teamLayers: [] };

export interface PriceSourcesOptions {
  readonly data: CatalogueData;
  /** Absolute path; null keeps nothing, so nothing can be used later. */
  readonly folder: string | null;
  readonly now: () => number;
  /** Stands in for the network in tests. */
  readonly fetch?: (address: string, options: DownloadOptions) => Promise<Downloaded>;
}

export interface RefreshOptions {
  /** Addresses of the own network are asked too. */
  readonly allowPrivate: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (source: string) => void;
}

export class PriceSources {
  readonly #options: PriceSourcesOptions;
  #curated: Catalogue | undefined;

  constructor(options: PriceSourcesOptions) {
    this.#options = options;
  }

  /** What is kept of the sources, without asking anybody. Words that name no source give a problem. */
  async kept(words: readonly string[]): Promise<{ prices: RefreshedPrices; status: readonly SourceView[] }> {
    const results = await Promise.all(words.map((word) => this.#keptOf(word)));
    return gathered(results);
  }

  /** Asks every source, one after the other. What fails keeps its last good answer. */
  async refresh(
    words: readonly string[],
    options: RefreshOptions,
  ): Promise<{ prices: RefreshedPrices; status: readonly SourceView[] }> {
    const results: Result[] = [];
    for (const word of words) {
      options.onProgress?.(word);
      results.push(await this.#askOne(word, options));
    }
    return gathered(results);
  }

  async #askOne(word: string, { allowPrivate, signal }: RefreshOptions): Promise<Result> {
    const found = sourceOf(word);
    if (found === undefined) return unknownWord(word);
    const { folder } = this.#options;
    const stored = folder === null ? undefined : await readStored(folder, word);
    const fetch = this.#options.fetch ?? download;
    const answer = await fetch(found.address, {
      etag: stored?.etag ?? null,
      ...(allowPrivate ? { admits: () => true } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
    const now = new Date(this.#options.now()).toISOString();
    if (answer.kind === "failed") return this.#fallBack(word, stored, answer.reason);
    if (answer.kind === "unchanged") {
      if (stored === undefined)
        return this.#fallBack(word, undefined, "the server says nothing changed, but nothing is kept");
      const confirmed = { ...stored, confirmedAt: now };
      return this.#keep(word, confirmed, this.#read(word, confirmed), "unchanged");
    }
    const fresh: StoredAnswer = {
      source: word,
      fetchedAt: now,
      confirmedAt: now,
      etag: answer.etag,
      text: answer.text,
    };
    const content = this.#read(word, fresh);
    // What cannot be read must not replace what could.
    if ("problem" in content) return this.#fallBack(word, stored, content.problem);
    return this.#keep(word, fresh, content, "fresh");
  }

  async #keep(
    word: string,
    answer: StoredAnswer,
    content: SourceContent | { readonly problem: string },
    state: "fresh" | "unchanged",
  ): Promise<Result> {
    const { folder } = this.#options;
    let problem: string | null = null;
    if (folder !== null) {
      await writeStored(folder, answer).catch((error: unknown) => {
        problem = `it could not be kept: ${error instanceof Error ? error.message : String(error)}`;
      });
    }
    if ("problem" in content)
      return { status: statusOf(word, "failed", null, content.problem), content: null };
    return { status: statusOf(word, state, dayOf(answer), problem), content };
  }

  #fallBack(word: string, stored: StoredAnswer | undefined, reason: string): Result {
    const content = stored === undefined ? undefined : this.#read(word, stored);
    if (stored === undefined || content === undefined || "problem" in content)
      return { status: statusOf(word, "failed", null, reason), content: null };
    return { status: statusOf(word, "failed", dayOf(stored), reason), content };
  }

  async #keptOf(word: string): Promise<Result> {
    if (sourceOf(word) === undefined) return unknownWord(word);
    const { folder } = this.#options;
    const stored = folder === null ? undefined : await readStored(folder, word);
    if (stored === undefined)
      return { status: statusOf(word, "absent", null, "not asked yet"), content: null };
    const content = this.#read(word, stored);
    if ("problem" in content)
      return { status: statusOf(word, "absent", null, content.problem), content: null };
    return { status: statusOf(word, "kept", dayOf(stored), null), content };
  }

  #read(word: string, answer: StoredAnswer): SourceContent | { readonly problem: string } {
    const found = sourceOf(word);
    if (found === undefined) return { problem: "no such source" };
    try {
      return found.source.read(answer.text, word, { curated: this.#shipped(), day: dayOf(answer) });
    } catch (error) {
      // Answers of the network may have any shape: an adapter that trips over one must not stop the others.
      return {
        problem: `the answer cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
  }

  /** The curated data alone, made once: adapters match names against it. */
  #shipped(): Catalogue {
    this.#curated ??= buildCatalogue({ ...this.#options.data, broad: [] }, []).catalogue;
    return this.#curated;
  }
}

interface Result {
  readonly status: SourceView;
  readonly content: SourceContent | null;
}

/** The day on which the server last vouched for the figures. */
function dayOf(answer: StoredAnswer): string {
  return new Date(answer.confirmedAt).toISOString().slice(0, 10);
}

function unknownWord(word: string): Result {
  const names = SOURCES.flatMap(({ id, addressOf }) => (addressOf(id) === undefined ? [] : [id]));
  const problem = `"${word}" is no source; write ${names.join(", ")}, or an https:// address of your own catalogue`;
  return { status: statusOf(word, "failed", null, problem), content: null };
}

function statusOf(
  source: string,
  state: SourceView["state"],
  day: string | null,
  problem: string | null,
): SourceView {
  return { source, state, day, problem };
}

function gathered(results: readonly Result[]): { prices: RefreshedPrices; status: readonly SourceView[] } {
  const contents = results.flatMap(({ content }) => content ?? []);
  return {
    prices: {
      collections: contents.flatMap((content) => (content.kind === "collection" ? [content.file] : [])),
      teamLayers: contents.flatMap((content) => (content.kind === "team" ? [content.layer] : [])),
    },
    status: results.map(({ status }) => status),
  };
}
