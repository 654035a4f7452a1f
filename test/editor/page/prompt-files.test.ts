/** A workspace of prompt files alone: opening one starts the server, and its figures stand at its top. */
import assert from "node:assert/strict";
import { EditorPage } from "./session";

const AGENTS = "# House rules\n\nUse tabs. Write a test for each change. Never push to main.\n";

for (const theme of ["dark", "light"] as const) {
  describe(`prompt files (${theme})`, () => {
    let editor: EditorPage;

    before(async () => {
      editor = await EditorPage.start(theme, "prompt-files", {
        files: { "AGENTS.md": AGENTS },
        settings: { "farebox.promptFiles.model": "gpt-5" },
      });
      await editor.open("AGENTS.md");
    });

    afterEach(async function () {
      if (this.currentTest?.state === "failed") await editor.screenshot(`failed-${this.currentTest.title}`);
    });

    after(() => editor.stop());

    it("show tokens and cost at the top of AGENTS.md", async () => {
      const hint = editor.hints();
      await hint.first().waitFor();
      const text = (await hint.allInnerTexts())
        .join("")
        .replace(/\u00a0/g, " ")
        .trim();
      assert.match(text, /^≈\d+ tok · \$[\d.]+\/100 turns$/);
      await editor.screenshot("prompt-file");
    });
  });
}
