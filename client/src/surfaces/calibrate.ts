/** "Calibrate From Usage…": logs from a file picker, fitted by the server, with progress, a way to stop, and what came of it. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { calibrateProgressNotification, calibrateRequest } from "../../../shared/protocol";
import type { CalibrationView } from "../../../shared/view-models";
import { messageOf, type Session } from "../session";
import type { Surface } from "../surface";

export const calibrate: Surface = {
  id: "calibrate",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.calibrate, (logs?: readonly vscode.Uri[]) => run(session, logs)),
  ],
};

/** `logs` stands in for the picker. Resolves with what came of it; undefined where nothing was asked or it was stopped. */
async function run(session: Session, logs?: readonly vscode.Uri[]): Promise<CalibrationView | undefined> {
  const folder = await folderToCalibrate();
  if (folder === undefined) return undefined;
  const chosen = Array.isArray(logs) ? logs : await pickLogs(folder);
  if (chosen === undefined || chosen.length === 0) return undefined;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Farebox: calibrating",
    cancellable: true,
  };
  const answer = await vscode.window.withProgress(options, async (progress, token) => {
    try {
      const client = await session.client();
      const listening = client.onNotification(calibrateProgressNotification, ({ what }) =>
        progress.report({ message: what }),
      );
      try {
        const params = { folder: folder.uri.toString(), logs: chosen.map(({ fsPath }) => fsPath) };
        return await session.ask(calibrateRequest, params, token);
      } finally {
        listening.dispose();
      }
    } catch (error) {
      session.report(`Farebox could not start its server: ${messageOf(error)}`);
      return undefined;
    }
  });
  if (answer === undefined) return undefined;
  if ("problem" in answer) {
    void vscode.window.showWarningMessage(`Farebox: ${answer.problem}`);
    return undefined;
  }
  session.log.info(answer.details);
  void tell(answer);
  return answer;
}

async function folderToCalibrate(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1)
    return vscode.window.showWorkspaceFolderPick({ placeHolder: "Folder whose calls the logs belong to" });
  if (folders.length === 0)
    void vscode.window.showWarningMessage("Farebox: open a folder first; a calibration belongs to one.");
  return folders[0];
}

async function pickLogs(folder: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: "Recorded usage: OpenTelemetry, OpenAI, Anthropic, LiteLLM, Langfuse or CSV",
    openLabel: "Calibrate",
    canSelectMany: true,
    defaultUri: folder.uri,
    filters: { "Usage logs": ["json", "jsonl", "ndjson", "csv", "log"], "All files": ["*"] },
  });
}

/** Not awaited by the command: a message stays until somebody closes it. */
async function tell(view: CalibrationView): Promise<void> {
  const show = view.calls > 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(`Farebox: ${view.summary}.`, "Show Details")) === undefined) return;
  const document = await vscode.workspace.openTextDocument({ content: view.details, language: "plaintext" });
  await vscode.window.showTextDocument(document);
}
