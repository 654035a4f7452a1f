/** "Show the Log": the output channel of client and server. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import type { Surface } from "../surface";

export const log: Surface = {
  id: "log",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.showLog, () => session.log.show()),
  ],
};
