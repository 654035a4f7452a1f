/** Waits for what the editor tells, never for a fixed time. */
import * as vscode from "vscode";

/** The first truthy value of `read`, asked again and again until `timeoutMs`; fails with `what` otherwise. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  timeoutMs = 15_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  let last: T | undefined;
  while (Date.now() < deadline) {
    last = await read();
    if (last) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${timeoutMs} ms for ${what}; last value: ${JSON.stringify(last)}`);
}

/** Opens a file of the fixture workspace. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uriOf(path));
}

export function uriOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("the suite needs the fixture workspace");
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Position right at the first occurrence of `text`. */
export function find(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.uri.path} does not contain ${text}`);
  return document.positionAt(offset);
}

/** Takes back every unsaved change of a document. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("workbench.action.files.revert");
}

export function hintsOf(document: vscode.TextDocument): Promise<vscode.InlayHint[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  return Promise.resolve(
    vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      whole,
    ),
  );
}

/** Our hints have a price or say there is none; other providers' have neither. */
export async function costHintsOf(document: vscode.TextDocument): Promise<string[]> {
  const labels = (await hintsOf(document)).map(({ label }) =>
    typeof label === "string" ? label : label.map((part) => part.value).join(""),
  );
  return labels.filter((label) => /\btok\b|unpriced/.test(label));
}
