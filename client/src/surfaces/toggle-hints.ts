/** "Toggle Cost Hints": flips the setting where it is set now, else in the user settings. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import type { Surface } from "../surface";

export const toggleHints: Surface = {
  id: "toggle-hints",
  activate: () => [vscode.commands.registerCommand(COMMANDS.toggleHints, toggle)],
};

async function toggle(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("farebox");
  const isOn = settings.get<boolean>("hints.enabled") === true;
  const isSetInWorkspace = settings.inspect("hints.enabled")?.workspaceValue !== undefined;
  const target = isSetInWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update("hints.enabled", !isOn, target);
  vscode.window.setStatusBarMessage(`Farebox: cost hints ${isOn ? "off" : "on"}`, 3000);
}
