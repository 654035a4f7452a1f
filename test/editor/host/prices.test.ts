/** Open Catalogue and Refresh Prices in the real editor. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RefreshView } from "../../../shared/catalogue-view";
import { COMMANDS } from "../../../shared/ids";
import { until } from "./until";

const SECTION = "farebox.catalogue";

describe("prices", () => {
  after(async () => {
    await configure(undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("opens the catalogue in a tab of its own, once", async () => {
    await vscode.commands.executeCommand(COMMANDS.browseCatalogue);
    const tabs = () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(({ label }) => label === "Farebox Catalogue");
    await until("the tab", () => tabs().length > 0);
    await vscode.commands.executeCommand(COMMANDS.browseCatalogue);
    assert.equal(tabs().length, 1);
  });

  it("asks nobody where no source is named", async () => {
    assert.equal(await vscode.commands.executeCommand(COMMANDS.refreshPrices), undefined);
  });

  it("says of each source what became of it, and asks no private address", async () => {
    await configure(["https://127.0.0.1:9/prices.yaml", "nonsense"]);
    // The setting reaches the server by a message of its own.
    const view = await until("an answer", async () =>
      vscode.commands.executeCommand<RefreshView | undefined>(COMMANDS.refreshPrices),
    );
    assert.equal(view.summary, "no price changed");
    const [address, word] = view.sources;
    assert.deepEqual([address?.state, word?.state], ["failed", "failed"]);
    assert.match(address?.problem ?? "", /127\.0\.0\.1, which is no public address/);
    assert.match(word?.problem ?? "", /"nonsense" is no source/);
  });
});

async function configure(sources: readonly string[] | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration(SECTION)
    .update("sources", sources, vscode.ConfigurationTarget.Workspace);
}
