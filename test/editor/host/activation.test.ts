/** The extension as VS Code loaded it. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { open, until } from "./until";

const ID = "farebox.farebox";

describe("extension", () => {
  it("is not active before a source file is open", () => {
    assert.equal(vscode.extensions.getExtension(ID)?.isActive, false);
  });

  it("activates on a Python file and registers every command", async () => {
    await open("py/agent.py");
    await until("activation", () => vscode.extensions.getExtension(ID)?.isActive);
    const registered = new Set(await vscode.commands.getCommands(true));
    const absent = Object.values(COMMANDS).filter((command) => !registered.has(command));
    assert.deepEqual(absent, []);
  });

  it("has a key binding that no default of VS Code takes", async () => {
    const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const bound = [...text.matchAll(/"key": "(?<key>[^"]+)",\s*"command": "(?<command>[^"]+)"/g)];
    assert.ok(bound.length > 300, `only ${bound.length} bindings read`);
    const same = bound.filter((match) => match.groups?.["key"] === "ctrl+k ctrl+y");
    assert.deepEqual(
      same.map((match) => match.groups?.["command"]),
      [COMMANDS.compareModels],
    );
  });
});
