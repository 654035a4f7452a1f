/** Writes a model of the comparison into the source of the call, as an undoable edit. */
import * as vscode from "vscode";
import type { UseModelArguments } from "../../../shared/command-arguments";
import { COMMANDS } from "../../../shared/ids";
import { useModelRequest } from "../../../shared/protocol";
import { isRecord } from "../active-place";
import type { Session } from "../session";
import type { Surface } from "../surface";
import { applyFromServer } from "../workspace-edit";

export const useModel: Surface = {
  id: "use-model",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.useModel, async (argument: unknown): Promise<boolean> => {
      if (!isRecord(argument)) return false;
      const { callId, offerId } = argument;
      if (typeof callId !== "string" || typeof offerId !== "string") return false;
      return writeModel(session, { callId, offerId });
    }),
  ],
};

/** True when the source was changed. */
export async function writeModel(session: Session, which: UseModelArguments): Promise<boolean> {
  const isWritten = await applyFromServer(session, useModelRequest, which);
  if (isWritten) vscode.window.setStatusBarMessage("Farebox: model changed (undo takes it back)", 5000);
  return isWritten;
}
