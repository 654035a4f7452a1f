/** The connected parts of a folder's import graph as lists of facts. A list stays the same object as long as nothing in it changes. */
import type { FileFacts } from "../facts/ir";
import { componentsOf, type ImportsOf } from "./components";
import type { FileTable } from "./file-table";

export class Parts {
  private revision = -1;
  private targets: ReadonlyMap<string, readonly string[]> = new Map();
  private components: ReadonlyMap<string, readonly string[]> = new Map();
  private lists = new Map<readonly string[], readonly FileFacts[]>();

  constructor(
    private readonly table: FileTable,
    private readonly importsOf: ImportsOf,
  ) {}

  /** Facts of all files that can influence the file, its own among them, sorted by path; none for files that are not parsed. */
  of(path: string): readonly FileFacts[] {
    if (this.revision !== this.table.revision) this.renew();
    const component = this.components.get(path);
    return (component && this.lists.get(component)) ?? [];
  }

  private renew(): void {
    const parsed = this.table.parsed();
    const targets = new Map([...parsed].map(([path, file]) => [path, this.importsOf(file)]));
    // Most edits change no import: then the same files belong together.
    if (!sameTargets(targets, this.targets)) {
      const before = new Map([...this.lists].map(([paths, list]) => [paths.join("\n"), list]));
      this.components = componentsOf(parsed, this.importsOf);
      this.lists = new Map(
        [...new Set(this.components.values())].map((paths) => [paths, before.get(paths.join("\n")) ?? []]),
      );
    }
    this.targets = targets;
    for (const [paths, list] of this.lists) {
      const isSame = paths.length === list.length && paths.every((path, i) => parsed.get(path) === list[i]);
      if (!isSame)
        this.lists.set(
          paths,
          paths.flatMap((path) => parsed.get(path) ?? []),
        );
    }
    this.revision = this.table.revision;
  }
}

function sameTargets(
  a: ReadonlyMap<string, readonly string[]>,
  b: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [path, targets] of a) {
    const others = b.get(path);
    if (others === targets) continue;
    if (others?.length !== targets.length || targets.some((target, i) => target !== others[i])) return false;
  }
  return true;
}
