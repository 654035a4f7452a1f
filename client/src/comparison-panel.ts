/** The comparison panel's host: one webview, filled by messages, so no workspace text ever becomes HTML. */
import * as vscode from "vscode";
import type { FromPanel, ToPanel } from "../../shared/panel-messages";
import { type CallPlace, type CompareParams, callPlaceRequest, compareRequest } from "../../shared/protocol";
import type { ComparisonView } from "../../shared/view-models";
import { isRecord } from "./active-place";
import { movedCallId } from "./moved-call";
import { messageOf, type Session } from "./session";
import { writeModel } from "./surfaces/use-model";
import { webviewPage } from "./webview-page";

interface Shown {
  readonly params: CompareParams;
  readonly view: ComparisonView;
  readonly selectedOfferId: string | null;
}

export class ComparisonPanel implements vscode.Disposable {
  readonly #dist: vscode.Uri;
  readonly #icon: vscode.Uri;
  readonly #session: Session;
  readonly #figures: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #shown: Shown | undefined;
  /** The comparison under way; the next one makes it worthless. */
  #refreshing: vscode.CancellationTokenSource | undefined;

  constructor(context: vscode.ExtensionContext, session: Session) {
    this.#dist = vscode.Uri.joinPath(context.extensionUri, "dist");
    this.#icon = vscode.Uri.joinPath(context.extensionUri, "client/media/icon.png");
    this.#session = session;
    this.#figures = vscode.Disposable.from(
      session.onDidChangeFigures(() => void this.#refresh()),
      vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)),
    );
  }

  /** Shows a comparison, in the panel that is open or in a new one beside the editor. */
  show(params: CompareParams, view: ComparisonView, selectedOfferId: string | null): void {
    this.#shown = { params, view, selectedOfferId };
    if (this.#panel === undefined) this.#panel = this.#create();
    else {
      this.#panel.reveal(undefined, false);
      this.#send({ kind: "show", view, selectedOfferId });
    }
    this.#panel.title = `Compare: ${view.entry}`;
  }

  dispose(): void {
    this.#figures.dispose();
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      "farebox.comparison",
      "Compare",
      vscode.ViewColumn.Beside,
      {
        enableScripts: true,
        localResourceRoots: [this.#dist],
      },
    );
    panel.iconPath = this.#icon;
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    panel.onDidChangeViewState(() => void this.#refresh());
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#shown = undefined;
    });
    panel.webview.html = webviewPage(panel.webview, this.#dist, {
      script: "panel.js",
      title: "Farebox comparison",
    });
    return panel;
  }

  /** A call is named by its offset: edits above it move it. */
  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const shown = this.#shown;
    if (shown === undefined || vscode.Uri.parse(shown.view.uri).toString() !== document.uri.toString())
      return;
    this.#shown = {
      ...shown,
      view: { ...shown.view, callId: movedCallId(shown.view.callId, contentChanges) },
    };
  }

  #send(message: ToPanel): void {
    void this.#panel?.webview.postMessage(message);
  }

  /** A hidden panel is rebuilt when it comes back, so only a visible one is worth the comparison. The newest request wins. */
  async #refresh(): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined || this.#panel?.visible !== true) return;
    const params: CompareParams = { ...shown.params, callId: shown.view.callId };
    this.#refreshing?.cancel();
    const refreshing = new vscode.CancellationTokenSource();
    this.#refreshing = refreshing;
    const view = await this.#session.ask(compareRequest, params, refreshing.token);
    if (view === undefined || this.#shown !== shown) return;
    if ("problem" in view) return this.#send({ kind: "problem", text: view.problem });
    this.#shown = { ...shown, view };
    this.#send({ kind: "refresh", view });
  }

  async #receive(message: unknown): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined || !isFromPanel(message)) return;
    const { view, selectedOfferId } = shown;
    switch (message.kind) {
      case "ready":
        return this.#send({ kind: "show", view, selectedOfferId });
      case "useModel":
        await writeModel(this.#session, { callId: view.callId, offerId: message.offerId });
        return;
      case "copy":
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(`Farebox: copied as ${message.what}`, 3000);
        return;
      case "openCall":
        return this.#openCall(shown);
    }
  }

  async #openCall({ view }: Shown): Promise<void> {
    const which = { uri: view.uri, position: null, callId: view.callId };
    const place = await this.#session.ask(callPlaceRequest, which);
    if (place === undefined) return;
    if (place === null) {
      void vscode.window.showInformationMessage(
        "The call has moved or changed since. Run Farebox: Compare Models there again.",
      );
      return;
    }
    try {
      await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), {
        viewColumn: vscode.ViewColumn.One,
        selection: rangeOf(place),
      });
    } catch (error) {
      this.#session.report(`Farebox could not open the call: ${messageOf(error)}`);
    }
  }
}

/** The call's name, selected. */
function rangeOf({ range: { start, end } }: CallPlace): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function isFromPanel(message: unknown): message is FromPanel {
  if (!isRecord(message)) return false;
  const { kind, offerId, text, what } = message;
  if (kind === "useModel") return typeof offerId === "string";
  if (kind === "copy") return typeof text === "string" && typeof what === "string";
  return kind === "ready" || kind === "openCall";
}
