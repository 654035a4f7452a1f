/** Entry point: registers the surfaces and starts the server once a document needs it. Nothing heavy happens here. */
import * as vscode from "vscode";
import { compareRequest, runsRequest } from "../../shared/protocol";
import type { ComparisonView, RunView } from "../../shared/view-models";
import { hasFigures } from "./language-client";
import { messageOf, Session } from "./session";
import { SURFACES } from "./surfaces";

/** What other extensions get from us: the figures of the surfaces as data. */
export interface FareboxApi {
  /** Every run of the workspace, dearest first. Undefined where the server does not answer. */
  runs(): Promise<readonly RunView[] | undefined>;
  /** The offers for the dearest call of a document. */
  compare(uri: string): Promise<ComparisonView | { readonly problem: string } | undefined>;
}

/** Called by VS Code on the first document in one of our languages or those of prompt files, or on the first of our commands. */
export function activate(context: vscode.ExtensionContext): FareboxApi {
  const session = new Session(context);
  context.subscriptions.push(session);
  for (const surface of SURFACES) context.subscriptions.push(...surface.activate(context, session));
  const startFor = (document: vscode.TextDocument) => {
    if (hasFigures(document)) void startServer(session);
  };
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.window.onDidChangeActiveTextEditor(() => void session.refreshSummary()),
  );
  for (const document of vscode.workspace.textDocuments) startFor(document);
  return {
    runs: () => session.ask(runsRequest, { uri: null }),
    compare: (uri) => session.ask(compareRequest, { uri, position: null }),
  };
}

async function startServer(session: Session): Promise<void> {
  const { kind } = session.summary.state;
  if (kind !== "off") return;
  try {
    await session.client();
  } catch (error) {
    session.report(`Farebox could not start its server: ${messageOf(error)}`);
  }
}
