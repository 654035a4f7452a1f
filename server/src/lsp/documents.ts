/** Open documents: text goes to the folder's workspace, catalogue files to its catalogue; diagnostics follow. */
import { type Connection, type Diagnostic, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { CATALOGUE_FILES } from "../../../shared/ids";
import type { LanguageId } from "../facts/ir";
import { kindOf } from "../prompt-files/kinds";
import { type Folder, LARGE_CATALOGUE } from "./folder";
import { Notebooks } from "./notebooks";
import type { Session } from "./session";
import { adviceDiagnostics } from "./surfaces/advice";
import { startScan } from "./surfaces/requests";

/** Milliseconds of quiet before advice is published: diagnostics that flicker while typing are noise. */
const DIAGNOSTICS_DELAY = 250;

const LANGUAGES: Readonly<Record<string, LanguageId>> = {
  python: "python",
  typescript: "typescript",
  typescriptreact: "tsx",
  javascript: "javascript",
  javascriptreact: "javascript",
  vue: "markup",
  svelte: "markup",
  astro: "markup",
  html: "markup",
  go: "go",
};

export class Documents {
  private readonly open = new TextDocuments(TextDocument);
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
  ) {
    this.open.onDidChangeContent(({ document }) => this.changed(document));
    this.open.onDidClose(({ document }) => this.closed(document));
    this.open.listen(connection);
    new Notebooks(connection, session, {
      changed: (uri, cells, gone) => {
        for (const cell of gone) this.forget(cell);
        this.analysed(uri);
        for (const cell of cells) this.schedule(cell);
      },
      closed: (uri, gone) => {
        for (const cell of gone) this.forget(cell);
        this.released(uri);
      },
    });
  }

  /** Publishes advice for every open document again: settings or catalogue have changed. */
  republish(): void {
    for (const uri of [...this.open.keys(), ...this.session.cells.uris()]) this.schedule(uri);
  }

  private isOpen(uri: string): boolean {
    return this.open.get(uri) !== undefined || this.session.cells.notebookOf(uri) !== undefined;
  }

  private changed(document: TextDocument): void {
    // The protocol drops notifications before `initialize`: nobody knows yet which folder the document belongs to.
    if (this.session.phase !== "running") return;
    const { folder, path } = this.session.locate(document.uri);
    if (isCatalogue(path)) {
      this.catalogueChanged(folder, document.uri, path, document.getText());
      return;
    }
    if (kindOf(path) !== undefined) {
      folder.promptTexts.set(path, document.getText());
      this.session.refresh(true);
      return;
    }
    const language = LANGUAGES[document.languageId] ?? this.session.options.languageOf(path);
    if (!language) return;
    folder.setDocument(path, { text: document.getText(), cells: null }, language, document.version);
    this.analysed(document.uri);
    this.schedule(document.uri);
  }

  /** A text was handed over: the first one starts the scan, and others may show it once it is read. */
  private analysed(uri: string): void {
    const { folder, path } = this.session.locate(uri);
    if (folder.workspace.scanState === "none") void this.session.ready.then(() => startScan(this.session));
    const others = this.open.keys().length + this.session.cells.uris().length > 1;
    void folder.settled(path).then(() => this.session.refresh(others));
  }

  private closed({ uri }: TextDocument): void {
    this.forget(uri);
    const { folder, path } = this.session.locate(uri);
    folder.promptTexts.delete(path);
    if (isCatalogue(path)) void this.catalogueOnDisk(folder, uri, path);
    else this.released(uri);
  }

  /** Takes back what is shown of a document that is gone. */
  private forget(uri: string): void {
    const timer = this.timers.get(uri);
    if (timer) clearTimeout(timer);
    this.timers.delete(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** The file on disk is in force again. */
  private released(uri: string): void {
    const { folder, path } = this.session.locate(uri);
    folder.closeDocument(path);
    void folder.settled(path).then(() => this.session.refresh(false));
  }

  /** The file on disk is in force where no editor has it open. */
  async catalogueOnDisk(folder: Folder, uri: string, path: string): Promise<void> {
    const text = await folder.readText(path);
    if (!this.open.get(uri)) this.catalogueChanged(folder, uri, path, text ?? null);
  }

  /** The file was deleted: its prices end, until somebody writes it again. */
  catalogueGone(folder: Folder, uri: string, path: string): void {
    this.catalogueChanged(folder, uri, path, null);
  }

  private catalogueChanged(folder: Folder, uri: string, path: string, text: string | null): void {
    const publish = (diagnostics: readonly Diagnostic[]): void => {
      void this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
      this.session.refresh(true);
      this.republish();
    };
    if (text === null || text.length < LARGE_CATALOGUE) publish(folder.setCatalogueText(path, text));
    else void folder.readCatalogueText(path, text).then(publish);
  }

  private schedule(uri: string): void {
    const timer = this.timers.get(uri);
    if (timer) clearTimeout(timer);
    const publish = async (): Promise<void> => {
      this.timers.delete(uri);
      if (!this.isOpen(uri) || isCatalogue(this.session.locate(uri).path)) return;
      const diagnostics = await adviceDiagnostics(this.session, uri);
      if (this.isOpen(uri)) await this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
    };
    this.timers.set(
      uri,
      setTimeout(() => {
        publish().catch((error: unknown) =>
          this.session.logger.log("error", `advice for ${uri}: ${String(error)}`),
        );
      }, DIAGNOSTICS_DELAY),
    );
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }
}

export function isCatalogue(path: string): boolean {
  return (CATALOGUE_FILES as readonly string[]).includes(path);
}
