/** Tests of an SDK in the SDK's own repository are left alone; everybody else's tests are not. */
import assert from "node:assert/strict";
import { ownPackages, ownTestReason } from "../../server/src/workspace/own-sdk";

const manifests = (texts: Readonly<Record<string, string>>) => new Map(Object.entries(texts));

describe("packages made in a workspace", () => {
  it("are Python packages beside a project's file or in its src", () => {
    const own = (paths: readonly string[], files: readonly string[]) =>
      ownPackages(paths, manifests(Object.fromEntries(files.map((file) => [file, ""]))));
    assert.deepEqual(own(["instructor/__init__.py"], ["pyproject.toml"]), ["instructor"]);
    assert.deepEqual(own(["slim/pydantic_ai/__init__.py"], ["slim/pyproject.toml"]), ["pydantic_ai"]);
    assert.deepEqual(own(["src/openai/__init__.py"], ["setup.py"]), ["openai"]);
    assert.deepEqual(own(["app/llms/openai/__init__.py"], ["pyproject.toml"]), [], "a folder of one's own");
    assert.deepEqual(own(["shop/__init__.py"], ["pyproject.toml"]), [], "no SDK");
  });

  it("are what a package.json is named", () => {
    const named = (name: string) =>
      ownPackages([], manifests({ "packages/a/package.json": `{\n  "name": "${name}"\n}` }));
    assert.deepEqual(named("@openai/agents"), ["@openai/agents"]);
    assert.deepEqual(named("our-shop"), []);
  });

  it("are what a go.mod declares, without its major version", () => {
    const own = ownPackages(
      [],
      manifests({ "go.mod": "// The SDK.\nmodule github.com/openai/openai-go/v3\n\ngo 1.22\n" }),
    );
    assert.deepEqual(own, ["github.com/openai/openai-go"]);
    const text = 'import "github.com/openai/openai-go/v3"\n';
    assert.notEqual(ownTestReason("chatcompletion_test.go", text, own), null);
    assert.equal(ownTestReason("examples/chat/main.go", text, own), null);
  });

  it("silence tests that name them, with the reason", () => {
    const text = "from instructor import patch\n";
    assert.match(
      ownTestReason("tests/test_patch.py", text, ["instructor"]) ?? "",
      /a test of instructor itself/,
    );
    assert.equal(ownTestReason("examples/patch.py", text, ["instructor"]), null);
    assert.equal(ownTestReason("tests/test_patch.py", text, []), null);
    assert.equal(ownTestReason("tests/test_other.py", "import json\n", ["instructor"]), null);
  });
});
