/**
 * One workspace folder: its files, settings and catalogue, and the estimates derived from them. The only mutable object of the core;
 * everything it hands out is immutable. Derived values are kept as long as what they were made from is unchanged.
 */

import type { Settings } from "../../../shared/settings";
import { errorDetails } from "../base/error-text";
import type { CancellationSignal, Logger } from "../base/ports";
import { CALIBRATION_FILE, type Calibration, NO_CALIBRATION } from "../calibration/calibration";
import { type ParsedCalibration, parseCalibration } from "../calibration/calibration-file";
import type { Catalogue, When } from "../catalogue/types";
import { textsOf } from "../estimate/call-analysis";
import { encodingsForCalls } from "../estimate/encodings";
import { type CallEstimate, type EstimateContext, estimateCall } from "../estimate/estimate-call";
import { createRunMemo } from "../estimate/run-memo";
import type { FileFacts, LanguageId } from "../facts/ir";
import type { Place } from "../facts/located";
import type { Program } from "../facts/program";
import {
  chosenOffer,
  estimatePromptFile,
  type PromptFileEstimate,
  textsOfPromptFile,
} from "../prompt-files/estimate";
import { withImports } from "../prompt-files/imports";
import { kindOf } from "../prompt-files/kinds";
import { readPromptFile } from "../prompt-files/read";
import { encodingsOf } from "../tokens/families";
import { ENCODINGS, type Encoding, type TextCount } from "../tokens/types";
import { analyseCalls, type FileCalls } from "./analyse-calls";
import { type Counts, type CountTable, createCounts } from "./counts";
import type { AnalysisEngine } from "./engine";
import { FileTable, type Source } from "./file-table";
import { ownTestReason } from "./own-sdk";
import { Parts } from "./parts";
import { createPrefilter } from "./prefilter";
import { programOf } from "./program-of";
import { readResource } from "./resources";
import { type FolderPort, type Progress, Scanner } from "./scanner";
import { KNOWN_PACKAGES, PREFILTER_NAMES } from "./sdk-names";
import {
  createSkipRules,
  foldersAbove,
  type SkipDecision,
  type SkipRules,
  withGitignoresAbove,
} from "./skip";

export interface WorkspaceOptions {
  readonly engine: AnalysisEngine;
  readonly folder: FolderPort;
  readonly languageOf: (path: string) => LanguageId | undefined;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly when: () => When;
  readonly logger: Logger;
  readonly counts?: Counts;
}

/** All there is to show of one file. */
export interface FileEstimate {
  readonly path: string;
  readonly calls: readonly CallEstimate[];
  readonly directiveProblems: FileCalls["problems"];
  /** Why nothing is analysed; null for analysed files. */
  readonly skipped: string | null;
}

/** Texts whose counts are kept for comparisons. */
const MAX_COUNTED = 20_000;

const NOT_SKIPPED: SkipDecision = { skip: false };

export const NEVER: CancellationSignal = { cancelled: false };

/** A program, and the texts it was asked for and does not have. */
interface Wishing {
  readonly program: Program;
  readonly wishes: ReadonlySet<string>;
}

interface Memo<T> {
  readonly parts: readonly unknown[];
  readonly value: T;
}

export class Workspace {
  readonly table = new FileTable();
  private readonly counts: Counts;
  private scanner: Scanner;
  private skip: SkipRules;
  settings: Settings;
  catalogue: Catalogue;
  calibration: Calibration = NO_CALIBRATION;
  private readonly resources = new Map<string, string | null>();
  /** Grows with every text that is loaded or dropped. */
  private resourcesRevision = 0;
  private readonly programs = new WeakMap<readonly FileFacts[], Memo<Wishing>>();
  private readonly analyses = new Map<string, Memo<FileCalls>>();
  /** Files whose analysis threw, and with what. */
  private readonly failed = new Map<string, string>();
  private readonly estimates = new Map<string, Memo<FileEstimate>>();
  private readonly parts: Parts;
  /** "stopped": cancelled, or ended by an error. */
  scanState: "none" | "running" | "stopped" | "done" = "none";

  constructor(private readonly options: WorkspaceOptions) {
    this.settings = options.settings;
    this.catalogue = options.catalogue;
    this.counts = options.counts ?? createCounts(options.engine);
    this.skip = createSkipRules(options.settings);
    this.scanner = this.newScanner();
    this.parts = new Parts(this.table, (file) => this.scanner.importsOf(file));
  }

