/** Open notebooks: the Python of their cells goes to the folder's workspace as one text. */

import type { NotebookDocument } from "vscode-languageserver";
import { type Connection, NotebookCellKind, NotebookDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { joinCells } from "../languages/notebook";
import type { Session } from "./session";

/** Told of what changed. */
export interface NotebookListener {
  /** The notebook was set anew: these are its cells' documents, those are no more. */
  changed(notebookUri: string, cells: readonly string[], gone: readonly string[]): void;
  closed(notebookUri: string, gone: readonly string[]): void;
}

/** All cells are asked for, text cells, too: a cell's number counts them. */
export const NOTEBOOK_SYNC = { notebookSelector: [{ notebook: "jupyter-notebook" }] };

export class Notebooks {
  private readonly documents = new NotebookDocuments(TextDocument);
  private version = 0;

  constructor(
    connection: Connection,
    private readonly session: Session,
    private readonly listener: NotebookListener,
  ) {
    this.documents.onDidOpen((notebook) => this.changed(notebook));
    this.documents.onDidChange(({ notebookDocument }) => this.changed(notebookDocument));
    this.documents.onDidClose(({ uri }) => this.closed(uri));
    this.documents.listen(connection);
  }

  private changed(notebook: NotebookDocument): void {
    if (this.session.phase !== "running") return;
    const code = notebook.cells.flatMap((cell, index) => {
      const document = this.documents.getCellTextDocument(cell);
      const isCode = cell.kind === NotebookCellKind.Code && document?.languageId === "python";
      return isCode ? [{ index, uri: cell.document, text: document.getText() }] : [];
    });
    const gone = this.session.cells.set(notebook.uri, code);
    const { folder, path } = this.session.locate(notebook.uri);
    // Versions of notebooks need not grow with the text of their cells.
    this.version++;
    folder.setDocument(path, joinCells(code), "python", this.version);
    this.listener.changed(
      notebook.uri,
      code.map(({ uri }) => uri),
      gone,
    );
  }

  private closed(uri: string): void {
    this.listener.closed(uri, this.session.cells.set(uri, []));
  }
}
