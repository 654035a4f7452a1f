/** The catalogue's webview: asks the server for all rows once, and for the history of a row when a person opens it. */
import * as vscode from "vscode";
import { CATALOGUE_FILES, COMMANDS } from "../../shared/ids";
import type { FromCatalogue, ToCatalogue } from "../../shared/panel-messages";
import { catalogueRequest, offerHistoryRequest } from "../../shared/protocol";
import { isRecord } from "./active-place";
import { shownSource } from "./language-client";
import type { Session } from "./session";
import { webviewPage } from "./webview-page";

export class CataloguePanel implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #session: Session;
  readonly #saves: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  /** Document whose folder's catalogue is shown; null for the first folder's. */
  #uri: string | null = null;

  constructor(context: vscode.ExtensionContext, session: Session) {
    this.#context = context;
    this.#session = session;
    this.#saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const name = uri.path.split("/").at(-1) ?? "";
      if ((CATALOGUE_FILES as readonly string[]).includes(name)) void this.#send();
    });
  }

  /** Opens the table, or brings the open one to the front with the prices of now. */
  show(): void {
    this.#uri = shownSource()?.uri.toString() ?? null;
    if (this.#panel === undefined) this.#panel = this.#create();
    else {
      this.#panel.reveal();
      void this.#send();
    }
  }

  dispose(): void {
    this.#saves.dispose();
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const dist = vscode.Uri.joinPath(this.#context.extensionUri, "dist");
    const panel = vscode.window.createWebviewPanel(
      "farebox.catalogue",
      "Farebox Catalogue",
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [dist] },
    );
    panel.iconPath = vscode.Uri.joinPath(this.#context.extensionUri, "client/media/icon.png");
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.html = webviewPage(panel.webview, dist, {
      script: "catalogue.js",
      title: "Farebox catalogue",
    });
    return panel;
  }

  /** A hidden page is rebuilt when it comes back, and asks again by itself. */
  async #send(): Promise<void> {
    if (this.#panel?.visible !== true) return;
    const view = await this.#session.ask(catalogueRequest, { uri: this.#uri });
    if (view !== undefined) this.#post({ kind: "show", view });
  }

  async #receive(message: unknown): Promise<void> {
    if (!isFromCatalogue(message)) return;
    switch (message.kind) {
      case "ready":
        return this.#send();
      case "history":
        return this.#history(message.offerId);
      case "refresh":
        await vscode.commands.executeCommand(COMMANDS.refreshPrices);
        return this.#send();
      case "openFile":
        await vscode.commands.executeCommand(COMMANDS.openCatalogue);
    }
  }

  async #history(offerId: string): Promise<void> {
    const answer = await this.#session.ask(offerHistoryRequest, { uri: this.#uri, offerId });
    if (answer === undefined) return;
    if ("problem" in answer) this.#post({ kind: "noHistory", offerId, problem: answer.problem });
    else this.#post({ kind: "history", history: answer });
  }

  #post(message: ToCatalogue): void {
    void this.#panel?.webview.postMessage(message);
  }
}

function isFromCatalogue(message: unknown): message is FromCatalogue {
  if (!isRecord(message)) return false;
  const { kind, offerId } = message;
  if (kind === "history") return typeof offerId === "string";
  return kind === "ready" || kind === "refresh" || kind === "openFile";
}