  private newScanner(): Scanner {
    const { engine, folder, languageOf, logger } = this.options;
    const prefilter = createPrefilter(PREFILTER_NAMES);
    const { table, skip } = this;
    return new Scanner({
      engine,
      folder,
      table,
      prefilter,
      skip,
      languageOf,
      knownPackages: KNOWN_PACKAGES,
      logger,
    });
  }

  setSettings(settings: Settings): void {
    const rescan =
      settings.exclude.join("\n") !== this.settings.exclude.join("\n") ||
      settings.maxFileSize !== this.settings.maxFileSize;
    this.settings = settings;
    if (!rescan) return;
    this.skip = createSkipRules(settings);
    this.scanner = this.newScanner();
    this.scanState = "none";
  }

  setCatalogue(catalogue: Catalogue): void {
    this.catalogue = catalogue;
  }

  /** An open document's text; parsed at once, whatever the prefilter says. */
  async setDocument(
    path: string,
    source: Source,
    language: LanguageId,
    version: number,
    signal = NEVER,
  ): Promise<void> {
    const { text } = source;
    const isOpen = this.table.open.has(path) && this.table.get(path)?.kind !== "skipped";
    this.table.open.set(path, { ...source, language, version });
    // Where the file lies decides once, when it is opened; what it says of itself, with every text.
    const place = isOpen ? NOT_SKIPPED : await this.decide(path, text.length);
    const decision = place.skip ? place : this.skip.text(path, text);
    const reason = decision.skip ? decision.reason : ownTestReason(path, text, this.scanner.ownPackages);
    if (reason !== null) {
      this.table.set(path, { kind: "skipped", reason });
      return;
    }
    await this.scanner.parse(path, source, language, signal, path);
    await this.scanner.reach(signal, path);
  }

  private async decide(path: string, size: number): Promise<SkipDecision> {
    const read = (file: string): Promise<string | undefined> => this.options.folder.readText(file);
    return (await withGitignoresAbove(this.skip, path, read)).file(path, size);
  }

  async closeDocument(path: string): Promise<void> {
    this.table.open.delete(path);
    this.options.engine.release(path);
    await this.loadFromDisk(path);
  }

  /** A file changed, appeared or vanished on disk. False where no answer may be another now. */
  async fileChanged(path: string): Promise<boolean> {
    const isResource = this.resources.delete(path);
    if (isResource) {
      this.resourcesRevision++;
      this.analyses.clear();
    }
    const isSource = this.options.languageOf(path) !== undefined;
    // What no scan has been asked for stays unread; a scan under way reads it itself.
    const isRead = this.table.has(path) || this.scanState !== "none";
    if (isSource && isRead && !this.table.open.has(path)) await this.loadFromDisk(path);
    return isResource || isSource;
  }

  private async loadFromDisk(path: string): Promise<void> {
    const inFolder = foldersAbove(path).some((folder) => this.scanner.skipped.has(`${folder}/`));
    // A document without a known extension is nowhere on disk for us.
    const isOurs = this.options.languageOf(path) !== undefined && !inFolder;
    if (isOurs && !(await this.decide(path, 0)).skip) await this.scanner.load(path, NEVER);
    else this.table.delete(path);
  }

  async scan(signal: CancellationSignal, onProgress: (progress: Progress) => void): Promise<void> {
    const { scanner } = this;
    this.scanState = "running";
    let end: "stopped" | "done" = "stopped";
    try {
      await scanner.scan(signal, onProgress);
      if (!signal.cancelled) end = "done";
    } finally {
      // Other settings make another scanner: what this one found says nothing about the next scan.
      if (this.scanner === scanner) this.scanState = end;
    }
  }

  get scanned(): number {
    return this.scanner.scanned;
  }

  get skipped(): ReadonlyMap<string, string> {
    return this.failed.size === 0 ? this.scanner.skipped : new Map([...this.scanner.skipped, ...this.failed]);
  }

  /** Paths of parsed files, sorted. */
  parsedPaths(): readonly string[] {
    return [...this.table.parsed().keys()].sort();
  }

  /** Whether the folder's rules leave a file alone, and why. */
  skipReason(path: string): string | null {
    const state = this.table.get(path);
    if (state?.kind === "skipped") return state.reason;
    const failure = this.failed.get(path);
    if (failure !== undefined) return failure;
    const decision = this.skip.file(path);
    return decision.skip ? decision.reason : (this.scanner.skipped.get(path) ?? null);
  }

