/** Explain… and Calibrate From Usage… in the real editor. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import type { CalibrationView, ExplanationView } from "../../../shared/view-models";
import { costHintsOf, find, open, until, uriOf } from "./until";

const LOG = "usage.jsonl";

describe("explain", () => {
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("opens the call's formula in a tab beside the code", async () => {
    const editor = await open("py/agent.py");
    const position = find(editor.document, "create(");
    editor.selection = new vscode.Selection(position, position);
    const view = await vscode.commands.executeCommand<ExplanationView | undefined>(COMMANDS.explain);
    assert.match(view?.title ?? "", /^agent\.py:\d+$/);
    assert.match(view?.markdown ?? "", /## Input of the typical run/);
    await until("the tab", () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .some(({ label }) => label.includes(`Cost of ${view?.title}`)),
    );
  });

  it("opens nothing where the cursor is on no call", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const editor = await open("py/agent.py");
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.explain), undefined);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1);
  });
});

describe("calibrate", () => {
  after(async () => {
    await vscode.workspace.fs.delete(uriOf(LOG));
    await vscode.workspace.fs.delete(uriOf(".farebox"), { recursive: true });
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("fits the hint to the runs of a log, and keeps no text of it", async () => {
    const { document } = await open("py/agent.py");
    const before = await until("a hint", async () => (await costHintsOf(document))[0]);
    assert.doesNotMatch(before, /×5$/);
    await vscode.workspace.fs.writeFile(uriOf(LOG), new TextEncoder().encode(logOf(document, [4, 5, 6])));
    const view = await vscode.commands.executeCommand<CalibrationView | undefined>(COMMANDS.calibrate, [
      uriOf(LOG),
    ]);
    assert.match(view?.summary ?? "", /^1 call calibrated from 3 of 3 runs$/);
    await until("the fitted hint", async () =>
      (await costHintsOf(document)).some((hint) => hint.endsWith("×5")),
    );
    const kept = await vscode.workspace.fs.readFile(uriOf(".farebox/calibration.json"));
    assert.doesNotMatch(new TextDecoder().decode(kept), /careful maintenance/);
  });
});

/** Runs of so many requests of the agent, each 500 tokens longer than the one before, as an OpenAI log. */
function logOf(document: vscode.TextDocument, turns: readonly number[]): string {
  const content = /SYSTEM = """(.*?)"""/s.exec(document.getText())?.[1];
  const request = { model: "gpt-5-mini", messages: [{ role: "system", content }] };
  return turns
    .flatMap((count, run) =>
      Array.from({ length: count }, (_, turn) => {
        const usage = { prompt_tokens: 300 + 500 * turn, completion_tokens: 40 };
        const response = { model: "gpt-5-mini", usage };
        const run_id = `r${run}`;
        return JSON.stringify({ run_id, function: "solve", timestamp: 1764000000 + turn, request, response });
      }),
    )
    .join("\n");
}
