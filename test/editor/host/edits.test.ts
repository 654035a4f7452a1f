/** Commands that change source: each is one undoable edit. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { FareboxApi } from "../../../client/src/extension";
import { COMMANDS } from "../../../shared/ids";
import { costHintsOf, find, open, revert, until } from "./until";

async function api(): Promise<FareboxApi> {
  const extension = vscode.extensions.getExtension<FareboxApi>("farebox.farebox");
  if (extension === undefined) throw new Error("Farebox is not installed");
  return extension.activate();
}

describe("edits", () => {
  it("writes another model into the source, and undo takes it back", async () => {
    const { document } = await open("py/agent.py");
    await until("a hint", async () => (await costHintsOf(document)).length === 1);
    const before = document.getText();
    const view = await (await api()).compare(document.uri.toString());
    assert.ok(view !== undefined && "rows" in view, `no comparison: ${JSON.stringify(view)}`);
    const row = view.rows.find(
      (each) => !each.current && each.obstacle === null && each.modelArgument !== null,
    );
    assert.ok(row, "no other offer to use");
    const isDone = await vscode.commands.executeCommand<boolean>(COMMANDS.useModel, {
      callId: view.callId,
      offerId: row.offerId,
    });
    assert.equal(isDone, true);
    assert.ok(document.getText().includes(row.modelArgument ?? ""), document.getText().slice(0, 300));
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });

  it("offers a code action on the call", async () => {
    const { document } = await open("py/agent.py");
    await until("a hint", async () => (await costHintsOf(document)).length === 1);
    const start = find(document, "create(");
    const actions = await until("a code action", async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        new vscode.Range(start, start.translate(0, 3)),
      );
      const titles = all.map(({ title }) => title);
      return titles.some((title) => /pin|model|farebox/i.test(title)) ? titles : undefined;
    });
    assert.ok(actions.length > 0);
    await revert(document);
  });

  it("lists the runs of the workspace, dearest first, unpriced last", async () => {
    await open("py/agent.py");
    await vscode.commands.executeCommand(COMMANDS.analyseWorkspace);
    const runs = await until("runs of three files", async () => {
      const all = await (await api()).runs();
      return all !== undefined && new Set(all.map((run) => run.uri)).size >= 3 ? all : undefined;
    });
    const costs = runs.map((run) => run.cost?.typical ?? -1);
    assert.deepEqual(
      costs,
      [...costs].sort((a, b) => b - a),
    );
    const unpriced = runs.filter((run) => run.cost === null);
    assert.equal(unpriced.length, 1);
    assert.ok((unpriced[0]?.unpricedReason ?? "").length > 0, "an unpriced run needs a reason");
  });
});
