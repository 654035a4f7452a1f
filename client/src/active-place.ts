/** Where a command applies: what a lens or link passed, else the cursor of the active editor. */
import * as vscode from "vscode";
import type { PlaceArguments } from "../../shared/command-arguments";
import { COMMANDS } from "../../shared/ids";
import type { CompareParams } from "../../shared/protocol";
import { isSource } from "./language-client";

/** The place in `argument`, else the cursor in a source document, else undefined. */
export function placeOf(argument: unknown): PlaceArguments | undefined {
  if (isPlace(argument)) return argument;
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isSource(editor.document)) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

/** The call in `argument` (by id, or the dearest of a document), else the one at the cursor, else undefined. */
export function callOf(argument: unknown): CompareParams | undefined {
  const place = placeOf(argument);
  const given = isRecord(argument) ? argument : {};
  const callId = typeof given["callId"] === "string" ? { callId: given["callId"] } : {};
  if (typeof given["uri"] === "string" && !isPlace(given))
    return { uri: given["uri"], position: null, ...callId };
  return place === undefined ? undefined : { ...place, ...callId };
}

/** Says what to do when a command finds no place to work on. */
export function askForSource(): void {
  void vscode.window.showInformationMessage(
    "Farebox reads Python, TypeScript, JavaScript and Go. Open such a file and put the cursor on the call to a model.",
  );
}

/** Says that the cursor is on no call, and offers what helps. */
export async function sayNoCall(): Promise<void> {
  const choice = await vscode.window.showInformationMessage(
    "There is no model call at the cursor. Put the cursor on one, or ask why it is not seen as one.",
    "Why No Hint?",
    "List Runs",
  );
  if (choice === "Why No Hint?") await vscode.commands.executeCommand(COMMANDS.whyNoHint);
  if (choice === "List Runs") await vscode.commands.executeCommand(COMMANDS.showRuns);
}

/** Command arguments come from anywhere: a link, a key binding, another extension. */
function isPlace(value: unknown): value is PlaceArguments {
  if (!isRecord(value) || typeof value["uri"] !== "string") return false;
  const position = value["position"];
  return (
    isRecord(position) && typeof position["line"] === "number" && typeof position["character"] === "number"
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
