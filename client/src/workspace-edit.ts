/** Applies an edit of the server as a normal, undoable edit. */
import * as vscode from "vscode";
import type { RequestType } from "vscode-languageclient/node";
import type { Session } from "./session";

interface EditLike {
  readonly changes: Record<
    string,
    {
      range: { start: { line: number; character: number }; end: { line: number; character: number } };
      newText: string;
    }[]
  >;
}

type Answer = { readonly edit: EditLike } | { readonly problem: string };

/** Asks for an edit and applies it. True when the text changed; otherwise the person was told why not. */
export async function applyFromServer<P>(
  session: Session,
  request: RequestType<P, Answer, void>,
  params: P,
): Promise<boolean> {
  const answer = await session.ask(request, params);
  if (answer === undefined) return false;
  if ("problem" in answer) {
    session.log.warn(answer.problem);
    void vscode.window.showWarningMessage(answer.problem);
    return false;
  }
  const isApplied = await vscode.workspace.applyEdit(toWorkspaceEdit(answer.edit));
  if (!isApplied)
    void vscode.window.showWarningMessage("The file changed meanwhile, so nothing was edited. Try again.");
  return isApplied;
}

function toWorkspaceEdit(edit: EditLike): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(edit.changes))
    for (const { range, newText } of edits) {
      const { start, end } = range;
      const where = new vscode.Range(start.line, start.character, end.line, end.character);
      result.replace(vscode.Uri.parse(uri), where, newText);
    }
  return result;
}
