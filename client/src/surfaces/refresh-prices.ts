/** "Refresh Prices…": asks the sources that the settings name, with progress and a way to stop, and says what changed. */
import * as vscode from "vscode";
import type { RefreshView } from "../../../shared/catalogue-view";
import { COMMANDS } from "../../../shared/ids";
import { refreshPricesRequest, refreshProgressNotification } from "../../../shared/protocol";
import { messageOf, type Session } from "../session";
import type { Surface } from "../surface";

const SETTING = "farebox.catalogue.sources";

export const refreshPrices: Surface = {
  id: "refresh-prices",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.refreshPrices, () => refresh(session)),
  ],
};

/** Resolves with what changed, for whoever runs the command; undefined where nothing was asked or it was stopped. */
async function refresh(session: Session): Promise<RefreshView | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Farebox: refreshing prices",
    cancellable: true,
  };
  const answer = await vscode.window.withProgress(options, async (progress, token) => {
    try {
      const client = await session.client();
      const listening = client.onNotification(refreshProgressNotification, ({ source }) =>
        progress.report({ message: `asking ${source}` }),
      );
      try {
        return await session.ask(refreshPricesRequest, {}, token);
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
    void offerSettings(answer.problem);
    return undefined;
  }
  session.log.info(["Prices refreshed:", ...linesOf(answer)].join("\n"));
  void tell(answer);
  return answer;
}

/** Not awaited by the command: a message stays until somebody closes it. */
async function offerSettings(problem: string): Promise<void> {
  const choice = await vscode.window.showInformationMessage(problem, "Open Settings");
  if (choice !== undefined) await vscode.commands.executeCommand("workbench.action.openSettings", SETTING);
}

async function tell(view: RefreshView): Promise<void> {
  const failed = view.sources.filter(({ problem }) => problem !== null);
  const trouble = failed.length === 0 ? "" : ` ${failed.map(({ source }) => source).join(", ")} failed.`;
  const text = `Farebox: ${view.summary}.${trouble}`;
  const show = failed.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(text, "Show Changes")) === undefined) return;
  const content = `${linesOf(view).join("\n")}\n`;
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ content, language: "plaintext" }),
  );
}

function linesOf({ summary, changes, moreChanges, sources }: RefreshView): readonly string[] {
  return [
    summary,
    ...sources.map(({ source, state, day, problem }) =>
      [
        `${source}: ${state}`,
        day === null ? "nothing to use" : `figures of ${day}`,
        ...(problem === null ? [] : [problem]),
      ].join("; "),
    ),
    "",
    ...changes,
    ...(moreChanges === 0 ? [] : [`… and ${moreChanges} more`]),
  ];
}
