/** One workspace folder as the server sees it: the workspace, its settings and its user catalogue. */
import type { Diagnostic } from "vscode-languageserver";
import { CATALOGUE_FILES } from "../../../shared/ids";
import type { Settings } from "../../../shared/settings";
import { LineMap } from "../base/line-map";
import type { Clock, Logger } from "../base/ports";
import type { CatalogueData } from "../catalogue/load/files";
import { buildCatalogue } from "../catalogue/load/load";
import { underlay } from "../catalogue/load/underlay";
import {
  ENTRIES_SETTING,
  type ParsedCatalogue,
  parseSettingsCatalogue,
  parseUserCatalogue,
} from "../catalogue/load/user-catalogue";
import type { UserLayer } from "../catalogue/load/user-layer";
import type { Catalogue, When } from "../catalogue/types";
import type { LanguageId } from "../facts/ir";
import type { RefreshedPrices } from "../host/price-sources/price-sources";
import type { AnalysisEngine } from "../workspace/engine";
import type { Source } from "../workspace/file-table";
import type { FolderPort, Progress } from "../workspace/scanner";
import { Workspace } from "../workspace/workspace";
import { toLspRange, uriOf } from "./convert";
import { LooseNames } from "./loose-names";

export interface FolderOptions {
  /** URI of the folder; "" for documents outside every folder. */
  readonly uri: string;
  readonly port: FolderPort;
  readonly engine: AnalysisEngine;
  readonly data: CatalogueData;
  /** Prices of the sources the user named, as they are now. */
  readonly refreshed: () => RefreshedPrices;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly languageOf: (path: string) => LanguageId | undefined;
}

const DIAGNOSTIC_ERROR = 1;
/** Characters from which on reading a catalogue would hold up the server: about a tenth of a second. */
export const LARGE_CATALOGUE = 50_000;

export class Folder {
  readonly workspace: Workspace;
  private readonly layers = new Map<string, readonly UserLayer[]>();
  /** What the settings say of prices; under every file. */
  private own: readonly UserLayer[] = [];
  /** The newest text of each catalogue file that had no mistake. */
  private readonly sound = new Map<string, UserLayer>();
  /** Parses under way, by path: answers wait for them. */
  private readonly pending = new Map<string, Promise<void>>();
  /** Open prompt files by path. */
  readonly promptTexts = new Map<string, string>();
  progress: Progress | null = null;
  private scanning: { readonly done: Promise<void>; readonly signal: { cancelled: boolean } } | null = null;
  private readonly loose = new LooseNames();

  constructor(private readonly options: FolderOptions) {
    const { engine, port, settings, logger, languageOf } = options;
    this.own = this.layerOf(settings);
    this.workspace = new Workspace({
      engine,
      folder: port,
      languageOf,
      settings,
      catalogue: this.build().catalogue,
      when: () => this.when(),
      logger,
    });
  }

  get uri(): string {
    return this.options.uri;
  }

  /** Path under which a document outside every folder is analysed. */
  nameLoose(uri: string): string {
    return this.loose.pathOf(uri);
  }

  /** URI of a path of this folder. */
  uriOf(path: string): string {
    return this.uri === "" ? this.loose.uriOf(path) : uriOf(this.uri, path);
  }

  /** Changed exclusions make what is being scanned, or was, worth scanning again: true where the caller must start it. */
  setSettings(settings: Settings): boolean {
    const before = this.workspace.scanState;
    const { entries } = this.workspace.settings.catalogue;
    this.workspace.setSettings(settings);
    if (JSON.stringify(entries) !== JSON.stringify(settings.catalogue.entries)) {
      this.own = this.layerOf(settings);
      this.rebuild();
    }
    const isStale = before !== "none" && this.workspace.scanState === "none";
    if (isStale) this.cancelScan();
    return isStale;
  }

  /** Today; no instant, so that hints do not flip when a tariff window opens. */
  when(): When {
    return { day: this.today() };
  }

  today(): string {
    return new Date(this.options.clock.now()).toISOString().slice(0, 10);
  }

  get catalogue(): Catalogue {
    return this.workspace.catalogue;
  }

