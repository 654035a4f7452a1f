import assert from "node:assert/strict";
import schema from "../../server/catalogue/farebox-catalogue.schema.json";
import { catalogueCompletions, type Schema } from "../../server/src/views/catalogue-completion";
import { miniCatalogue } from "../support/mini-catalogue";

/** `|` marks the cursor. */
function labels(marked: string): readonly string[] {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  return catalogueCompletions(text, offset, schema as Schema, miniCatalogue()).map((entry) => entry.label);
}

describe("completion in farebox.catalogue.yaml", () => {
  it("names the file's fields at the top and leaves out those that stand there", () => {
    const found = labels("version: 1\n|\noffers:\n  - model: x\n");
    assert.ok(found.includes("models") && found.includes("hosts"));
    assert.ok(!found.includes("version") && !found.includes("offers"));
  });

  it("names the fields of an offer inside a list item", () => {
    const found = labels("offers:\n  - model: mini-1\n    |\n");
    assert.ok(found.includes("prices") && found.includes("host"));
    assert.ok(!found.includes("model") && !found.includes("contextWindow"));
  });

  it("names the fields of prices one level deeper", () => {
    assert.deepEqual(
      labels("offers:\n  - model: mini-1\n    prices:\n      input: 1\n      |\n").toSorted(),
      ["cacheRead", "cacheWrite", "output"],
    );
  });

  it("offers the ids the catalogue knows as values", () => {
    assert.ok(labels("offers:\n  - model: |\n").includes("mini-1"));
    assert.ok(labels("offers:\n  - model: mini-1\n    host: |").includes("acme"));
  });

  it("stays silent in comments", () => {
    assert.deepEqual(labels("# mod|"), []);
  });
});
