/** Counting the selection. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import type { TokenCountView } from "../../../shared/view-models";
import { open, until } from "./until";

async function counted(): Promise<readonly TokenCountView[]> {
  const rows = await vscode.commands.executeCommand<readonly TokenCountView[]>(COMMANDS.countTokens);
  await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  return rows;
}

describe("Count Tokens in Selection", () => {
  it("counts the selection for the file's model first, then for every other tokenizer", async () => {
    const editor = await open("py/agent.py");
    const line = editor.document.lineAt(0).range;
    editor.selection = new vscode.Selection(line.start, line.end);
    const rows = await until("counts", async () => {
      const found = await counted();
      return found.length > 0 ? found : undefined;
    });
    const exact = rows.filter((row) => row.exact);
    assert.ok(exact.length >= 5, "the exact encodings are all there");
    assert.equal(new Set(rows.map((row) => row.model)).size, rows.length);
    for (const row of rows) assert.ok(row.tokens > 0 && row.low <= row.tokens && row.tokens <= row.high);
    assert.ok(rows.some((row) => row.errorPercent === null && row.accuracy.startsWith("unmeasured")));
  });

  it("counts the whole document where nothing is selected", async () => {
    const editor = await open("py/agent.py");
    const start = new vscode.Position(0, 0);
    editor.selection = new vscode.Selection(
      editor.document.lineAt(0).range.start,
      editor.document.lineAt(0).range.end,
    );
    const [one] = await counted();
    editor.selection = new vscode.Selection(start, start);
    const [all] = await counted();
    assert.ok(one && all && all.model === one.model && all.tokens > one.tokens);
  });
});
