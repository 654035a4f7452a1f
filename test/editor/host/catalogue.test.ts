/** The user's own catalogue: made from a template, checked while it is written, used at once. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { costHintsOf, open, until, uriOf } from "./until";

const NAME = "farebox.catalogue.yaml";

describe("user catalogue", () => {
  after(async () => {
    // An open buffer counts more than the disk, so it goes first.
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(uriOf(NAME));
  });

  it("is created from a template without problems", async () => {
    await open("py/agent.py");
    await vscode.commands.executeCommand(COMMANDS.openCatalogue);
    const document = await until("the catalogue", () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.uri.path.endsWith(NAME) ? active : undefined;
    });
    assert.match(document.getText(), /^## Farebox/);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it("prices a model that nobody sells, as soon as the file says so", async () => {
    const catalogue = await open(NAME);
    await replaceAll(
      catalogue,
      [
        "version: 1",
        "models:",
        "  - id: a-model-nobody-sells",
        "    contextWindow: 32000",
        "hosts:",
        "  - id: our-box",
        "    name: Our box",
        "    currency: USD",
        "    defaultRegion: cellar",
        "    endpoints:",
        "      - url: http://localhost:9999",
        "regions:",
        "  - id: cellar",
        "    name: The cellar",
        "    country: DE",
        "offers:",
        "  - model: a-model-nobody-sells",
        "    host: our-box",
        "    region: cellar",
        "    prices: { input: 1, output: 4 }",
        "",
      ].join("\n"),
    );
    await catalogue.document.save();
    const { document } = await open("py/unpriced.py");
    await until("a price", async () => (await costHintsOf(document)).some((hint) => hint.includes("$")));
  });

  it("marks a mistake where it stands", async () => {
    const catalogue = await open(NAME);
    await replaceAll(catalogue, "version: 1\noffers:\n  - extends: no-such-offer\n    multiplier: cheap\n");
    await catalogue.document.save();
    const found = await until("a diagnostic", () => {
      const all = vscode.languages.getDiagnostics(catalogue.document.uri);
      return all.length > 0 ? all : undefined;
    });
    assert.ok(
      found.some((diagnostic) => [2, 3].includes(diagnostic.range.start.line)),
      JSON.stringify(found),
    );
  });
});

async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  await editor.edit((edit) => edit.replace(whole, text));
}
