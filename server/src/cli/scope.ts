/** What `farebox report` looks at: the folders it walks, and which of their files were asked for. */
import { realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Settings } from "../../../shared/settings";
import { createFolderPort } from "../host/folder-port";
import { languageOfPath } from "../languages";
import { kindOf } from "../prompt-files/kinds";
import type { FolderPort } from "../workspace/scanner";
import { UsageError } from "./usage";

export interface Scope {
  /** Absolute; the report's paths are relative to it. */
  readonly root: string;
  /** Walked folders relative to the root; "" = the root itself. */
  readonly folders: readonly string[];
  /** Files asked for by name, relative to the root: their neighbours are read for imports, but not reported. */
  readonly files: readonly string[];
  /** Whether a path was asked for. */
  readonly includes: (path: string) => boolean;
}

/** Files that mark the folder a program's imports start from. */
const PROJECT_MARKS = [".git", "pyproject.toml", "setup.py", "package.json"];

interface Target {
  readonly path: string;
  readonly isFolder: boolean;
}

/** `paths` as typed, relative to `cwd`. Throws a UsageError for what does not exist or cannot be read. */
export async function readScope(paths: readonly string[], cwd: string): Promise<Scope> {
  const targets = await Promise.all(paths.map((path) => targetOf(path, cwd)));
  const walked = await Promise.all(
    targets.map((target) => (target.isFolder ? target.path : projectOf(dirname(target.path)))),
  );
  const root = walked.reduce(commonFolder);
  const inRoot = (path: string): string => relative(root, path).split(sep).join("/");
  const folders = [...new Set(walked.map(inRoot))].sort();
  const asked = targets.map((target) => ({ ...target, path: inRoot(target.path) }));
  return {
    root,
    folders: folders.filter(
      (folder) => !folders.some((other) => other !== folder && isWithin(folder, other)),
    ),
    files: asked.filter((target) => !target.isFolder).map((target) => target.path),
    includes: (path) =>
      asked.some((target) => (target.isFolder ? isWithin(path, target.path) : path === target.path)),
  };
}

/** The scope's folders as one: paths relative to its root, each folder with its own `.gitignore` rules only. */
export function portOf(scope: Scope, settings: () => Settings): FolderPort {
  const whole = createFolderPort(scope.root, settings);
  return { ...whole, list: (options) => listAll(scope, settings, options) };
}

async function* listAll(
  scope: Scope,
  settings: () => Settings,
  options: Parameters<FolderPort["list"]>[0],
): AsyncGenerator<{ readonly path: string }> {
  const named = new Set(scope.files);
  for (const folder of scope.folders) {
    const full = (path: string): string => (folder === "" ? path : `${folder}/${path}`);
    const port = createFolderPort(join(scope.root, folder), settings);
    const listed = port.list({
      ...options,
      accept: (path) => options.accept(full(path)),
      onSkipped: (path, reason) => {
        // What the user names is read whatever the rules say; skips elsewhere are no news about it.
        if (!named.has(full(path)) && scope.includes(full(path))) options.onSkipped(full(path), reason);
      },
    });
    for await (const { path } of listed) {
      named.delete(full(path));
      yield { path: full(path) };
    }
  }
  for (const path of named) yield { path };
}

async function targetOf(written: string, cwd: string): Promise<Target> {
  if (written === "") throw new UsageError('A path is empty; name a file or folder, or "." for this folder.');
  const path = await realpath(resolve(cwd, written)).catch(() => undefined);
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || found === undefined)
    throw new UsageError(`${written}: there is no such file or folder. Check the path (from ${cwd}).`);
  if (found.isDirectory()) return { path, isFolder: true };
  if (!found.isFile()) throw new UsageError(`${written} is neither a file nor a folder.`);
  if (languageOfPath(path) === undefined && kindOf(path) === undefined)
    throw new UsageError(
      `${written}: Farebox reads Python (notebooks, too), TypeScript, JavaScript, Go and prompt files; name such a file or a folder.`,
    );
  return { path, isFolder: false };
}

/** The nearest folder at or above that looks like a project's top; the folder itself where none does. */
async function projectOf(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const marks = await Promise.all(PROJECT_MARKS.map((mark) => exists(join(at, mark))));
    if (marks.includes(true)) return at;
    if (dirname(at) === at) return folder;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function commonFolder(a: string, b: string): string {
  let at = a;
  while (at !== b && !b.startsWith(at.endsWith(sep) ? at : at + sep) && dirname(at) !== at) at = dirname(at);
  return at;
}

function isWithin(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
