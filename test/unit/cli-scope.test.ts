/** Which folders are walked, what the paths in a report are relative to, and which files were asked for. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { portOf, readScope, type Scope } from "../../server/src/cli/scope";
import { readSettings } from "../../shared/settings";
import { withFolder } from "../support/temp-folder";

async function listed(scope: Scope): Promise<{ paths: readonly string[]; skipped: readonly string[] }> {
  const { settings } = readSettings({});
  const paths: string[] = [];
  const skipped: string[] = [];
  const files = portOf(scope, () => settings).list({
    signal: { cancelled: false },
    accept: (path) => path.endsWith(".py"),
    onSkipped: (path) => skipped.push(path),
    onNotice: () => undefined,
  });
  for await (const { path } of files) paths.push(path);
  return { paths, skipped };
}

describe("cli scope", () => {
  it("is one folder, with paths relative to it", () =>
    withFolder({ "a/x.py": "", "b/y.py": "" }, async (folder) => {
      const scope = await readScope(["a"], folder);
      assert.equal(scope.root, join(folder, "a"));
      assert.deepEqual((await listed(scope)).paths, ["x.py"]);
    }));

  it("is several folders below the one they share, each path once", () =>
    withFolder({ "p/a/x.py": "", "p/b/y.py": "", "p/c/z.py": "" }, async (folder) => {
      const scope = await readScope(["p/b", "p/a", "p/a/"], folder);
      assert.equal(scope.root, join(folder, "p"));
      assert.deepEqual((await listed(scope)).paths, ["a/x.py", "b/y.py"]);
      assert.deepEqual((await listed(await readScope(["p", "p/a"], folder))).paths, [
        "a/x.py",
        "b/y.py",
        "c/z.py",
      ]);
    }));

  it("lets a folder's own rules count and nothing above it", () =>
    withFolder(
      { ".gitignore": "a/\nb/\n", "a/.gitignore": "no.py\n", "a/no.py": "", "a/x.py": "", "b/y.py": "" },
      async (folder) => {
        const { paths, skipped } = await listed(await readScope(["a", "b"], folder));
        assert.deepEqual(paths, ["a/x.py", "b/y.py"]);
        assert.deepEqual(skipped, ["a/no.py"]);
      },
    ));

  it("is a file with its project around it, of which only the file is reported", () =>
    withFolder(
      { "pyproject.toml": "", "config.py": "", "src/x.py": "", "gen/y.py": "", ".gitignore": "src/\n" },
      async (folder) => {
        const scope = await readScope(["src/x.py"], folder);
        assert.equal(scope.root, folder);
        const { paths, skipped } = await listed(scope);
        assert.deepEqual([...paths].sort(), ["config.py", "gen/y.py", "src/x.py"]);
        assert.deepEqual(skipped, []);
        assert.deepEqual(paths.filter(scope.includes), ["src/x.py"]);
      },
    ));

  it("refuses what it cannot read", () =>
    withFolder({ "a.txt": "" }, async (folder) => {
      await assert.rejects(readScope(["none"], folder), /none: there is no such file or folder/);
      await assert.rejects(readScope(["a.txt"], folder), /a\.txt: Farebox reads Python/);
      await assert.rejects(readScope([""], folder), /path is empty/);
    }));
});
