/** "Analyse the Workspace", and the progress of any scan in the status bar until the server has no more to do. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { cancelScanNotification } from "../../../shared/protocol";
import { messageOf, type Session } from "../session";
import type { Surface } from "../surface";

export const analyseWorkspace: Surface = {
  id: "analyse-workspace",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.analyseWorkspace, () => analyse(session)),
  ],
};

async function analyse(session: Session): Promise<void> {
  try {
    await session.scan();
  } catch (error) {
    return session.report(`Farebox could not analyse the workspace: ${messageOf(error)}`);
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Farebox: analysing the workspace",
    cancellable: true,
  };
  await vscode.window.withProgress(options, (progress, token) => followScan(session, progress, token));
}

/** Resolves when a summary arrives that is not analysing, when the server fails, or on cancel. */
function followScan(
  session: Session,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<void> {
  return new Promise((resolve) => {
    let percentShown = 0;
    // An answer from before the scan began says that nothing is going on.
    let isOfThisScan = false;
    const listeners = [
      token.onCancellationRequested(() => {
        void session.notify(cancelScanNotification);
        finish();
      }),
      session.summary.onDidChange((state) => {
        if (state.kind === "starting" || (state.kind === "running" && state.summary === null)) return;
        const isAnalysing = state.kind === "running" && state.summary?.state === "analysing";
        if (!isAnalysing && state.kind === "running" && !isOfThisScan) return;
        if (!isAnalysing) return finish();
        isOfThisScan = true;
        const { done, total } = state.summary.progress ?? { done: 0, total: 0 };
        if (total === 0) return;
        const percent = (100 * done) / total;
        progress.report({ message: `${done} of ${total} files`, increment: percent - percentShown });
        percentShown = percent;
      }),
    ];
    function finish(): void {
      for (const listener of listeners) listener.dispose();
      resolve();
    }
    void session.refreshSummary().then(() => {
      isOfThisScan = true;
      return session.refreshSummary();
    });
  });
}
