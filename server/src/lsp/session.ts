/** What every surface works on: the folders, the client's abilities, settings and refreshes. */
import { CodeLensRefreshRequest, type Connection, type Location } from "vscode-languageserver";
import { summaryChangedNotification } from "../../../shared/protocol";
import { readSettings, type Settings } from "../../../shared/settings";
import type { LineMap } from "../base/line-map";
import type { Clock, Logger } from "../base/ports";
import type { CatalogueData } from "../catalogue/load/files";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import type { LanguageId } from "../facts/ir";
import type { Place } from "../facts/located";
import type { PriceSourcesOptions } from "../host/price-sources/price-sources";
import type { PromptFileEstimate } from "../prompt-files/estimate";
import type { AnalysisEngine } from "../workspace/engine";
import type { FolderPort } from "../workspace/scanner";
import type { FileEstimate } from "../workspace/workspace";
import { CellIndex } from "./cell-index";
import { pathIn, toLspRange } from "./convert";
import { Folder } from "./folder";
import type { Phase } from "./guard";
import { PriceRefresh } from "./price-refresh";

export interface SessionOptions {
  readonly connection: Connection;
  readonly engine: AnalysisEngine;
  readonly data: CatalogueData;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly portOf: (folderUri: string, settings: () => Settings) => FolderPort;
  readonly languageOf: (path: string) => LanguageId | undefined;
  /** Stands in for the network in tests. */
  readonly fetch?: PriceSourcesOptions["fetch"];
}

/** What is known of a document. */
export interface DocumentEstimate {
  readonly folder: Folder;
  readonly path: string;
  readonly estimate: FileEstimate;
  readonly lines: LineMap | undefined;
}

export interface ClientAbilities {
  readonly configuration: boolean;
  readonly inlayRefresh: boolean;
  readonly lensRefresh: boolean;
  /** The tooltip of a hint may be handed in when somebody asks for it. */
  readonly lateTooltips: boolean;
  readonly commandLinks: boolean;
}

export class Session {
  readonly folders: Folder[] = [];
  readonly cells = new CellIndex();
  abilities: ClientAbilities = {
    configuration: false,
    inlayRefresh: false,
    lensRefresh: false,
    lateTooltips: false,
    commandLinks: false,
  };
  /** Requests are answered while it is "running". */
  phase: Phase = "new";
  /** Settings for clients that cannot be asked. */
  fallbackSettings: unknown = undefined;
  private refreshTimer: NodeJS.Timeout | null = null;
  /** Resolves when the settings of all folders are known; a scan must not start with the wrong ones. */
  ready: Promise<void> = Promise.resolve();

  readonly prices: PriceRefresh;

  constructor(readonly options: SessionOptions) {
    this.prices = new PriceRefresh(options);
  }

  get logger(): Logger {
    return this.options.logger;
  }

  addFolder(uri: string): Folder {
    const known = this.folders.find((folder) => folder.uri === uri);
    if (known) return known;
    const { engine, data, clock, logger, languageOf, portOf } = this.options;
    const { settings } = readSettings(this.fallbackSettings);
    const folder: Folder = new Folder({
      uri,
      port: portOf(uri, () => folder.workspace.settings),
      engine,
      data,
      refreshed: () => this.prices.current,
      settings,
      clock,
      logger,
      languageOf,
    });
    this.folders.push(folder);
    return folder;
  }

  removeFolder(uri: string): void {
    const index = this.folders.findIndex((folder) => folder.uri === uri);
    const [removed] = index < 0 ? [] : this.folders.splice(index, 1);
    removed?.cancelScan();
  }

  /** The innermost folder that holds the document, and its path there; for a cell those of its notebook. */
  locate(documentUri: string): { readonly folder: Folder; readonly path: string } {
    const uri = this.cells.notebookOf(documentUri)?.notebook ?? documentUri;
    const found = this.folders.flatMap((folder) => {
      const path = folder.uri === "" ? undefined : pathIn(folder.uri, uri);
      return path === undefined ? [] : [{ folder, path }];
    });
    found.sort((a, b) => b.folder.uri.length - a.folder.uri.length);
    return found[0] ?? this.loose(uri);
  }

  /** Documents outside every folder (untitled, single files): analysed alone, nothing is read for them. */
  private loose(uri: string): { readonly folder: Folder; readonly path: string } {
    const known = this.folders.find((f) => f.uri === "");
    const folder = known ?? this.addFolder("");
    if (!known) void this.loadSettings(folder).then(() => this.refresh(true));
    return { folder, path: folder.nameLoose(uri) };
  }

  /** A call's id as clients know it: the same path may exist in two folders. */
  callRef(folder: Folder, id: string): string {
    return `${folder.uri}#${id}`;
  }

  /**
   * Asks the client for the folder's settings; unreadable values keep their default and are logged. True where what was
   * scanned by the old ones has to be scanned again.
   */
  async loadSettings(folder: Folder): Promise<boolean> {
    const raw = this.abilities.configuration ? await this.ask(folder) : this.fallbackSettings;
    const { settings, problems } = readSettings(raw);
    for (const problem of problems) this.logger.log("warning", problem.message);
    return folder.setSettings(settings);
  }

