/** Pins an assumption by a directive comment above the call. Hover links and quick fixes run this. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { pinRequest } from "../../../shared/protocol";
import { isRecord } from "../active-place";
import type { Surface } from "../surface";
import { applyFromServer } from "../workspace-edit";

export const pin: Surface = {
  id: "pin",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.pinAssumption, async (argument: unknown): Promise<boolean> => {
      if (!isRecord(argument)) return false;
      const { callId, name, value } = argument;
      if (typeof callId !== "string" || typeof name !== "string" || typeof value !== "number") return false;
      const chosen = await askValue(name, value);
      return chosen === undefined
        ? false
        : applyFromServer(session, pinRequest, { callId, name, value: chosen });
    }),
  ],
};

/** The value to pin: the assumed one is offered, and may be corrected before it is written. */
async function askValue(name: string, assumed: number): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: `Pin ${name} for this call`,
    prompt: "Written as a comment above the call; Farebox then counts with this number.",
    value: String(assumed),
    validateInput: (input) =>
      /^\d+(\.\d+)?$/.test(input.trim()) ? null : "Enter a number, 0 or more, without units.",
  });
  return text === undefined ? undefined : Number(text.trim());
}
