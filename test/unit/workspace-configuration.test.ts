/** Configuration of a workspace is hostile input: whatever it holds, there is a tree or there is none. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseConfiguration } from "../../server/src/workspace/configuration";

describe("configuration files", () => {
  it("are YAML, JSON, TOML and INI", () => {
    assert.deepEqual(parseConfiguration("a.yaml", "a:\n  - b: 1\n"), { a: [{ b: 1 }] });
    assert.deepEqual(parseConfiguration("a.json", '{"a": [{"b": 1}]}'), { a: [{ b: 1 }] });
    assert.equal(JSON.stringify(parseConfiguration("A.TOML", "[[a]]\nb = 1\n")), '{"a":[{"b":1}]}');
    assert.equal(JSON.stringify(parseConfiguration("a.ini", "[a]\nb = 1\n")), '{"a":{"b":"1"}}');
    assert.equal(parseConfiguration("a.txt", "a = 1"), undefined);
  });

  it("are none where they are not well-formed, or too large", () => {
    for (const path of ["a.yaml", "a.json", "a.toml"])
      assert.equal(parseConfiguration(path, "a: [ {"), undefined);
    assert.equal(parseConfiguration("a.json", `"${"x".repeat(200_001)}"`), undefined);
  });

  it("stand for no more than they hold, however their aliases are nested", () => {
    const levels = Array.from({ length: 12 }, (_, at) =>
      at === 0
        ? "a0: &a0 [x, x, x, x, x, x, x, x, x]"
        : `a${at}: &a${at} [${Array(9)
            .fill(`*a${at - 1}`)
            .join(", ")}]`,
    );
    assert.equal(parseConfiguration("bomb.yaml", levels.join("\n")), undefined);
  });

  it("never throw, and leave every object as it was", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("a.yaml", "a.json", "a.toml"),
        fc.string({ maxLength: 200 }),
        (path, text) => {
          parseConfiguration(path, text);
          parseConfiguration(path, `__proto__: {polluted: 1}\n${text}`);
        },
      ),
    );
    parseConfiguration("a.json", '{"__proto__": {"polluted": 1}}');
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});