  /** Estimates of one file, from cache where nothing they rest on has changed. */
  async estimate(path: string): Promise<FileEstimate> {
    const calls = await this.callsOf(path);
    if (!calls) return { path, calls: [], directiveProblems: [], skipped: this.skipReason(path) };
    const when = this.options.when();
    const parts = [calls, this.settings, this.catalogue, this.calibration, when.instant ?? when.day];
    const memo = this.estimates.get(path);
    if (memo && sameParts(memo.parts, parts)) return memo.value;
    const encodings = encodingsForCalls(calls.calls, this.catalogue, this.settings.favourites);
    const table = await this.count(calls, encodings);
    const context = { ...this.context(when), count: table.get };
    const value = {
      path,
      calls: calls.calls.map((call) => estimateCall(call, context)),
      directiveProblems: calls.problems,
      skipped: null,
    };
    this.estimates.set(path, { parts, value });
    return value;
  }

  private context(when: When): Omit<EstimateContext, "count"> {
    return {
      settings: this.settings,
      catalogue: this.catalogue,
      when,
      placeText: (place: Place) => this.placeText(place),
      calibration: this.calibration,
      runs: this.runs,
    };
  }

  /** Estimates of every file that has calls, ordered by path. */
  async estimateAll(signal: CancellationSignal = NEVER): Promise<readonly FileEstimate[]> {
    const all: FileEstimate[] = [];
    for (const path of this.parsedPaths()) {
      if (signal.cancelled) break;
      const estimate = await this.estimate(path);
      if (estimate.calls.length > 0) all.push(estimate);
    }
    return all;
  }

  /** Every prompt file of the folder that could be read, by path. */
  async promptFiles(signal: CancellationSignal = NEVER): Promise<readonly PromptFileEstimate[]> {
    const found: PromptFileEstimate[] = [];
    if (!this.settings.promptFiles.enabled) return found;
    for (const path of this.scanner.promptFiles) {
      if (signal.cancelled) break;
      const text = await this.options.folder.readText(path);
      const estimate = text === undefined ? undefined : await this.promptFile(path, text);
      if (estimate) found.push(estimate);
    }
    return found;
  }

  /** A prompt file as this text has it; undefined where the path is none of one, or the folder's rules leave it alone. */
  async promptFile(path: string, text: string): Promise<PromptFileEstimate | undefined> {
    const kind = this.settings.promptFiles.enabled ? kindOf(path) : undefined;
    if (!kind || (await this.decide(path, text.length)).skip) return undefined;
    const read = (other: string): Promise<string | undefined> => this.options.folder.readText(other);
    const beside = path.replace(/[^/]*$/, kind.besides ?? "");
    if (kind.besides !== undefined && beside !== path && (await read(beside)) === undefined) return undefined;
    const file = readPromptFile(path, kind.imports ? await withImports(path, text, read) : text);
    if (!file) return undefined;
    const { offer } = chosenOffer(file, this);
    const model = offer.known ? this.catalogue.models.get(offer.value.model) : undefined;
    const encodings = encodingsOf([model?.tokenizerFamily ?? null]);
    const table = await this.counts.countAll(textsOfPromptFile(file), encodings);
    return estimatePromptFile(file, { ...this.context(this.options.when()), count: table.get });
  }

  /** Calls in other files of the same part whose run starts in this file. */
  async estimatesTouching(path: string): Promise<readonly CallEstimate[]> {
    const found: CallEstimate[] = [];
    for (const { path: other } of this.parts.of(path)) {
      if (other === path) continue;
      const { calls } = await this.estimate(other);
      found.push(...calls.filter((call) => call.call.shape.owner.path === path));
    }
    return found;
  }

  /** Runs drawn for estimates; comparisons of the same calls use them, too. */
  readonly runs = createRunMemo();

  private readonly counted = new Map<string, TextCount>();

  private async count(calls: FileCalls, encodings: readonly Encoding[]): Promise<CountTable> {
    const texts = calls.calls.flatMap(textsOf);
    const table = await this.counts.countAll(texts, encodings);
    for (const text of texts) this.remember(text, table.get(text));
    return table;
  }

  /** Counts the file's texts in every encoding: what a comparison over all offers needs to be exact. */
  async countForComparison(path: string): Promise<void> {
    const calls = await this.callsOf(path);
    if (calls) await this.count(calls, ENCODINGS);
  }

  private remember(text: string, count: TextCount | undefined): void {
    const known = this.counted.get(text);
    if (count) this.counted.set(text, { ...count, tokens: { ...known?.tokens, ...count.tokens } });
    const [oldest] = this.counted.keys();
    if (this.counted.size > MAX_COUNTED && oldest !== undefined) this.counted.delete(oldest);
  }

