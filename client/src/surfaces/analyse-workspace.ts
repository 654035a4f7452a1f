/** "Analyse the Workspace": a scan with its progress in a notification that can cancel it. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import type { Session } from "../session";
import type { Surface } from "../surface";

export const analyseWorkspace: Surface = {
  id: "analyse-workspace",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.analyseWorkspace, () => analyse(session)),
  ],
};

async function analyse(session: Session): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Farebox: analysing the workspace",
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const listener = showFiles(session, progress);
    try {
      await session.scan(token);
    } finally {
      listener.dispose();
    }
  });
}

/** Counts the files as the summaries tell of them. */
function showFiles(
  session: Session,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
): vscode.Disposable {
  let percentShown = 0;
  return session.summary.onDidChange((state) => {
    const { done, total } = (state.kind === "running" && state.summary?.progress) || { done: 0, total: 0 };
    if (total === 0) return;
    const percent = (100 * done) / total;
    progress.report({ message: `${done} of ${total} files`, increment: percent - percentShown });
    percentShown = percent;
  });
}
