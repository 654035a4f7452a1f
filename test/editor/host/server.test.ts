/** The server's life: a restart by hand brings everything back. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { costHintsOf, open, until } from "./until";

describe("server", () => {
  it("answers again after a restart", async () => {
    const { document } = await open("py/agent.py");
    await until("a hint", async () => (await costHintsOf(document)).length === 1);
    await vscode.commands.executeCommand(COMMANDS.restartServer);
    await until("a hint after the restart", async () => (await costHintsOf(document)).length === 1);
  });

  it("ignores command arguments that make no sense", async () => {
    for (const command of [COMMANDS.pinAssumption, COMMANDS.useModel, COMMANDS.openLocation])
      assert.ok(!(await vscode.commands.executeCommand(command, { callId: 7, uri: null })));
  });
});
