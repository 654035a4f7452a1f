/** What the editor gets from the server through VS Code's own providers. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { costHintsOf, find, hintsOf, open, revert, until } from "./until";

describe("hints, lenses and hovers", () => {
  it("shows one priced hint at the agent's call, within VS Code's cut", async () => {
    const { document } = await open("py/agent.py");
    const hints = await until("a hint", async () => {
      const found = await costHintsOf(document);
      return found.some((hint) => hint.includes("$")) ? found : undefined;
    });
    assert.equal(hints.length, 1);
    assert.match(hints[0] ?? "", /^≈[\d.]+K? tok · \$[\d.]+\/run ×\d+$/);
    assert.ok((hints[0] ?? "").length <= 40, `too long for a line: ${hints[0]}`);
    const [hint] = await hintsOf(document);
    assert.equal(hint?.position.line, find(document, ".create(").line);
  });

  it("puts a lens above the function that owns the run, with a command of ours", async () => {
    const { document } = await open("py/agent.py");
    const lens = await until("a lens", async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        10,
      );
      return lenses.find(({ command }) => command?.title.includes("per run"));
    });
    assert.equal(lens.range.start.line, find(document, "def solve").line);
    assert.ok((Object.values(COMMANDS) as string[]).includes(lens.command?.command ?? ""), "not our command");
  });

  it("explains the cost in a hover with links to our commands only", async () => {
    const { document } = await open("py/agent.py");
    const position = find(document, "create(").translate(0, 2);
    const text = await until("a hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        position,
      );
      const contents = hovers.flatMap((hover) => hover.contents) as vscode.MarkdownString[];
      return contents.map((content) => content.value).find((value) => value.includes("per run"));
    });
    assert.match(text, /command:farebox\./);
  });

  it("counts a TypeScript call too", async () => {
    const { document } = await open("ts/summarise.ts");
    const hints = await until("a hint", async () => {
      const found = await costHintsOf(document);
      return found.some((hint) => hint.includes("$")) ? found : undefined;
    });
    assert.equal(hints.length, 1);
    assert.doesNotMatch(hints[0] ?? "", /×/, "one call is one turn");
  });

  it("says that a model without a price is unpriced, and never shows zero", async () => {
    const { document } = await open("py/unpriced.py");
    const hints = await until("an unpriced hint", async () => {
      const found = await costHintsOf(document);
      return found.some((hint) => hint.includes("unpriced")) ? found : undefined;
    });
    assert.doesNotMatch(hints.join(), /\$0/);
  });

  it("leaves a file without calls alone", async () => {
    const { document } = await open("py/plain.py");
    assert.deepEqual(await costHintsOf(document), []);
  });

  it("follows an edit without a save", async () => {
    const { document } = await open("py/agent.py");
    const [before] = await until("a hint", () =>
      costHintsOf(document).then((all) => (all[0] ? all : undefined)),
    );
    const edit = new vscode.WorkspaceEdit();
    const start = find(document, "range(12)");
    edit.replace(document.uri, new vscode.Range(start, start.translate(0, 9)), "range(1)");
    await vscode.workspace.applyEdit(edit);
    const after = await until("another hint", async () => {
      const [now] = await costHintsOf(document);
      return now !== undefined && now !== before ? now : undefined;
    });
    assert.doesNotMatch(after, /×/, "one turn");
    await revert(document);
  });

  it("hides hints while the setting is off", async () => {
    const { document } = await open("py/agent.py");
    const settings = vscode.workspace.getConfiguration("farebox");
    await vscode.commands.executeCommand(COMMANDS.toggleHints);
    await until("no hint", async () => (await costHintsOf(document)).length === 0);
    await vscode.commands.executeCommand(COMMANDS.toggleHints);
    await until("the hint again", async () => (await costHintsOf(document)).length === 1);
    await settings.update("hints.enabled", undefined, vscode.ConfigurationTarget.Global);
  });
});
