/** Lists the files below a root in one fixed order, by the shared skip rules, and says what it left out. */
import type { Dirent } from "node:fs";
import { lstat, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { CancellationSignal } from "../base/ports";
import { type SkipRules, skipByEntries } from "../workspace/skip";
import { createNodeFileSystem } from "./node-file-system";

export interface WalkOptions {
  readonly signal?: CancellationSignal;
  readonly skip: SkipRules;
  /** Which files matter at all (by extension); others are passed over without a word. */
  readonly accept: (path: string) => boolean;
  /** A folder or an accepted file that was left out; folders end with "/". */
  readonly onSkipped?: (path: string, reason: string) => void;
  /** A sentence for people about the scan as a whole: a cap was reached, a pattern was not applied. Each once. */
  readonly onNotice?: (message: string) => void;
  readonly maxFiles?: number;
  readonly maxFolders?: number;
  readonly maxDepth?: number;
}

export interface WalkedFile {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

const DEFAULT_MAX_FILES = 50_000;
const DEFAULT_MAX_FOLDERS = 100_000;
const DEFAULT_MAX_DEPTH = 64;
/** A `.gitignore` beyond this is not one people write. */
const MAX_GITIGNORE_BYTES = 262_144;

/**
 * Files in the order of their paths by code unit. Links are never followed: a target below the root is met under its
 * own path, and nothing else is ours to read; so there are no loops. Yields nothing where the root cannot be read.
 */
export async function* walk(root: string, options: WalkOptions): AsyncGenerator<WalkedFile, void, undefined> {
  const scan = new Scan(await realpath(root).catch(() => root), options);
  scan.tellRefused(options.skip);
  yield* scan.folder("", 0, options.skip);
}

/** One walk: its caps and what it has said so far. */
class Scan {
  private files = 0;
  private folders = 0;
  private readonly said = new Set<string>();
  private readonly ignoreFiles;

  constructor(
    private readonly root: string,
    private readonly options: WalkOptions,
  ) {
    this.ignoreFiles = createNodeFileSystem({ root, maxFileSize: MAX_GITIGNORE_BYTES });
  }

  async *folder(path: string, depth: number, rules: SkipRules): AsyncGenerator<WalkedFile, void, undefined> {
    const entries = await this.enter(path, depth);
    if (!entries) return;
    const inside = entries.some((entry) => entry.name === ".gitignore")
      ? await this.withGitignore(path, rules)
      : rules;
    for (const entry of sorted(entries)) {
      if (this.isDone()) return;
      const child = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        const decision = inside.folder(child);
        if (decision.skip) this.skipped(`${child}/`, decision.reason);
        else yield* this.folder(child, depth + 1, inside);
      } else if (this.options.accept(child)) {
        const file = await this.file(child, entry, inside);
        if (file) yield file;
      }
    }
  }

  private async enter(path: string, depth: number): Promise<readonly Dirent[] | undefined> {
    const maxDepth = this.options.maxDepth ?? DEFAULT_MAX_DEPTH;
    if (depth > maxDepth) return this.skipped(`${path}/`, `more than ${maxDepth} folders deep`);
    this.folders++;
    const maxFolders = this.options.maxFolders ?? DEFAULT_MAX_FOLDERS;
    if (this.folders > maxFolders) {
      return this.notice(
        `The scan stopped after ${maxFolders} folders; open a smaller folder or exclude some.`,
      );
    }
    const entries = await readdir(join(this.root, path), { withFileTypes: true }).catch(() => undefined);
    if (!entries) return this.skipped(`${path}/`, "cannot be read");
    const mark =
      path === ""
        ? undefined
        : skipByEntries(
            path,
            entries.map((entry) => entry.name),
          );
    return mark?.skip ? this.skipped(`${path}/`, mark.reason) : entries;
  }

  private async withGitignore(folder: string, rules: SkipRules): Promise<SkipRules> {
    const text = await this.ignoreFiles.readText(folder === "" ? ".gitignore" : `${folder}/.gitignore`);
    if (text === undefined) return rules;
    const inside = rules.withGitignore(folder, text);
    this.tellRefused(inside);
    return inside;
  }

  /** Patterns the rules do not apply; each is told once. */
  tellRefused(rules: SkipRules): void {
    for (const pattern of rules.refused)
      this.notice(`A pattern is too costly and was not applied: ${pattern}`);
  }

  private async file(path: string, entry: Dirent, rules: SkipRules): Promise<WalkedFile | undefined> {
    const byPath = rules.file(path);
    if (byPath.skip) return this.skipped(path, byPath.reason);
    if (entry.isSymbolicLink()) return this.skipped(path, "a link; its target is read under its own path");
    if (!entry.isFile()) return this.skipped(path, "no regular file");
    const stat = await lstat(join(this.root, path)).catch(() => undefined);
    if (!stat?.isFile()) return this.skipped(path, "cannot be read");
    const bySize = rules.file(path, stat.size);
    if (bySize.skip) return this.skipped(path, bySize.reason);
    this.files++;
    const maxFiles = this.options.maxFiles ?? DEFAULT_MAX_FILES;
    if (this.files <= maxFiles) return { path, size: stat.size };
    return this.notice(`The scan stopped after ${maxFiles} files; open a smaller folder or exclude some.`);
  }

  private isDone(): boolean {
    const { signal, maxFiles = DEFAULT_MAX_FILES, maxFolders = DEFAULT_MAX_FOLDERS } = this.options;
    return signal?.cancelled === true || this.files > maxFiles || this.folders > maxFolders;
  }

  private skipped(path: string, reason: string): undefined {
    this.options.onSkipped?.(path, reason);
  }

  private notice(message: string): undefined {
    if (this.said.has(message)) return;
    this.said.add(message);
    this.options.onNotice?.(message);
  }
}

/** A folder's place is that of its files: "a.py" comes before "a/b.py", and "a-b.py" before both. */
function sorted(entries: readonly Dirent[]): readonly Dirent[] {
  const key = (entry: Dirent): string => (entry.isDirectory() ? `${entry.name}/` : entry.name);
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
