/** Ids as they occur in the wild -> offers of the shipped catalogue, from test/fixtures/matching/. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { matchModel } from "../../server/src/catalogue/match/match";
import { foldId } from "../../server/src/catalogue/match/model-id";
import { resolveOffer, type WrittenModel } from "../../server/src/catalogue/match/resolve";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";

const ROOT = join(import.meta.dirname, "../..");
const { catalogue } = buildCatalogue(mergeFiles(readCatalogueFiles(join(ROOT, "server/catalogue"))), []);

interface Row {
  readonly line: number;
  readonly written: WrittenModel;
  readonly means: string;
}

const FIELDS: Readonly<Record<string, keyof WrittenModel>> = {
  host: "host",
  url: "baseUrl",
  region: "region",
  tier: "serviceTier",
  currency: "currency",
};

/** Rows of the page's tables: `| id | key=value; key=value | offer |`. */
function rowsOf(page: string): Row[] {
  return page.split("\n").flatMap((text, index) => {
    const found = /^\| `(.+)` \| (?:`(.+)`)? ?\| (?:`(.+)`|unpriced) \|$/.exec(text);
    if (found === null) return [];
    const [, id = "", client = "", means = "unpriced"] = found;
    const written: Record<string, string> = { id };
    for (const part of client.split(";").filter((each) => each.trim() !== "")) {
      const at = part.indexOf("=");
      const field = FIELDS[part.slice(0, at).trim()];
      assert.ok(field, `line ${index + 1}: ${part}`);
      written[field] = part.slice(at + 1).trim();
    }
    return [{ line: index + 1, written: written as unknown as WrittenModel, means }];
  });
}

describe("ids in the wild", () => {
  const page = readFileSync(join(ROOT, "test/fixtures/matching/ids.md"), "utf8");
  const rows = rowsOf(page);

  it("lists at least 200, hostile near misses among them", () => {
    const written = page.split("\n").filter((line) => line.startsWith("| `")).length;
    assert.equal(rows.length, written, "every row of the page is read");
    assert.ok(rows.length >= 200, `${rows.length}`);
    assert.ok(rows.filter((row) => row.means === "unpriced").length >= 50);
  });
  for (const { line, written, means } of rows) {
    it(`ids.md:${line} ${written.id} is ${means}`, () => {
      const offer = resolveOffer(catalogue, written);
      if (offer.known) return assert.equal(offer.value.id, means);
      assert.equal("unpriced", means, offer.reason);
      assert.ok(offer.reason.length > 20);
    });
  }
  it("never prices a model whose version is not in the id", () => {
    for (const { written, means } of rows) {
      if (means === "unpriced") continue;
      const match = matchModel(catalogue, written.id, written.host);
      if (!match.known) continue;
      const { model, hostModelId } = match.value;
      const names = [model.id, ...model.aliases, hostModelId ?? ""].map(foldId);
      const plain = foldId(written.id);
      const isNamed = names.some((name) => name !== "" && plain.includes(name));
      assert.ok(isNamed, `${written.id} as ${model.id}`);
    }
  });
});
