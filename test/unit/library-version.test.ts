/** What manifests let in of a library, one line each. */
import { strict as assert } from "node:assert";
import { isOlderThan } from "../../server/src/facts/library-version";
import type { Program } from "../../server/src/facts/program";

type Manifests = Readonly<Record<string, string>>;

function isOld(manifests: Manifests, version = "1.0.6", path = "app/main.py"): boolean {
  const program = {
    files: [],
    resource: (_from: string, name: string) => manifests[name],
  } as Partial<Program>;
  return isOlderThan(program as Program, path, "langgraph", version);
}

describe("versions of libraries", () => {
  const requirements: readonly (readonly [line: string, isOld: boolean])[] = [
    ["langgraph==1.0.5", true],
    ["langgraph==1.0.6", false],
    ["langgraph", false],
    ["langgraph>=0.2", false],
    ["langgraph >= 0.2, < 1.0.6", true],
    ["langgraph<1.1", false],
    ["langgraph<=1.0.5", true],
    ["langgraph<=1.0.6", false],
    ["langgraph~=0.2.5", true],
    ["langgraph~=1.0.5", false],
    ["langgraph~=1.0", false],
    ["langgraph==0.*", true],
    ["LangGraph[sqlite]==0.3.1 ; python_version > '3.9'", true],
    ["langgraph!=0.2.1", false],
    ["langgraph>0.2", false],
    ["langgraph-checkpoint==0.2.1", false],
    ["my-langgraph==0.2.1", false],
    ["# langgraph==0.2.1 was here", false],
  ];
  for (const [line, expected] of requirements) {
    it(`${line}: ${expected ? "older" : "not older"} than 1.0.6`, () =>
      assert.equal(isOld({ "requirements.txt": `openai>=1\n${line}\nrich==13.7.1\n` }), expected));
  }

  const projects: readonly (readonly [line: string, isOld: boolean])[] = [
    ['dependencies = ["openai>=1", "langgraph<0.3", "rich"]', true],
    ['dependencies = ["openai>=1", "langgraph", "rich==0.1"]', false],
    ["dependencies = [\n  'langgraph>=0.2',\n  'rich<1',\n]", false],
    ['langgraph = "^0.2.5"', true],
    ['langgraph = "^1.0"', false],
    ['langgraph = "0.2.5"', true],
    ['langgraph = "*"', false],
    ['langgraph = ">=0.2,<0.3"', true],
    ['langgraph = {extras = ["all"], version = "~0.2"}', true],
  ];
  for (const [text, expected] of projects) {
    it(`pyproject.toml ${JSON.stringify(text)}: ${expected ? "older" : "not older"}`, () =>
      assert.equal(isOld({ "pyproject.toml": `[project]\n${text}\n` }), expected));
  }

  it("reads what lock files hold", () => {
    assert.equal(isOld({ "uv.lock": '[[package]]\nname = "langgraph"\nversion = "1.0.5"\n' }), true);
    assert.equal(isOld({ "uv.lock": '[[package]]\nname = "langgraph"\nversion = "1.1.0"\n' }), false);
    assert.equal(
      isOld({ "Pipfile.lock": '{"default": {"langgraph": {"hashes": ["x"], "version": "==0.2.1"}}}' }),
      true,
    );
  });

  it("reads conda's and setup.py's", () => {
    assert.equal(isOld({ "environment.yml": "dependencies:\n  - pip:\n    - langgraph=0.2.1\n" }), true);
    assert.equal(isOld({ "setup.py": 'setup(install_requires=["langgraph==0.2.1", "rich"])' }), true);
  });

  it("asks the nearest folder first, and one above where it sets no limit", () => {
    const newer = { "requirements.txt": "langgraph==0.2", "app/requirements.txt": "langgraph==1.1" };
    assert.equal(isOld(newer), false);
    assert.equal(
      isOld({ "uv.lock": 'name = "langgraph"\nversion = "0.2"', "app/requirements.txt": "langgraph" }),
      true,
    );
    assert.equal(isOld({ "other/requirements.txt": "langgraph==0.2" }), false);
  });

  it("reads a long hostile manifest in time that grows with its length", () => {
    const text = `${"langgraph[".repeat(20_000)}\n${"langgraph =".repeat(20_000)}\n${"langgraph = {".repeat(10_000)}`;
    assert.equal(isOld({ "requirements.txt": text }), false);
  });
});
