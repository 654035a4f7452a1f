/** Reads and parses the files of one workspace folder into its table: only those that can matter. */
import { type Known, known } from "../base/known";
import type { CancellationSignal, Logger } from "../base/ports";
import { ENVIRONMENT_EXAMPLE } from "../facts/environment";
import type { FileFacts, LanguageId } from "../facts/ir";
import { isTestPath } from "../facts/test-paths";
import { dirname } from "../languages/module-paths";
import {
  goModulesOf,
  goPackage,
  type ModuleConfig,
  resolveModule,
  resolveSubmodule,
} from "../languages/modules";
import { readNotebook, storedNames } from "../languages/notebook";
import { packagePathRules } from "../languages/package-paths";
import { pythonPackageRoots } from "../languages/python-packages";
import { parseTsconfig, type Tsconfig, tsPathRules } from "../languages/tsconfig";
import { kindOf } from "../prompt-files/kinds";
import type { AnalysisEngine } from "./engine";
import type { FileTable, Source } from "./file-table";
import { isManifest, isNamed, ownPackages, ownTestReason } from "./own-sdk";
import type { Prefilter } from "./prefilter";
import { importsOf } from "./program-of";
import { quickImports } from "./quick-imports";
import { ALL_PACKAGES, PACKAGE_MARKS } from "./sdk-names";
import type { SkipRules } from "./skip";

/** What the scanner asks of the host for one folder. Paths are relative with forward slashes. */
export interface FolderPort {
  list(options: {
    readonly signal: CancellationSignal;
    readonly accept: (path: string) => boolean;
    readonly onSkipped: (path: string, reason: string) => void;
    readonly onNotice: (message: string) => void;
  }): AsyncIterable<{ readonly path: string }>;
  readText(path: string): Promise<string | undefined>;
  /** The first bytes of a file; absent where the folder cannot give any. */
  readHead?(path: string, bytes: number): Promise<Uint8Array | undefined>;
}

export interface ScannerOptions {
  readonly engine: AnalysisEngine;
  readonly folder: FolderPort;
  readonly table: FileTable;
  readonly prefilter: Prefilter;
  readonly skip: SkipRules;
  readonly languageOf: (path: string) => LanguageId | undefined;
  readonly knownPackages: ReadonlySet<string>;
  readonly logger: Logger;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

const PARALLEL_READS = 16;
/** More packages than that no workspace makes. */
const MAX_MANIFESTS = 500;
/** A chain of re-exports longer than this is no chain people write. */
const MAX_ROUNDS = 6;

export class Scanner {
  config: ModuleConfig;
  readonly skipped = new Map<string, string>();
  scanned = 0;
  /** Paths of Markdown files and templates: prompts the code may read. */
  textFiles: readonly string[] = [];
  /** Packages of SDKs that are made in the folder. */
  ownPackages: readonly string[] = [];
  /** Paths of prompt files, sorted: what coding tools read by its name, and templates. */
  promptFiles: readonly string[] = [];

  constructor(private readonly options: ScannerOptions) {
    this.config = {
      tsPaths: [],
      knownPackages: options.knownPackages,
      packageMarks: PACKAGE_MARKS,
      goFiles: (folder) => this.goFiles(folder),
      storedIn: (notebook, name) => this.storedIn(notebook, name),
    };
  }

  /** Lists, filters and parses everything; cancellable between files. */
  async scan(signal: CancellationSignal, onProgress: (progress: Progress) => void): Promise<void> {
    const { table, languageOf } = this.options;
    const paths = await this.list(signal);
    if (signal.cancelled) return;
    // An earlier scan may have known files that are gone or excluded by now.
    const listed = new Set(paths);
    for (const [path] of table.entries()) {
      if (!listed.has(path) && !table.open.has(path)) table.delete(path);
    }
    // Every file exists before the first import is resolved.
    for (const path of paths) {
      const language = languageOf(path);
      if (language && !table.has(path)) table.set(path, { kind: "passed-over", targets: [], language });
    }
    let done = 0;
    await inParallel(paths, PARALLEL_READS, async (path) => {
      if (signal.cancelled || table.open.has(path)) return;
      await this.load(path, signal);
      done++;
      if (done % 25 === 0) onProgress({ done, total: paths.length });
    });
    this.scanned = paths.length;
    await this.reach(signal);
    onProgress({ done: paths.length, total: paths.length });
  }

