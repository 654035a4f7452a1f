/** "Show Cost at the Cursor": puts the cursor on the call's name and opens the hover there. A lens runs this too. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { callPlaceRequest } from "../../../shared/protocol";
import { askForSource, callOf, sayNoCall } from "../active-place";
import { messageOf } from "../session";
import type { Surface } from "../surface";
import { reveal } from "./open-location";

export const showCost: Surface = {
  id: "show-cost",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.showCost, async (argument: unknown) => {
      const which = callOf(argument);
      if (which === undefined) return askForSource();
      const place = await session.ask(callPlaceRequest, which);
      if (place === undefined) return;
      if (place === null) return sayNoCall();
      try {
        await reveal(place);
        await vscode.commands.executeCommand("editor.action.showHover");
      } catch (error) {
        session.report(`Farebox could not open the call: ${messageOf(error)}`);
      }
    }),
  ],
};
