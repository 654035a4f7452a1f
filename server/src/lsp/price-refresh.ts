/** Prices of the sources that the settings name: those kept on disk from the start, newer ones when a person asks. */
import type { RefreshView, SourceView } from "../../../shared/catalogue-view";
import type { Clock, Logger } from "../base/ports";
import type { CatalogueData } from "../catalogue/load/files";
import {
  NO_REFRESH,
  PriceSources,
  type PriceSourcesOptions,
  type RefreshedPrices,
} from "../host/price-sources/price-sources";
import { refreshSummary, sourceText } from "../views/catalogue/refresh-summary";
import type { Folder } from "./folder";

interface PriceRefreshOptions {
  readonly data: CatalogueData;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fetch?: PriceSourcesOptions["fetch"];
}

export class PriceRefresh {
  current: RefreshedPrices = NO_REFRESH;
  status: readonly SourceView[] = [];
  #sources: PriceSources;
  /** Words of the settings that `current` stands for. */
  #words: readonly string[] = [];
  #folder: string | null = null;

  constructor(private readonly options: PriceRefreshOptions) {
    this.#sources = this.#create();
  }

  /** Where answers are kept; called before anything is read. */
  keepIn(folder: string | null): void {
    this.#folder = folder;
    this.#sources = this.#create();
  }

  /** Puts into force what is kept of the sources that the folders' settings name now. Asks nobody. */
  async follow(folders: readonly Folder[]): Promise<void> {
    const words = wordsOf(folders);
    if (words.join("\n") === this.#words.join("\n")) return;
    this.#words = words;
    const { prices, status } = await this.#sources.kept(words);
    this.#take(prices, status, folders);
  }

  /** Asks every source named, and says what changed for the first folder. */
  async refresh(
    folders: readonly Folder[],
    options: { readonly signal: AbortSignal; readonly onProgress: (source: string) => void },
  ): Promise<RefreshView | { readonly problem: string }> {
    const words = wordsOf(folders);
    const [first] = folders;
    if (words.length === 0 || first === undefined) return { problem: NO_SOURCES };
    const allowPrivate = folders.some(({ workspace }) => workspace.settings.catalogue.allowPrivateAddresses);
    const before = first.catalogue;
    const { prices, status } = await this.#sources.refresh(words, { ...options, allowPrivate });
    if (options.signal.aborted) return { problem: "The refresh was cancelled; prices are as they were." };
    this.#words = words;
    this.#take(prices, status, folders);
    return refreshSummary(before, first.catalogue, first.when(), status);
  }

  #take(prices: RefreshedPrices, status: readonly SourceView[], folders: readonly Folder[]): void {
    this.current = prices;
    this.status = status;
    for (const source of status) {
      const level = source.problem === null ? "info" : "warning";
      this.options.logger.log(level, `Prices: ${sourceText(source)}`);
    }
    for (const folder of folders) folder.refreshPrices();
  }

  #create(): PriceSources {
    const { data, clock, fetch } = this.options;
    return new PriceSources({
      data,
      folder: this.#folder,
      now: () => clock.now(),
      ...(fetch === undefined ? {} : { fetch }),
    });
  }
}

const NO_SOURCES =
  "No source of prices is named. Put genai-prices, litellm or the https:// address of your team's catalogue into farebox.catalogue.sources; nothing is asked until then.";

function wordsOf(folders: readonly Folder[]): readonly string[] {
  return [...new Set(folders.flatMap(({ workspace }) => workspace.settings.catalogue.sources))];
}