  private async list(signal: CancellationSignal): Promise<readonly string[]> {
    const { folder, languageOf, logger } = this.options;
    const paths: string[] = [];
    const configs: Tsconfig[] = [];
    const texts: string[] = [];
    const prompts: string[] = [];
    const manifests = new Map<string, string>();
    const options = {
      signal,
      accept: (path: string) =>
        languageOf(path) !== undefined ||
        isTsconfig(path) ||
        isText(path) ||
        isPromptFile(path) ||
        isManifest(path),
      onSkipped: (path: string, reason: string) => {
        if (path.endsWith("/") || languageOf(path) !== undefined || isTsconfig(path))
          this.skipped.set(path, reason);
      },
      onNotice: (message: string) => logger.log("warning", message),
    };
    for await (const { path } of folder.list(options)) {
      if (isPromptFile(path)) prompts.push(path);
      if (isManifest(path) && manifests.size < MAX_MANIFESTS)
        manifests.set(path, isNamed(path) ? ((await folder.readText(path)) ?? "") : "");
      if (isTsconfig(path)) configs.push(parseTsconfig((await folder.readText(path)) ?? "{}", path));
      else if (isText(path)) texts.push(path);
      else if (languageOf(path) !== undefined) paths.push(path);
    }
    this.ownPackages = ownPackages(paths, manifests);
    this.textFiles = texts.sort();
    this.promptFiles = prompts.sort();
    const goModules = goModulesOf(manifests);
    const packagePaths = packagePathRules(manifests, (name) => ALL_PACKAGES.has(name));
    const pythonPackages = pythonPackageRoots(paths, manifests.keys());
    this.config = { ...this.config, tsPaths: tsPathRules(configs), packagePaths, goModules, pythonPackages };
    this.imports = new WeakMap();
    return paths;
  }

  /** One file from disk: parsed when it may hold a call, else only its imports are noted. */
  async load(path: string, signal: CancellationSignal): Promise<void> {
    const { table, folder, skip, prefilter, languageOf } = this.options;
    const language = languageOf(path);
    if (!language) return;
    const read = await folder.readText(path);
    if (read === undefined) {
      table.delete(path);
      return;
    }
    const source = sourceOf(path, read);
    if (!source.known) return this.leave(path, source.reason);
    const { text } = source.value;
    const decision = skip.text(path, text);
    if (decision.skip) return this.leave(path, decision.reason);
    this.noteStored(path, text);
    const ownTest = ownTestReason(path, text, this.ownPackages);
    if (ownTest !== null) return this.leave(path, ownTest);
    if (prefilter(text)) await this.parse(path, source.value, language, signal);
    else table.set(path, { kind: "passed-over", targets: this.targetsOf(path, text, language), language });
  }

  private leave(path: string, reason: string): void {
    this.skipped.set(path, reason);
    this.options.table.set(path, { kind: "skipped", reason });
  }

  async parse(
    path: string,
    { text, cells }: Source,
    language: LanguageId,
    signal: CancellationSignal,
    documentId?: string,
  ): Promise<void> {
    const { engine, table } = this.options;
    this.noteStored(path, text);
    const result = await engine.facts(path, text, language, {
      signal,
      ...(documentId === undefined ? {} : { documentId }),
    });
    if (result.kind === "facts") table.set(path, { kind: "parsed", facts: result.facts, text, cells });
    else if (result.kind === "set-aside") this.leave(path, result.reason);
  }

  /** Parses what the given files import, and what imports them, until nothing new is reached; all parsed files by default. */
  async reach(signal: CancellationSignal, from?: string): Promise<void> {
    const { table } = this.options;
    let fresh: ReadonlySet<string> = from === undefined ? new Set(table.parsed().keys()) : new Set([from]);
    for (let round = 0; round < MAX_ROUNDS && !signal.cancelled; round++) {
      const wanted = this.unreached(fresh);
      if (wanted.length === 0) return;
      await inParallel(wanted, PARALLEL_READS, async (path) => {
        const text = await this.options.folder.readText(path);
        const language = this.options.languageOf(path);
        const source = text === undefined ? undefined : sourceOf(path, text);
        if (source?.known && language) await this.parse(path, source.value, language, signal);
      });
      fresh = new Set(wanted);
    }
  }

