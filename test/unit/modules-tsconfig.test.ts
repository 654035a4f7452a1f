import assert from "node:assert/strict";
import { parseJsonWithComments, parseTsconfig, tsPathRules } from "../../server/src/languages/tsconfig";

describe("tsconfig", () => {
  it("reads JSON with comments and trailing commas", () => {
    const text =
      '\uFEFF{ // "a": 1\n "url": "https://x//y", /* , } */ "list": [1, 2, /* last */ ], "s": "a,}\\"//", }\n// end';
    assert.deepEqual(parseJsonWithComments(text), { url: "https://x//y", list: [1, 2], s: 'a,}"//' });
    assert.equal(parseJsonWithComments("{ broken"), undefined);
    assert.equal(parseJsonWithComments("/* no end"), undefined);
  });

  it("splits patterns at their star and keeps targets relative to baseUrl", () => {
    const { rules } = parseTsconfig(
      '{"compilerOptions": {"baseUrl": "src", "paths": {"@app/*": ["app/*"], "one": ["./one.ts", 5]}}}',
      "pkg/tsconfig.json",
    );
    assert.deepEqual(rules, [
      { scope: "pkg", prefix: "@app/", suffix: "", wildcard: true, targets: ["app/*"], baseDir: "pkg/src" },
      { scope: "pkg", prefix: "one", suffix: "", wildcard: false, targets: ["./one.ts"], baseDir: "pkg/src" },
      { scope: "pkg", prefix: "", suffix: "", wildcard: true, targets: ["*"], baseDir: "pkg/src" },
    ]);
  });

  it("says nothing where the file is broken or states nothing", () => {
    for (const text of ["", "null", "[]", "{", '{"compilerOptions": {"paths": 3, "baseUrl": 4}}']) {
      assert.deepEqual(parseTsconfig(text, "tsconfig.json").rules, [], text);
    }
    assert.deepEqual(parseTsconfig('{"compilerOptions": {"baseUrl": ".."}}', "tsconfig.json").rules, []);
  });

  it("inherits paths into the scope of the heir, unless it states its own", () => {
    const base = parseTsconfig(
      '{"compilerOptions": {"baseUrl": ".", "paths": {"~/*": ["lib/*"]}}}',
      "tsconfig.base.json",
    );
    const heir = parseTsconfig('{"extends": "../tsconfig.base"}', "web/tsconfig.json");
    const own = parseTsconfig(
      '{"extends": ["../tsconfig.base.json"], "compilerOptions": {"paths": {"#/*": ["x/*"]}}}',
      "api/tsconfig.json",
    );
    const rules = tsPathRules([base, heir, own]);
    const summary = (scope: string): string[] =>
      rules.filter((rule) => rule.scope === scope).map((rule) => `${rule.prefix}|${rule.baseDir}`);
    assert.deepEqual(summary("web"), ["~/|", "|"]);
    assert.deepEqual(summary("api"), ["#/|api", "|"]);
  });

  it("survives files that extend each other or packages", () => {
    const a = parseTsconfig('{"extends": "./b.json", "compilerOptions": {"paths": {"a": ["a"]}}}', "a.json");
    const b = parseTsconfig('{"extends": ["./a.json", "@tsconfig/node20"]}', "b.json");
    assert.deepEqual(
      tsPathRules([a, b]).map((rule) => rule.prefix),
      ["a", "a"],
    );
  });
});
