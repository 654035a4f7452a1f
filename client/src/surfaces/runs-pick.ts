/** "Show Runs": every run of the workspace, dearest first; Enter goes there. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { runsRequest } from "../../../shared/protocol";
import type { RunView } from "../../../shared/view-models";
import { messageOf, type Session } from "../session";
import type { Surface } from "../surface";
import { reveal } from "./open-location";

export const runsPick: Surface = {
  id: "runs-pick",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.showRuns, () => pickRun(session)),
  ],
};

interface RunItem extends vscode.QuickPickItem {
  readonly run?: RunView;
}

async function pickRun(session: Session): Promise<void> {
  const runs = await session.ask(runsRequest, { uri: null });
  if (runs === undefined) return;
  if (runs.length === 0) {
    const choice = await vscode.window.showInformationMessage(
      "Farebox found no run in the analysed files. Analyse the whole workspace, or ask why a call has no hint.",
      "Analyse Workspace",
      "Why No Hint?",
    );
    if (choice === "Analyse Workspace") await vscode.commands.executeCommand(COMMANDS.analyseWorkspace);
    if (choice === "Why No Hint?") await vscode.commands.executeCommand(COMMANDS.whyNoHint);
    return;
  }
  const picked = await vscode.window.showQuickPick(items(runs), {
    title: "Runs of the workspace, dearest first",
    placeHolder: "Search by file, function or model; Enter goes to the call",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.run === undefined) return;
  try {
    await reveal(picked.run);
  } catch (error) {
    session.report(`Farebox could not open ${picked.run.entry}: ${messageOf(error)}`);
  }
}

function items(runs: readonly RunView[]): RunItem[] {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const priced = runs.filter((run) => run.costText !== null);
  const unpriced = runs.filter((run) => run.costText === null);
  const separator: RunItem = { label: "Unpriced", kind: vscode.QuickPickItemKind.Separator };
  return [
    ...priced.map((run) => toItem(run, active)),
    ...(unpriced.length > 0 ? [separator] : []),
    ...unpriced.map((run) => toItem(run, active)),
  ];
}

function toItem(run: RunView, activeUri: string | undefined): RunItem {
  const file =
    run.uri === activeUri ? "this file" : vscode.workspace.asRelativePath(vscode.Uri.parse(run.uri));
  const place = `${file}:${run.range.start.line + 1}`;
  return {
    label: `${run.costText ?? "$(question) unpriced"}  ${run.entry}`,
    description: [run.model, run.turns, place].filter((part) => part !== "").join(" · "),
    ...(run.unpricedReason === null ? {} : { detail: run.unpricedReason }),
    run,
  };
}