  /** Reads the catalogue files of the folder from disk; open buffers come through `setCatalogueText`. */
  async loadCatalogues(): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
    const problems = new Map<string, readonly Diagnostic[]>();
    for (const name of CATALOGUE_FILES) {
      const text = await this.options.port.readText(name);
      if (text !== undefined) problems.set(name, await this.readCatalogueText(name, text));
    }
    return problems;
  }

  /**
   * A catalogue file's text, or null when it is gone. Entries with mistakes are left out; the last text without any stays in force
   * under the new one, so that a slip while typing takes no price away.
   */
  setCatalogueText(name: string, text: string | null): readonly Diagnostic[] {
    if (text === null) {
      this.texts.delete(name);
      this.sound.delete(name);
      if (this.layers.delete(name)) this.rebuild();
      return [];
    }
    return this.take(name, text, parseUserCatalogue(text, name));
  }

  /** The same; a large text is read by a worker, so that the server goes on answering. A newer text overtakes an older one. */
  async readCatalogueText(name: string, text: string | null): Promise<readonly Diagnostic[]> {
    const { engine } = this.options;
    if (text === null || text.length < LARGE_CATALOGUE || engine.readCatalogue === undefined)
      return this.setCatalogueText(name, text);
    this.texts.set(name, text);
    const work = (this.reading.get(name) ?? Promise.resolve()).then(() =>
      // Overtaken while it waited: nobody needs it any more.
      this.texts.get(name) === text ? engine.readCatalogue?.(text, name) : undefined,
    );
    this.reading.set(name, work);
    const parsed = await work;
    return parsed !== undefined && this.texts.get(name) === text ? this.take(name, text, parsed) : [];
  }

  /** Reading of each large catalogue file: one at a time. */
  private readonly reading = new Map<string, Promise<unknown>>();

  private take(name: string, text: string, parsed: ParsedCatalogue): readonly Diagnostic[] {
    this.texts.set(name, text);
    const map = new LineMap(text);
    const found = parsed.problems.map((p) => diagnostic(map, p.range, p.message));
    if (!parsed.layer) return found;
    const sound = this.sound.get(name);
    const below = found.length > 0 && sound ? [underlay(sound, parsed.layer)] : [];
    this.layers.set(name, [...below, parsed.layer]);
    if (found.length === 0) this.sound.set(name, parsed.layer);
    const problems = this.rebuild().filter((p) => p.path === name);
    return [...found, ...problems.map((p) => diagnostic(map, p.range, p.message))];
  }

  /** `farebox.catalogue.entries` as a layer. Settings have no lines: their mistakes go to the log. */
  private layerOf(settings: Settings): readonly UserLayer[] {
    const parsed = parseSettingsCatalogue(settings.catalogue.entries);
    for (const { message } of parsed.problems)
      this.options.logger.log("warning", `${ENTRIES_SETTING}: ${message}`);
    return parsed.layer === undefined ? [] : [parsed.layer];
  }

  private ownLayers(): readonly UserLayer[] {
    return [...this.own, ...[...this.layers.values()].flat()];
  }

  private readonly texts = new Map<string, string>();

  /** Newest text of a catalogue file; undefined for other files. */
  catalogueText(name: string): string | undefined {
    return this.texts.get(name);
  }

  /** Prices of the sources have changed: the catalogue follows. */
  refreshPrices(): void {
    this.rebuild();
  }

  private build(): ReturnType<typeof buildCatalogue> {
    const { collections, teamLayers } = this.options.refreshed();
    return buildCatalogue(this.options.data, [...teamLayers, ...this.ownLayers()], collections);
  }

  private rebuild(): ReturnType<typeof buildCatalogue>["problems"] {
    const { catalogue, problems } = this.build();
    this.workspace.setCatalogue(catalogue);
    return problems;
  }

  /** A file of the folder from disk. */
  readText(path: string): Promise<string | undefined> {
    return this.options.port.readText(path);
  }

  /** Starts parsing; `settled` waits for it. Later texts of one document overtake earlier ones. */
  setDocument(path: string, source: Source, language: LanguageId, version: number): void {
    const previous = this.pending.get(path) ?? Promise.resolve();
    const next = previous.then(async () => {
      if ((this.latest.get(path) ?? version) > version) return;
      await this.workspace.setDocument(path, source, language, version);
    });
    this.latest.set(path, version);
    this.track(path, next);
  }

  private readonly latest = new Map<string, number>();

  closeDocument(path: string): void {
    this.latest.delete(path);
    const previous = this.pending.get(path) ?? Promise.resolve();
    this.track(
      path,
      previous.then(() => this.workspace.closeDocument(path)),
    );
  }

  private track(path: string, work: Promise<void>): void {
    const guarded = work.catch((error: unknown) => {
      this.options.logger.log("error", `${path}: ${error instanceof Error ? error.message : String(error)}`);
    });
    this.pending.set(path, guarded);
    void guarded.then(() => {
      if (this.pending.get(path) === guarded) this.pending.delete(path);
    });
  }

  /** Resolves when the document's newest text is analysed. */
  async settled(path: string): Promise<void> {
    for (let work = this.pending.get(path); work; work = this.pending.get(path)) await work;
  }

  get busy(): boolean {
    return this.pending.size > 0 || this.scanning !== null;
  }

  /** Scans once; a second call joins the one under way, or waits for a cancelled one to end. */
  scan(onProgress: () => void): Promise<void> {
    if (this.workspace.scanState === "done") return Promise.resolve();
    if (this.scanning && !this.scanning.signal.cancelled) return this.scanning.done;
    const signal = { cancelled: false };
    const before = this.scanning?.done.catch(() => undefined) ?? Promise.resolve();
    const report = (progress: Progress): void => {
      this.progress = progress;
      onProgress();
    };
    const done = before
      .then(() => this.workspace.scan(signal, report))
      .finally(() => {
        if (this.scanning?.signal !== signal) return;
        this.progress = null;
        this.scanning = null;
      });
    this.scanning = { done, signal };
    return done;
  }

  /** Stops a scan; what is analysed by then stays. */
  cancelScan(): void {
    if (this.scanning) this.scanning.signal.cancelled = true;
  }
}

function diagnostic(map: LineMap, range: { start: number; end: number }, message: string): Diagnostic {
  return { range: toLspRange(map, range), message, severity: DIAGNOSTIC_ERROR, source: "farebox" };
}
