/** Open documents: text goes to the folder's workspace, catalogue files to its catalogue; diagnostics follow. */
import { type Connection, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { CATALOGUE_FILES } from "../../../shared/ids";
import type { LanguageId } from "../facts/ir";
import type { Folder } from "./folder";
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
  }

  uris(): readonly string[] {
    return this.open.keys();
  }

  /** Publishes advice for every open document again: settings or catalogue have changed. */
  republish(): void {
    for (const uri of this.open.keys()) this.schedule(uri);
  }

  private changed(document: TextDocument): void {
    // The protocol drops notifications before `initialize`: nobody knows yet which folder the document belongs to.
    if (this.session.phase !== "running") return;
    const located = this.session.locate(document.uri);
    if (!located) return;
    const { folder, path } = located;
    if (isCatalogue(path)) {
      this.catalogueChanged(folder, document.uri, path, document.getText());
      return;
    }
    const language = LANGUAGES[document.languageId] ?? this.session.options.languageOf(path);
    if (!language) return;
    folder.setDocument(path, { text: document.getText(), cells: null }, language, document.version);
    if (folder.workspace.scanState === "none") void this.session.ready.then(() => startScan(this.session));
    void folder.settled(path).then(() => this.session.refresh(this.open.keys().length > 1));
    this.schedule(document.uri);
  }

  private closed(document: TextDocument): void {
    const located = this.session.locate(document.uri);
    const timer = this.timers.get(document.uri);
    if (timer) clearTimeout(timer);
    this.timers.delete(document.uri);
    void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    if (!located) return;
    if (isCatalogue(located.path)) {
      void this.catalogueOnDisk(located.folder, document.uri, located.path);
      return;
    }
    located.folder.closeDocument(located.path);
    void located.folder.settled(located.path).then(() => this.session.refresh(false));
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
    const diagnostics = folder.setCatalogueText(path, text);
    void this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
    this.session.refresh(true);
    this.republish();
  }

  private schedule(uri: string): void {
    const timer = this.timers.get(uri);
    if (timer) clearTimeout(timer);
    const publish = async (): Promise<void> => {
      this.timers.delete(uri);
      const located = this.session.locate(uri);
      if (!this.open.get(uri) || !located || isCatalogue(located.path)) return;
      const diagnostics = await adviceDiagnostics(this.session, uri);
      if (this.open.get(uri)) await this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
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
