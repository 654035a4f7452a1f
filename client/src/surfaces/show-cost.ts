/** "Show Cost at the Cursor": puts the cursor on the call and opens the hover there. A lens runs this too. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { askForSource, placeOf } from "../active-place";
import type { Surface } from "../surface";

export const showCost: Surface = {
  id: "show-cost",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.showCost, async (argument: unknown) => {
      const place = placeOf(argument);
      if (place === undefined) return askForSource();
      await session.client();
      const position = new vscode.Position(place.position.line, place.position.character);
      await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), {
        selection: new vscode.Range(position, position),
      });
      await vscode.commands.executeCommand("editor.action.showHover");
    }),
  ],
};
