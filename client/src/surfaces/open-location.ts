/** Opens a call: the target of hover links and of the pick lists. */
import * as vscode from "vscode";
import type { OpenLocationArguments } from "../../../shared/command-arguments";
import { COMMANDS } from "../../../shared/ids";
import { isRecord } from "../active-place";
import { messageOf } from "../session";
import type { Surface } from "../surface";

export const openLocation: Surface = {
  id: "open-location",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.openLocation, async (argument: unknown) => {
      if (!isRecord(argument) || typeof argument["uri"] !== "string" || !isRecord(argument["range"])) return;
      try {
        await reveal(argument as unknown as OpenLocationArguments);
      } catch (error) {
        session.report(`Farebox could not open the call: ${messageOf(error)}`);
      }
    }),
  ],
};

/** Puts the cursor where a range starts. Throws where the file is gone. */
export async function reveal({ uri, range }: OpenLocationArguments): Promise<void> {
  const start = new vscode.Position(range.start.line, range.start.character);
  const selection = new vscode.Range(start, start);
  const target = vscode.Uri.parse(uri);
  if (isInNotebook(target)) await vscode.commands.executeCommand("vscode.open", target, { selection });
  else await vscode.window.showTextDocument(target, { selection });
}

/** Notebooks are no text documents: the editor finds the notebook and the cell by their address. */
function isInNotebook({ scheme, path }: vscode.Uri): boolean {
  return scheme === "vscode-notebook-cell" || path.endsWith(".ipynb");
}
