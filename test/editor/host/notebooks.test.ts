/** Notebooks: hints in cells, edits in one cell seen from another, the way to a run. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { costHintsOf, find, hintsOf, until, uriOf } from "./until";

async function openNotebook(): Promise<vscode.NotebookDocument> {
  const notebook = await vscode.workspace.openNotebookDocument(uriOf("nb/tides.ipynb"));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

function cell(notebook: vscode.NotebookDocument, index: number): vscode.TextDocument {
  return notebook.cellAt(index).document;
}

async function costOf(document: vscode.TextDocument): Promise<string> {
  return until("a priced hint in the cell", async () =>
    (await costHintsOf(document)).find((h) => h.includes("$")),
  );
}

describe("notebooks", () => {
  it("shows the hint in the cell of the call", async () => {
    const notebook = await openNotebook();
    assert.match(await costOf(cell(notebook, 2)), /^≈[\d.]+K? tok · \$[\d.]+\/run$/);
    const [hint] = await hintsOf(cell(notebook, 2));
    assert.equal(hint?.position.line, find(cell(notebook, 2), ".create(").line);
    assert.deepEqual(await costHintsOf(cell(notebook, 1)), []);
  });

  it("follows what is typed into another cell", async () => {
    const notebook = await openNotebook();
    const before = await costOf(cell(notebook, 2));
    const setup = cell(notebook, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(setup.uri, find(setup, "tides?"), "the many long and winding ".repeat(200));
    await vscode.workspace.applyEdit(edit);
    await until("another cost", async () => (await costOf(cell(notebook, 2))) !== before);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("goes to the cell of a run", async () => {
    const notebook = await openNotebook();
    await costOf(cell(notebook, 2));
    await vscode.window.showTextDocument(uriOf("py/plain.py"));
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
    await vscode.commands.executeCommand(COMMANDS.openLocation, {
      uri: cell(notebook, 2).uri.toString(),
      range,
    });
    await until("the notebook", () => vscode.window.activeNotebookEditor?.notebook === notebook);
  });
});
