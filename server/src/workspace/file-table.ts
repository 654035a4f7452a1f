/** What is known of each file of one workspace folder. Mutable; owned by Workspace alone. */
import { LineMap } from "../base/line-map";
import type { FileFacts, LanguageId } from "../facts/ir";

export type FileState =
  /** Exists; not parsed because it cannot hold a call and nothing with calls is reached from it. */
  | { readonly kind: "passed-over"; readonly targets: readonly string[]; readonly language: LanguageId }
  | { readonly kind: "parsed"; readonly facts: FileFacts; readonly text: string }
  | { readonly kind: "skipped"; readonly reason: string };

export class FileTable {
  private readonly states = new Map<string, FileState>();
  private readonly lineMaps = new WeakMap<FileFacts, LineMap>();
  /** Open documents: their text goes before the file on disk. */
  readonly open = new Map<
    string,
    { readonly text: string; readonly language: LanguageId; readonly version: number }
  >();
  /** Grows with every change of a state. */
  revision = 0;

  get(path: string): FileState | undefined {
    return this.states.get(path);
  }

  has(path: string): boolean {
    return this.states.has(path);
  }

  set(path: string, state: FileState): void {
    this.states.set(path, state);
    this.revision++;
  }

  delete(path: string): void {
    if (this.states.delete(path)) this.revision++;
  }

  entries(): IterableIterator<[string, FileState]> {
    return this.states.entries();
  }

  /** Facts of every parsed file by path. */
  parsed(): Map<string, FileFacts> {
    const files = new Map<string, FileFacts>();
    for (const [path, state] of this.states) if (state.kind === "parsed") files.set(path, state.facts);
    return files;
  }

  lineMap(path: string): LineMap | undefined {
    const state = this.states.get(path);
    if (state?.kind !== "parsed") return undefined;
    let map = this.lineMaps.get(state.facts);
    if (!map) {
      map = new LineMap(state.text);
      this.lineMaps.set(state.facts, map);
    }
    return map;
  }
}
