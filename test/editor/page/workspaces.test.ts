/** Workspaces of several folders, and workspaces that are not trusted. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../tools/editor/cache.mjs";
import { EditorPage } from "./session";

const AGENT = readFileSync(join(root, "test/editor/workspace/py/agent.py"), "utf8");

describe("several folders with settings of their own (dark)", () => {
  let editor: EditorPage;

  before(async () => {
    editor = await EditorPage.start("dark", "folders", {
      open: "both.code-workspace",
      files: {
        "both.code-workspace": JSON.stringify({ folders: [{ path: "home" }, { path: "abroad" }] }),
        "home/dollars.py": AGENT,
        "abroad/euros.py": AGENT,
        "abroad/.vscode/settings.json": JSON.stringify({
          "farebox.currency": "EUR",
          "farebox.assume.turns": 3,
          "farebox.favourites": ["gpt-5-nano"],
        }),
      },
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.screenshot(`failed-${this.currentTest.title}`);
  });

  after(() => editor.stop());

  it("shows each folder's hints by its own settings", async () => {
    await editor.open("dollars.py");
    await editor
      .hints()
      .filter({ hasText: /\$[\d.]+\/run/ })
      .first()
      .waitFor();
    await editor.open("euros.py");
    await editor
      .hints()
      .filter({ hasText: /€[\d.]+\/run/ })
      .first()
      .waitFor();
    await editor.page.locator(".codelens-decoration a", { hasText: /Nano/ }).first().waitFor();
    await editor
      .status()
      .filter({ hasText: /ws .*[$€][\d.]+ \+ [$€][\d.]+/ })
      .waitFor();
    await editor.screenshot("folders");
    await editor.open("dollars.py");
    await editor.hints().filter({ hasText: "$" }).first().waitFor();
    assert.equal(await editor.page.locator(".codelens-decoration a", { hasText: /Nano/ }).count(), 0);
  });
});

describe("Restricted Mode (dark)", () => {
  let editor: EditorPage;

  before(async () => {
    editor = await EditorPage.start("dark", "restricted", {
      settings: {
        "security.workspace.trust.enabled": true,
        "security.workspace.trust.startupPrompt": "never",
        "security.workspace.trust.banner": "always",
      },
      files: {
        // The first is free to a workspace, the second only to a trusted one: nobody may sell in Antarctica.
        ".vscode/settings.json": JSON.stringify({
          "farebox.currency": "EUR",
          "farebox.residency.allow": ["AQ"],
        }),
      },
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.screenshot(`failed-${this.currentTest.title}`);
  });

  after(() => editor.stop());

  const fitting = async (): Promise<number> => {
    await editor.cursorOn("py/agent.py", "create(");
    await editor.command("Farebox: Compare Models");
    await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "/run" }).first().waitFor();
    const rows = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "/run" });
    const blocked = rows.filter({ has: editor.page.locator(".codicon-circle-slash") });
    const [all, not] = [await rows.count(), await blocked.count()];
    await editor.page.keyboard.press("Escape");
    return all - not;
  };

  it("shows hints, and keeps restricted settings of the workspace out", async () => {
    const { page } = editor;
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await editor.open("py/agent.py");
    await editor
      .hints()
      .filter({ hasText: /€[\d.]+\/run/ })
      .first()
      .waitFor();
    await editor.screenshot("restricted");
    assert.ok((await fitting()) > 3, "the workspace's residency rule is not in force");
  });

  it("obeys them as soon as the workspace is trusted", async () => {
    const { page } = editor;
    await editor.command("Workspaces: Manage Workspace Trust");
    await page
      .locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust/ })
      .first()
      .click();
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor({ state: "detached" });
    const end = performance.now() + 20_000;
    while ((await fitting()) > 0)
      assert.ok(performance.now() < end, "the residency rule never came into force");
    await editor.cursorOn("py/agent.py", "create(");
    await editor.command("Farebox: Compare Models");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "/run" }).first().waitFor();
    await editor.screenshot("trusted");
  });
});
