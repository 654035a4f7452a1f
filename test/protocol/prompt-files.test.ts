/** Prompt files in the editor: a hint at the top, a hover on the first line, and nothing for other documents. */
import assert from "node:assert/strict";
import { withServer } from "./workbench";

const settings = () => ({ workspaceScan: false, promptFiles: { model: "gpt-5" } });
const TOP = { line: 0, character: 0 };

describe("protocol: prompt files", () => {
  it("show tokens and cost at the top, and where they come from", () =>
    withServer({ settings }, async ({ server, uri }) => {
      await server.open(uri("AGENTS.md"), "Use tabs. Write tests.\n", "markdown");
      const [hint, ...more] = await server.hints(uri("AGENTS.md"));
      assert.deepEqual(more, []);
      assert.deepEqual(hint?.position, TOP);
      assert.match(String(hint?.label), /^≈\d+ tok · \$[\d.]+\/100 turns$/);
      const shown = (await server.hover(uri("AGENTS.md"), TOP)) ?? "";
      assert.match(shown, /AGENTS\\\.md.*read by coding tools/);
      assert.match(shown, /every request/);
      assert.match(shown, /GPT\\-5.*farebox\.promptFiles\.model/);
    }));

  it("follow edits, and the model the file names", () =>
    withServer({ settings }, async ({ server, uri }) => {
      const document = uri("a.prompty");
      await server.open(document, "---\nmodel: gpt-5-mini\n---\nHello {{name}}", "plaintext");
      const before = await server.labels(document);
      const at = { line: 3, character: 0 };
      await server.change(document, { range: { start: at, end: at }, text: "word ".repeat(500) });
      assert.notDeepEqual(await server.labels(document), before);
      const shown = (await server.hover(document, TOP)) ?? "";
      assert.match(shown, /GPT\\-5 Mini.*chosen by the file/);
      assert.match(shown, /`name`/);
    }));

  it("read imports of the folder, and no others", () =>
    withServer({ settings, files: { "docs/style.md": "word ".repeat(400) } }, async ({ server, uri }) => {
      await server.open(uri("CLAUDE.md"), "@docs/style.md @../../etc/passwd.md", "markdown");
      const [label] = await server.labels(uri("CLAUDE.md"));
      assert.ok(Number(/≈(\d+)/.exec(label ?? "")?.[1]) > 350, label);
    }));

  it("stay silent where they are switched off, excluded, or no prompt files", () =>
    withServer({ settings: () => ({ ...settings(), exclude: ["left/**"] }) }, async ({ server, uri }) => {
      await server.open(uri("README.md"), "Hello", "markdown");
      await server.open(uri("left/AGENTS.md"), "Hello", "markdown");
      await server.open(uri("USER.md"), "A guide for users", "markdown");
      for (const path of ["README.md", "left/AGENTS.md", "USER.md"])
        assert.deepEqual(await server.labels(uri(path)), [], path);
    }));

  it("are off by a setting", () =>
    withServer({ settings: () => ({ promptFiles: { enabled: false } }) }, async ({ server, uri }) => {
      await server.open(uri("AGENTS.md"), "Hello", "markdown");
      assert.deepEqual(await server.labels(uri("AGENTS.md")), []);
      assert.equal(await server.hover(uri("AGENTS.md"), TOP), null);
    }));
});
