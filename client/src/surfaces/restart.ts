/** "Restart the Server": the way out of a crash. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { messageOf } from "../session";
import type { Surface } from "../surface";

export const restart: Surface = {
  id: "restart",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.restartServer, async () => {
      try {
        await session.restart();
        vscode.window.setStatusBarMessage("Farebox: server restarted", 3000);
      } catch (error) {
        session.report(`Farebox could not start its server: ${messageOf(error)}`);
      }
    }),
  ],
};
