/** "Explain…": the formula of the call at the cursor with its own numbers, as a page beside the code. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { explainRequest } from "../../../shared/protocol";
import type { ExplanationView } from "../../../shared/view-models";
import { askForSource, callOf, sayNoCall } from "../active-place";
import { messageOf, type Session } from "../session";
import type { Surface } from "../surface";

const SCHEME = "farebox-explain";

export const explain: Surface = {
  id: "explain",
  activate(_context, session) {
    const pages = new Pages();
    return [
      pages,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
      vscode.commands.registerCommand(COMMANDS.explain, (argument: unknown) => run(session, pages, argument)),
    ];
  },
};

/** Resolves with what was shown; undefined where there is no call, or no answer. */
async function run(session: Session, pages: Pages, argument: unknown): Promise<ExplanationView | undefined> {
  const which = callOf(argument);
  if (which === undefined) {
    askForSource();
    return undefined;
  }
  const view = await session.ask(explainRequest, which);
  if (view === undefined) return undefined;
  if (view === null) {
    // Not awaited: a message stays until somebody closes it.
    void sayNoCall();
    return undefined;
  }
  const uri = pages.put(view);
  try {
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  } catch (error) {
    // Editors without the Markdown extension show the page as text.
    session.log.info(`explain: ${messageOf(error)}`);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
  }
  return view;
}

/** A page stays readable while it is among the last ones; the editor asks for its text again whenever it likes. */
const KEPT_PAGES = 50;

/** Pages by title; asking again renews one. */
class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  put({ title, markdown }: ExplanationView): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/Cost of ${title}.md` });
    this.#texts.delete(uri.path);
    this.#texts.set(uri.path, markdown);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > KEPT_PAGES && oldest !== undefined) this.#texts.delete(oldest);
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#texts.get(path) ?? "This explanation is gone. Run *Farebox: Explain…* at the call again.";
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
