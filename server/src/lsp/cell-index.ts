/** Which open document is which cell of which open notebook: clients speak of cells, the analysis of the notebook. */
import { URI } from "vscode-uri";

/** An open code cell. */
export interface OpenCell {
  readonly uri: string;
  /** Among all cells of the notebook. */
  readonly index: number;
}

export class CellIndex {
  /** By the notebook's URI as it is written here, whatever the client escapes. */
  private readonly notebooks = new Map<string, readonly OpenCell[]>();
  private readonly cells = new Map<string, { readonly notebook: string; readonly index: number }>();

  /** The notebook's code cells as they are now; none when it is closed. Returns the cells that are gone. */
  set(notebookUri: string, cells: readonly OpenCell[]): readonly string[] {
    const notebook = URI.parse(notebookUri).toString();
    const before = this.notebooks.get(notebook) ?? [];
    for (const { uri } of before) this.cells.delete(uri);
    for (const { uri, index } of cells) this.cells.set(uri, { notebook: notebookUri, index });
    if (cells.length === 0) this.notebooks.delete(notebook);
    else this.notebooks.set(notebook, cells);
    return before.map(({ uri }) => uri).filter((uri) => !this.cells.has(uri));
  }

  /** The notebook a document is a cell of; undefined for files. */
  notebookOf(uri: string): { readonly notebook: string; readonly index: number } | undefined {
    return this.cells.get(uri);
  }

  /** The document of a cell of an open notebook. */
  uriOf(notebook: string, index: number): string | undefined {
    return this.notebooks.get(URI.parse(notebook).toString())?.find((cell) => cell.index === index)?.uri;
  }

  uris(): readonly string[] {
    return [...this.cells.keys()];
  }
}
