/** "Open Your Price Catalogue": opens farebox.catalogue.yaml of a workspace folder, and writes a commented one if none is there. */
import * as vscode from "vscode";
import { CATALOGUE_FILES, COMMANDS } from "../../../shared/ids";
import { CATALOGUE_TEMPLATE } from "../catalogue-template";
import { messageOf } from "../session";
import type { Surface } from "../surface";

export const catalogueFile: Surface = {
  id: "catalogue-file",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.openCatalogue, async () => {
      try {
        await openCatalogue();
      } catch (error) {
        session.report(`Farebox could not open the catalogue: ${messageOf(error)}`);
      }
    }),
  ],
};

async function openCatalogue(): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const file = (await existingCatalogue(folder)) ?? (await createCatalogue(folder));
  await vscode.window.showTextDocument(file);
}

/** The folder of the active file, the only folder, or the one a person picks. */
async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(
      "A price catalogue belongs to a folder. Open a folder first, then run this again.",
    );
    return undefined;
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const owner = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active);
  if (owner !== undefined) return owner.uri;
  if (folders.length === 1) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder: "Catalogue of which folder?" }))?.uri;
}

async function existingCatalogue(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const names = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  const found = CATALOGUE_FILES.find((name) => names.has(name));
  return found === undefined ? undefined : vscode.Uri.joinPath(folder, found);
}

async function createCatalogue(folder: vscode.Uri): Promise<vscode.Uri> {
  const file = vscode.Uri.joinPath(folder, CATALOGUE_FILES[0]);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(CATALOGUE_TEMPLATE));
  return file;
}
