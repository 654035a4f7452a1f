/** A host in memory: files from a record, a clock that stands still, a logger that remembers. Shipped files are the real ones. */
import type { Clock, FileSystem, Logger, LogLevel } from "../../server/src/base/ports";
import { readAsset } from "../../server/src/host/assets";
import { fixedClock } from "../../server/src/host/clock";
import type { SkipRules } from "../../server/src/workspace/skip";

export interface MemoryHost extends FileSystem {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly logged: readonly { readonly level: LogLevel; readonly message: string }[];
  /** Adds or replaces a file; undefined removes it. */
  write(path: string, text: string | undefined): void;
  /** Paths kept by the rules in code-unit order, as the real walk yields them. `.gitignore` files apply. */
  list(options: MemoryListOptions): AsyncIterable<{ readonly path: string }>;
}

export interface MemoryListOptions {
  readonly accept: (path: string) => boolean;
  readonly onSkipped?: (path: string, reason: string) => void;
}

/** The clock stands at `now` (milliseconds since the epoch). */
export function memoryHost(
  files: Readonly<Record<string, string>>,
  options: { readonly now?: number; readonly skip?: SkipRules } = {},
): MemoryHost {
  const held = new Map(Object.entries(files));
  const logged: { level: LogLevel; message: string }[] = [];
  return {
    clock: fixedClock(options.now ?? Date.UTC(2026, 10, 24)),
    logger: { log: (level, message) => void logged.push({ level, message }) },
    logged,
    write: (path, text) => {
      if (text === undefined) held.delete(path);
      else held.set(path, text);
    },
    readText: async (path) => held.get(path),
    readBundled: readAsset,
    list: (listOptions) => list(held, options.skip, listOptions),
  };
}

async function* list(
  files: ReadonlyMap<string, string>,
  skip: SkipRules | undefined,
  options: MemoryListOptions,
): AsyncGenerator<{ path: string }> {
  const paths = [...files.keys()].sort((a, b) => (a < b ? -1 : 1));
  const rules = paths.reduce((all, path) => withGitignore(all, path, files.get(path) ?? ""), skip);
  for (const path of paths.filter(options.accept)) {
    const decision = rules?.file(path, Buffer.byteLength(files.get(path) ?? "")) ?? { skip: false };
    if (decision.skip) options.onSkipped?.(path, decision.reason);
    else yield { path };
  }
}

function withGitignore(rules: SkipRules | undefined, path: string, text: string): SkipRules | undefined {
  if (path !== ".gitignore" && !path.endsWith("/.gitignore")) return rules;
  return rules?.withGitignore(path.slice(0, Math.max(0, path.lastIndexOf("/"))), text);
}