  private async ask(folder: Folder): Promise<unknown> {
    const scope = folder.uri === "" ? {} : { scopeUri: folder.uri };
    try {
      return await this.options.connection.workspace.getConfiguration({ ...scope, section: "farebox" });
    } catch (error) {
      this.logger.log(
        "warning",
        `The editor gave no settings: ${error instanceof Error ? error.message : String(error)}`,
      );
      return this.fallbackSettings;
    }
  }

  /**
   * Newest estimates of a document, a cell's with those of the whole notebook. `lines` are the document's own: of a cell only its
   * lines. They are undefined where nothing is analysed.
   */
  async estimateOf(uri: string): Promise<DocumentEstimate> {
    const { folder, path } = this.locate(uri);
    await folder.settled(path);
    const estimate = await folder.workspace.estimate(path);
    const cell = this.cells.notebookOf(uri);
    const { table } = folder.workspace;
    const lines = cell ? table.cellLines(path, cell.index) : table.lineMap(path);
    return { folder, path, estimate, lines };
  }

  /** An open prompt file as it is now; undefined for every other document. */
  async promptFileOf(
    uri: string,
  ): Promise<{ readonly folder: Folder; readonly estimate: PromptFileEstimate } | undefined> {
    const { folder, path } = this.locate(uri);
    const text = folder.promptTexts.get(path);
    // What is shown, and by which model, is the settings' choice.
    if (text !== undefined) await this.ready;
    const estimate = text === undefined ? undefined : await folder.workspace.promptFile(path, text);
    return estimate && { folder, estimate };
  }

  /** The call site a client names by `callRef`. */
  async callById(ref: string): Promise<{ readonly folder: Folder; readonly call: CallEstimate } | undefined> {
    const folder = this.folders
      .filter(({ uri }) => ref.startsWith(`${uri}#`))
      .sort((a, b) => b.uri.length - a.uri.length)[0];
    if (!folder) return undefined;
    const id = ref.slice(folder.uri.length + 1);
    const path = id.slice(0, Math.max(0, id.lastIndexOf(":")));
    await folder.settled(path);
    const { calls } = await folder.workspace.estimate(path);
    const call = calls.find((c) => c.call.site.id === id);
    return call && { folder, call };
  }

  contextOf(folder: Folder): EstimateContext {
    const { workspace } = folder;
    return {
      settings: workspace.settings,
      catalogue: workspace.catalogue,
      when: folder.when(),
      count: workspace.countOf,
      placeText: (place) => workspace.placeText(place),
      calibration: workspace.calibration,
      runs: workspace.runs,
    };
  }

  /** `file:///…/agent.py#L12` for links in Markdown; null where the file is not open to the client, and for notebooks. */
  linkOf(folder: Folder, place: Place): string | null {
    const at = folder.workspace.table.position(place.path, place.range.start);
    if (!at || at.cell !== null || folder.uri === "") return null;
    return `${folder.uriOf(place.path)}#L${at.line + 1}`;
  }

  /** Where the client finds a place: in a file, in a cell of an open notebook, or at the top of a closed one. */
  locationOf(folder: Folder, place: Place): Location {
    const { table } = folder.workspace;
    const uri = folder.uriOf(place.path);
    const zero = { line: 0, character: 0 };
    const nowhere = { uri, range: { start: zero, end: zero } };
    const at = table.position(place.path, place.range.start);
    if (!at) return nowhere;
    const cellUri = at.cell === null ? undefined : this.cells.uriOf(uri, at.cell);
    const lines = at.cell === null ? table.lineMap(place.path) : table.cellLines(place.path, at.cell);
    if (!lines || (at.cell !== null && cellUri === undefined)) return nowhere;
    return { uri: cellUri ?? uri, range: toLspRange(lines, place.range) };
  }

  /** Tells the client to ask again, soon: many changes in a row make one refresh. */
  refresh(withHints: boolean): void {
    this.refreshHints ||= withHints;
    if (this.refreshTimer) return;
    this.refreshTimer = setTimeout(() => {
      this.refreshTimer = null;
      this.sendRefresh();
    }, 60);
  }

  private refreshHints = false;

  private sendRefresh(): void {
    const { connection } = this.options;
    void connection.sendNotification(summaryChangedNotification, {});
    if (!this.refreshHints) return;
    this.refreshHints = false;
    const ignore = (error: unknown): void => this.logger.log("debug", `refresh refused: ${String(error)}`);
    if (this.abilities.inlayRefresh) connection.languages.inlayHint.refresh().catch(ignore);
    if (this.abilities.lensRefresh) connection.sendRequest(CodeLensRefreshRequest.type).catch(ignore);
  }

  dispose(): void {
    if (this.refreshTimer) clearTimeout(this.refreshTimer);
  }
}

/** Settings keys are the same for every client. */
export function defaultSettings(): Settings {
  return readSettings(undefined).settings;
}