  /** Files passed over that the given ones import or are imported by. */
  private unreached(fresh: ReadonlySet<string>): readonly string[] {
    const { table } = this.options;
    const wanted = new Set<string>();
    for (const path of fresh) {
      const state = table.get(path);
      if (state?.kind !== "parsed") continue;
      for (const target of this.importsOf(state.facts))
        if (table.get(target)?.kind === "passed-over") wanted.add(target);
    }
    for (const [path, state] of table.entries()) {
      if (state.kind === "passed-over" && state.targets.some((target) => fresh.has(target))) wanted.add(path);
    }
    return [...wanted].sort();
  }

  private imports = new WeakMap<
    FileFacts,
    { readonly revision: number; readonly targets: readonly string[] }
  >();

  /** Files of the folder that a file imports; each import is looked up anew only after files appeared or vanished. */
  importsOf(file: FileFacts): readonly string[] {
    const { table } = this.options;
    const known = this.imports.get(file);
    if (known?.revision === table.pathsRevision) return known.targets;
    const targets = importsOf(file, { config: this.config, has: (path) => table.has(path) });
    this.imports.set(file, { revision: table.pathsRevision, targets });
    return targets;
  }

  private goFolders: ReadonlyMap<string, readonly string[]> = new Map();
  private goRevision = -1;

  private goFiles(folder: string): readonly string[] {
    const { table, languageOf } = this.options;
    if (this.goRevision !== table.pathsRevision) {
      const folders = new Map<string, string[]>();
      for (const path of [...table.entries()].map(([known]) => known).sort()) {
        if (languageOf(path) !== "go" || isTestPath(path)) continue;
        const at = dirname(path);
        folders.set(at, [...(folders.get(at) ?? []), path]);
      }
      this.goFolders = folders;
      this.goRevision = table.pathsRevision;
    }
    return this.goFolders.get(folder) ?? [];
  }

  private readonly stored = new Map<string, ReadonlySet<string>>();

  private noteStored(path: string, text: string): void {
    if (!path.endsWith(".ipynb")) return;
    const names = storedNames(text);
    if (names.size > 0) this.stored.set(path, names);
    else this.stored.delete(path);
  }

  /** Of several notebooks that keep a name, the first by path: those that set things up come first. */
  private storedIn(notebook: string, name: string): string | undefined {
    const keepers = [...this.stored].flatMap(([path, names]) =>
      path !== notebook && dirname(path) === dirname(notebook) && names.has(name) ? [path] : [],
    );
    return keepers.sort().find((path) => this.options.table.has(path));
  }

  private targetsOf(path: string, text: string, language: LanguageId): readonly string[] {
    const { table } = this.options;
    const has = (candidate: string): boolean => table.has(candidate);
    if (language === "go")
      return quickImports(text, language).flatMap(({ module }) => goPackage(module, this.config));
    return quickImports(text, language).flatMap(({ module, names }) => {
      const direct = resolveModule(path, module, language, has, this.config);
      const inner = names.map((name) => resolveSubmodule(path, module, name, language, has, this.config));
      return [direct, ...inner].filter((target): target is string => target !== undefined);
    });
  }
}

/** What of a file's text is code. Unknown, with the reason, for notebooks that hold none for us. */
function sourceOf(path: string, text: string): Known<Source> {
  return path.endsWith(".ipynb") ? readNotebook(text) : known({ text, cells: null });
}

function isTsconfig(path: string): boolean {
  return /(^|\/)(tsconfig|jsconfig)(\.[\w-]+)?\.json$/.test(path);
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lanes = Array.from({ length: Math.min(width, items.length) }, async () => {
    while (next < items.length) {
      const item = items[next++];
      if (item !== undefined) await work(item);
    }
  });
  await Promise.all(lanes);
}

function isPromptFile(path: string): boolean {
  return kindOf(path) !== undefined;
}

/** Files that hold prompts beside the code, its configuration, and the scripts that run it. */
function isText(path: string): boolean {
  return /\.(md|txt|prompt|j2|jinja2?|sh|ya?ml)$/i.test(path) || ENVIRONMENT_EXAMPLE.test(path);
}
