/** A Program over some files of the workspace. */
import { modelConstant } from "../calls/tables";
import type { FileFacts } from "../facts/ir";
import { importsIn } from "../facts/outline";
import type { Program } from "../facts/program";
import { dirname, joinPath } from "../languages/module-paths";
import {
  goPackage,
  type HasFile,
  type ModuleConfig,
  resolveModule,
  resolveSubmodule,
} from "../languages/modules";
import { examplesOf, parseConfiguration } from "./configuration";

export interface ProgramOptions {
  readonly config: ModuleConfig;
  /** Whether the workspace has a file, analysed or not. */
  readonly has: HasFile;
  /** Texts of resources loaded so far; null = known to be absent. */
  readonly resources: ReadonlyMap<string, string | null>;
  /** Paths of text files, sorted. */
  readonly textFiles?: readonly string[];
  /** Called for a resource nobody has loaded yet. */
  readonly wish: (path: string) => void;
}

export function programOf(files: readonly FileFacts[], options: ProgramOptions): Program {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const languageOf = (path: string): FileFacts["language"] => byPath.get(path)?.language ?? "python";
  const { config, has } = options;
  const resource = (path: string): string | undefined => {
    const text = options.resources.get(path);
    if (text === undefined) options.wish(path);
    return text ?? undefined;
  };
  const read = (from: string, path: string): string | undefined => firstOf(placesOf(from, path), resource);
  const isAbsent = (from: string, path: string): boolean =>
    placesOf(from, path).every((place) => options.resources.get(place) === null);
  // Settings with keys in them are not checked in; what they look like is.
  const exampleOf = (from: string, path: string): string | undefined =>
    firstOf(examplesOf(path), (example) => read(from, example));
  const trees = new Map<string, unknown>();
  const treeOf = (path: string, text: string): unknown => {
    const key = `${path}\0${text}`;
    if (!trees.has(key)) trees.set(key, parseConfiguration(path, text));
    return trees.get(key);
  };
  return {
    files,
    textFiles: options.textFiles ?? [],
    file: (path) => byPath.get(path),
    resolveModule: (from, specifier) => resolveModule(from, specifier, languageOf(from), has, config),
    resolveSubmodule: (from, specifier, name) =>
      resolveSubmodule(from, specifier, name, languageOf(from), has, config),
    constantText: modelConstant,
    packageOf: (path) => {
      if (byPath.get(path)?.language !== "go" || !config.goFiles) return [];
      return config.goFiles(dirname(path)).flatMap((other) => {
        const file = other === path ? undefined : byPath.get(other);
        return file ? [file] : [];
      });
    },
    resource: read,
    configuration: (from, path) => {
      const text = read(from, path) ?? (isAbsent(from, path) ? exampleOf(from, path) : undefined);
      return text === undefined ? undefined : treeOf(path, text);
    },
  };
}

/** A path that code reads is meant from the file's folder, or from where the program runs. */
function placesOf(from: string, path: string): readonly string[] {
  const places = [joinPath(dirname(from), path), joinPath("", path)];
  return [...new Set(places.filter((place) => place !== undefined))];
}

function firstOf(paths: readonly string[], textOf: (path: string) => string | undefined): string | undefined {
  for (const path of paths) {
    const text = textOf(path);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Workspace files a file imports anywhere in its text. */
export function importsOf(
  file: FileFacts,
  options: Pick<ProgramOptions, "config" | "has">,
): readonly string[] {
  const found = new Set<string>();
  const { config, has } = options;
  if (file.language === "go") return goImportsOf(file, config);
  for (const stmt of importsIn(file)) {
    const path = resolveModule(file.path, stmt.module, file.language, has, config);
    if (path !== undefined) found.add(path);
    for (const name of stmt.names) {
      const inner = resolveSubmodule(file.path, stmt.module, name.imported, file.language, has, config);
      if (inner !== undefined) found.add(inner);
    }
  }
  return [...found];
}

/** All files of imported packages, and those of its own package: their names need no import. */
function goImportsOf(file: FileFacts, config: ModuleConfig): readonly string[] {
  const imported = importsIn(file).flatMap((stmt) => goPackage(stmt.module, config));
  const own = config.goFiles?.(dirname(file.path)) ?? [];
  return [...new Set([...own, ...imported])].filter((path) => path !== file.path);
}
