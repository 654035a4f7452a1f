/** "Count Tokens in Selection": tokens per model in a list; the status bar shows those of the selection while there is one. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { countTokensRequest } from "../../../shared/protocol";
import type { TokenCountView } from "../../../shared/view-models";
import { messageOf, type Session } from "../session";
import type { Surface } from "../surface";

/** Milliseconds without a change before a selection is counted. */
const REST = 200;
/** Longer selections are counted on demand only: each change would send them to the server. */
const LONGEST = 500_000;

export const countTokens: Surface = {
  id: "count-tokens",
  activate(_context, session) {
    const bar = new SelectionBar(session);
    return [
      bar,
      vscode.commands.registerCommand(COMMANDS.countTokens, () => showCounts(session)),
      vscode.window.onDidChangeTextEditorSelection(() => bar.update()),
      vscode.window.onDidChangeActiveTextEditor(() => bar.update()),
      session.summary.onDidChange(() => bar.update()),
    ];
  },
};

/** The selected text; the whole document where nothing is selected. Resolves with the rows when the list opens. */
async function showCounts(session: Session): Promise<readonly TokenCountView[]> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage("Open a file and select the text to count.");
    return [];
  }
  const selected = selectedText(editor);
  const text = selected === "" ? editor.document.getText() : selected;
  const uri = editor.document.uri.toString();
  const view = await session.ask(countTokensRequest, { uri, text, brief: false });
  if (view === undefined) return [];
  if (view.problem !== null) {
    session.report(`Farebox could not count: ${view.problem}`);
    return [];
  }
  void vscode.window.showQuickPick(view.rows.map(itemOf), {
    title: selected === "" ? "Tokens of the document" : "Tokens of the selection",
    placeHolder: "Counted offline. Models of this file and favourites come first.",
    matchOnDescription: true,
  });
  return view.rows;
}

function itemOf(row: TokenCountView): vscode.QuickPickItem {
  const range = row.exact ? "" : ` (${row.low.toLocaleString("en")}–${row.high.toLocaleString("en")})`;
  return {
    label: `${tokensText(row)} · ${row.name}`,
    description: `${row.accuracy}${range}`,
    detail: row.source,
  };
}

function tokensText({ exact, tokens }: TokenCountView): string {
  return `${exact ? "" : "≈"}${tokens.toLocaleString("en")} tok`;
}

/** All selections together, a line feed between them, as they would be pasted. */
function selectedText(editor: vscode.TextEditor): string {
  const { document, selections } = editor;
  return selections
    .filter((selection) => !selection.isEmpty)
    .map((selection) => document.getText(selection))
    .join("\n");
}

class SelectionBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("farebox.tokens", vscode.StatusBarAlignment.Right, 94);
  #timer: NodeJS.Timeout | undefined;
  #request: vscode.CancellationTokenSource | undefined;

  constructor(private readonly session: Session) {
    this.#item.name = "Farebox: tokens of the selection";
    this.#item.command = COMMANDS.countTokens;
  }

  /** Never starts the server: a selection alone is no reason to. */
  update(): void {
    clearTimeout(this.#timer);
    this.#request?.cancel();
    const editor = vscode.window.activeTextEditor;
    const isRunning = this.session.summary.state.kind === "running";
    if (editor === undefined || !isRunning || editor.selections.every(({ isEmpty }) => isEmpty)) {
      this.#item.hide();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#show(editor).catch((error: unknown) => this.session.log.warn(`selection: ${messageOf(error)}`));
    }, REST);
  }

  async #show(editor: vscode.TextEditor): Promise<void> {
    const text = selectedText(editor);
    if (text.length > LONGEST) {
      this.#item.hide();
      return;
    }
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const uri = editor.document.uri.toString();
    const view = await this.session.ask(countTokensRequest, { uri, text, brief: true }, request.token);
    const row = view?.rows[0];
    if (row === undefined || request.token.isCancellationRequested) return;
    this.#item.text = `$(selection) ${tokensText(row)}`;
    this.#item.tooltip = `Farebox: tokens of the selection for ${row.name} (${row.accuracy}). Click for other models.`;
    this.#item.accessibilityInformation = { label: `Farebox: ${tokensText(row)} selected` };
    this.#item.show();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#request?.cancel();
    this.#item.dispose();
  }
}