  /** Count of a text that an estimate has needed before; for comparisons, which use the same texts. */
  readonly countOf = (text: string): TextCount | undefined => this.counted.get(text);

  /** `path:line`, 1-based; in a notebook `path:cell 3:line`, with the cell counted over all cells. */
  placeText(place: Place): string {
    const at = this.table.position(place.path, place.range.start);
    if (!at) return place.path;
    const cell = at.cell === null ? "" : `cell ${at.cell + 1}:`;
    return `${place.path}:${cell}${at.line + 1}`;
  }

  /** Facts-level analysis of one file; loads prompt files it names and asks again. */
  private async callsOf(path: string): Promise<FileCalls | undefined> {
    for (let round = 0; round < 3; round++) {
      const found = this.analyse(path);
      const missing = [...(found?.wishes ?? [])].filter((wish) => !this.resources.has(wish));
      if (missing.length === 0) return found?.calls;
      for (const wish of missing)
        this.resources.set(wish, (await readResource(this.options.folder, wish)) ?? null);
      this.resourcesRevision++;
      this.analyses.delete(path);
    }
    return this.analyse(path)?.calls;
  }

  private analyse(path: string): { calls: FileCalls; wishes: ReadonlySet<string> } | undefined {
    const state = this.table.get(path);
    if (state?.kind !== "parsed") return undefined;
    const facts = this.parts.of(path);
    const parts = [facts, this.catalogue];
    const memo = this.analyses.get(path);
    if (memo && sameParts(memo.parts, parts)) return { calls: memo.value, wishes: new Set() };
    const { program, wishes } = this.program(facts);
    const map = this.table.lineMap(path);
    const value = this.withoutFailing(path, () =>
      analyseCalls(program, state.facts, {
        catalogue: this.catalogue,
        lineOf: (offset) => map?.position(offset).line ?? 0,
        placeText: (place) => this.placeText(place),
      }),
    );
    if (!value) return undefined;
    this.analyses.set(path, { parts, value });
    return { calls: value, wishes };
  }

  /** A bug that one file wakes costs that file alone: it is listed as skipped, and everything else is answered. */
  private withoutFailing<T>(path: string, work: () => T): T | undefined {
    try {
      const value = work();
      this.failed.delete(path);
      return value;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!this.failed.has(path))
        this.options.logger.log(
          "error",
          `${path} could not be analysed, please report it: ${errorDetails(error)}`,
        );
      this.failed.set(path, `internal error, please report it (${message})`);
      return undefined;
    }
  }

  /** One program for all files of a part: what it finds for one of them, such as who calls whom, serves the others. */
  private program(files: readonly FileFacts[]): Wishing {
    const parts = [this.resourcesRevision, this.scanner.config];
    const memo = this.programs.get(files);
    if (memo && sameParts(memo.parts, parts)) return memo.value;
    const wishes = new Set<string>();
    const value = { program: this.programOver(files, this.resources, wishes), wishes };
    this.programs.set(files, { parts, value });
    return value;
  }

  /** A program over any of the folder's files, for tools that ask across its parts; `wishes` collects texts that are not there yet. */
  programOver(
    files: readonly FileFacts[],
    resources: ReadonlyMap<string, string | null>,
    wishes: Set<string>,
  ): Program {
    const has = (path: string): boolean => this.table.has(path);
    return programOf(files, {
      config: this.scanner.config,
      has,
      resources,
      textFiles: this.scanner.textFiles,
      wish: (path) => wishes.add(path),
    });
  }

  /** Takes what the folder's calibration file says now; a file that is gone ends it. Resolves with what is wrong in it. */
  async loadCalibration(): Promise<ParsedCalibration["problems"]> {
    const { folder } = this.options;
    const text = await folder.readText(CALIBRATION_FILE);
    if (text !== undefined) {
      const { calibration, problems } = parseCalibration(text);
      this.calibration = calibration;
      return problems;
    }
    this.calibration = NO_CALIBRATION;
    const isThere = (await folder.readHead?.(CALIBRATION_FILE, 1)) !== undefined;
    const message = "it was not read: it is no text, or larger than farebox.maxFileSize allows";
    return isThere ? [{ line: 1, message }] : [];
  }

  /** Text of any file of the folder; undefined where there is none. */
  readText(path: string): Promise<string | undefined> {
    return this.options.folder.readText(path);
  }
}

function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}
