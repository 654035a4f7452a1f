import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { packageNames, packagesOf, SDKS, tellingPaths } from "../../server/src/sdks/index";
import type { Roles } from "../../server/src/sdks/sdk";
import { createPrefilter } from "../../server/src/workspace/prefilter";
import { PREFILTER_NAMES } from "../../server/src/workspace/sdk-names";
import { sitesOf } from "../support/check-calls";
import { readFixture } from "../support/fixture";

const FIXTURES = join(__dirname, "..", "fixtures", "sdks");
const FOLDER = join(__dirname, "..", "..", "server", "src", "sdks");
/** Files beside the folders of tables, and what tables of one folder share. */
const NO_TABLES = new Set([
  "index.ts",
  "sdk.ts",
  "call-site.ts",
  "documented-default.ts",
  "openai-shape.ts",
  "langchain-models.ts",
  "langchain-agents.ts",
  "langchain-chains.ts",
  "langchain-go.ts",
  "raw-http-endpoints.ts",
  "text-models.ts",
]);

describe("sdk tables", () => {
  it("are listed exactly as they lie in the folder", () => {
    const all = readdirSync(FOLDER, { recursive: true }).map((name) => basename(String(name)));
    const files = all.filter((name) => name.endsWith(".ts") && !NO_TABLES.has(name));
    assert.deepEqual(SDKS.map((sdk) => `${sdk.id}.ts`).sort(), files.sort());
  });

  it("write ways the reader understands", () => {
    const all: Roles[] = SDKS.flatMap((sdk) => [
      ...sdk.constructors.map((c) => c.roles ?? {}),
      ...sdk.steps.map((s) => s.roles ?? {}),
      ...sdk.calls.map((c) => c.roles),
    ]);
    for (const way of all.flatMap((roles) => Object.values(roles)).flat()) {
      assert.match(way, /^(#\d|[A-Za-z]\w*(\(\))?)(\.(#\d|\d+|[A-Za-z]\w*))*$/);
    }
  });

  it("name only packages of their own in constructors and calls", () => {
    for (const sdk of SDKS) {
      const own = packagesOf(sdk);
      for (const rule of [...sdk.constructors, ...sdk.calls]) {
        for (const name of rule.packages ?? []) {
          const isOwn = own.some((o) => name === o || name.startsWith(`${o}/`) || name.startsWith(`${o}.`));
          assert.ok(isOwn, `${sdk.id}: ${name}`);
        }
      }
    }
  });

  it("call no free path a request", () => {
    for (const sdk of SDKS) {
      const paths = new Set(sdk.calls.flatMap((c) => c.paths));
      for (const free of sdk.free) assert.ok(!paths.has(free), `${sdk.id}: ${free}`);
    }
  });

  it("give a source for every default limit", () => {
    const rules = SDKS.flatMap((sdk) => [...sdk.calls, ...sdk.constructors]).flatMap(
      (r) => r.stepLimit ?? [],
    );
    assert.ok(rules.length > 5);
    for (const { source } of rules.flatMap((r) => r.defaults)) assert.match(source, /^https:\/\//);
  });

  it("let the text filter through what their fixtures find", () => {
    const mayCall = createPrefilter(PREFILTER_NAMES);
    for (const { id } of SDKS) {
      for (const { name, files, expected } of readFixture(join(FIXTURES, `${id}.md`)).cases) {
        if (expected === "") continue;
        assert.ok(Object.values(files).some(mayCall), `${id}: ${name}`);
      }
    }
  });

  it("offer names for the text filter", () => {
    assert.ok(packageNames().includes("@ai-sdk/openai"));
    assert.ok(tellingPaths().includes("chat.completions.create"));
    assert.ok(!tellingPaths().includes("invoke"));
  });
});

describe("call sites", () => {
  it("have ids of their own and stand where the callee's last name begins", async () => {
    const text = 'import litellm\nx = [litellm.completion("a", []), litellm.completion("b", [])]\n';
    const sites = await sitesOf({ "a.py": text });
    assert.equal(new Set(sites.map((s) => s.id)).size, 2);
    for (const site of sites) {
      assert.equal(text.slice(site.nameStart, site.nameStart + 10), "completion");
      assert.equal(text.slice(site.range.start, site.range.end).slice(0, 18), "litellm.completion");
    }
  });

  it("point at the model's literal, in whatever file it stands", async () => {
    const files = {
      "models.py": 'FAST = "gpt-5"\n',
      "a.py": "import litellm\nfrom models import FAST\nlitellm.completion(FAST, [])\n",
    };
    const [site] = await sitesOf(files);
    assert.equal(site?.model.literal?.path, "models.py");
    const { start, end } = site?.model.literal?.range ?? { start: 0, end: 0 };
    assert.equal(files["models.py"].slice(start, end), '"gpt-5"');
  });
});
