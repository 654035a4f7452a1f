/** The status bar: cost of the active file and of the workspace, or what the server is doing. Click: the runs. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import type { SummaryView } from "../../../shared/view-models";
import { shownSource } from "../language-client";
import type { ServerState } from "../summary-store";
import type { Surface } from "../surface";

export const statusBar: Surface = {
  id: "status-bar",
  activate(_context, session) {
    const item = vscode.window.createStatusBarItem("farebox.summary", vscode.StatusBarAlignment.Right, 95);
    item.name = "Farebox";
    const draw = () => {
      show(item, session.summary.state, shownSource() !== undefined);
    };
    draw();
    return [item, session.summary.onDidChange(draw), vscode.window.onDidChangeActiveTextEditor(draw)];
  },
};

interface Appearance {
  readonly text: string;
  readonly tooltip: readonly string[];
  readonly command: string;
  readonly isError?: true;
}

function show(item: vscode.StatusBarItem, state: ServerState, hasSource: boolean): void {
  const appearance = appearanceOf(state, hasSource);
  if (appearance === undefined) {
    item.hide();
    return;
  }
  item.text = appearance.text;
  item.accessibilityInformation = { label: `Farebox: ${appearance.text.replace(/\$\([^)]*\) ?/g, "")}` };
  item.tooltip = toMarkdown(appearance.tooltip);
  item.command = appearance.command;
  item.backgroundColor =
    appearance.isError === true ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
  item.show();
}

function appearanceOf(state: ServerState, hasSource: boolean): Appearance | undefined {
  switch (state.kind) {
    case "off":
      return undefined;
    case "starting":
      return { text: "$(loading~spin) Farebox", tooltip: ["Starting"], command: COMMANDS.showLog };
    case "failed":
      return failed(state.reason);
    case "running":
      return state.summary === null ? undefined : summaryAppearance(state.summary, hasSource);
  }
}

function failed(reason: string): Appearance {
  return {
    text: "$(error) Farebox",
    tooltip: [`The server is not running: ${reason}.`, "Click to restart it."],
    command: COMMANDS.restartServer,
    isError: true,
  };
}

function summaryAppearance(summary: SummaryView, hasSource: boolean): Appearance | undefined {
  if (summary.state === "failed") return failed(summary.problem ?? "the analysis failed");
  const { file, workspace, progress } = summary;
  if (!hasSource && workspace.runs === 0) return undefined;
  const totals = [file?.text, `ws ${workspace.text}`].filter((text) => text !== undefined);
  const isBusy = summary.state === "analysing";
  const text = `${isBusy ? "$(loading~spin)" : "$(graph)"} ${totals.join(" · ")}`;
  const tooltip = [
    ...(file === null ? [] : [`This file: ${file.tooltip}`]),
    `Workspace: ${workspace.tooltip}`,
    ...(isBusy && progress !== null ? [`Analysing: ${progress.done} of ${progress.total} files`] : []),
    ...(summary.problem === null ? [] : [summary.problem]),
    "Click to list the runs, dearest first.",
  ];
  return { text, tooltip, command: COMMANDS.showRuns };
}

/** appendText escapes: model names and paths come from the workspace. */
function toMarkdown(lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString("**Farebox**\n\n");
  for (const line of lines) markdown.appendText(line).appendMarkdown("\n\n");
  return markdown;
}
