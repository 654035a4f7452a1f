import assert from "node:assert/strict";
import { LANGUAGES, languageOfPath } from "../../server/src/languages/index";

describe("the list of languages", () => {
  it("finds a language by the file's name", () => {
    const ids = [
      "a/b.py",
      "a.PYI",
      "a.ts",
      "a.d.mts",
      "a.tsx",
      "a.jsx",
      "a.cjs",
      "a.txt",
      "py",
      "a.py/b",
    ].map((path) => languageOfPath(path)?.id);
    const expected = ["python", "python", "typescript", "typescript", "tsx", "javascript", "javascript"];
    assert.deepEqual(ids, [...expected, undefined, undefined, undefined]);
  });

  it("claims each extension once, under the language's own id", () => {
    const extensions = Object.values(LANGUAGES).flatMap((language) => language.extensions);
    assert.equal(new Set(extensions).size, extensions.length);
    for (const [id, language] of Object.entries(LANGUAGES)) assert.equal(language.id, id);
  });
});
