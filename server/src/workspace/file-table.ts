/** What is known of each file of one workspace folder. Mutable; owned by Workspace alone. */
import { LineMap } from "../base/line-map";
import type { FileFacts, LanguageId } from "../facts/ir";
import { type Cell, cellAt } from "../languages/notebook";

export type FileState =
  /** Exists; not parsed because it cannot hold a call and nothing with calls is reached from it. */
  | { readonly kind: "passed-over"; readonly targets: readonly string[]; readonly language: LanguageId }
  /** `cells`: where the cells of a notebook stand in the text; null for other files. */
  | {
      readonly kind: "parsed";
      readonly facts: FileFacts;
      readonly text: string;
      readonly cells: readonly Cell[] | null;
    }
  | { readonly kind: "skipped"; readonly reason: string };

/** What is analysed of a file: its text, or the code cells of a notebook one below the other. */
export interface Source {
  readonly text: string;
  readonly cells: readonly Cell[] | null;
}

/** A place as people count it: 0-based line and UTF-16 column, in a notebook those of the cell. */
export interface Position {
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
}

export class FileTable {
  private readonly states = new Map<string, FileState>();
  private readonly lineMaps = new WeakMap<FileFacts, LineMap>();
  /** Open documents: their text goes before the file on disk. */
  readonly open = new Map<string, Source & { readonly language: LanguageId; readonly version: number }>();
  /** Grows with every change of a state. */
  revision = 0;
  /** Grows with every file that appears or vanishes: what imports mean depends on nothing else here. */
  pathsRevision = 0;

  get(path: string): FileState | undefined {
    return this.states.get(path);
  }

  has(path: string): boolean {
    return this.states.has(path);
  }

  set(path: string, state: FileState): void {
    if (!this.states.has(path)) this.pathsRevision++;
    this.states.set(path, state);
    this.revision++;
  }

  delete(path: string): void {
    if (!this.states.delete(path)) return;
    this.revision++;
    this.pathsRevision++;
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

  /** Undefined for files that are not analysed. */
  position(path: string, offset: number): Position | undefined {
    const state = this.states.get(path);
    const at = this.lineMap(path)?.position(offset);
    if (!at || state?.kind !== "parsed") return undefined;
    const cell = state.cells && cellAt(state.cells, at.line);
    return cell ? { ...at, cell: cell.index, line: at.line - cell.firstLine } : { ...at, cell: null };
  }

  /** Lines of one cell of a notebook; undefined where there is no such cell. */
  cellLines(path: string, index: number): LineMap | undefined {
    const state = this.states.get(path);
    const cell = state?.kind === "parsed" ? state.cells?.find((each) => each.index === index) : undefined;
    return cell && this.lineMap(path)?.part(cell.firstLine, cell.lineCount);
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
