/** Catalogue files with a mistake, each with its messages, from test/fixtures/catalogue/malformed.md. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LineMap } from "../../server/src/base/line-map";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import { miniCatalogueData } from "../support/mini-catalogue";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly messages: readonly string[];
}

const PAGE = readFileSync(join(import.meta.dirname, "../fixtures/catalogue/malformed.md"), "utf8");
const CASES: readonly Case[] = PAGE.split(/^## /m)
  .slice(1)
  .map((section) => {
    const [, name = "", text = "", rest = ""] =
      /^(.*)\n\n```yaml\n([\s\S]*?)\n```\n([\s\S]*)$/.exec(section) ?? [];
    return {
      name,
      text: `${text}\n`,
      messages: [...rest.matchAll(/^- (.+)$/gm)].map(([, line = ""]) => line),
    };
  });

function messagesOf(text: string): string[] {
  const map = new LineMap(text);
  const { layer, problems } = parseUserCatalogue(text, "f");
  const built = layer === undefined ? [] : buildCatalogue(miniCatalogueData(), [layer]).problems;
  return [...problems, ...built].map(({ range, message }) => {
    const { line, column } = map.position(range.start);
    return `${line + 1}:${column + 1} ${message}`;
  });
}

describe("malformed catalogues", () => {
  it("are at least 60, each with a message", () => {
    assert.ok(CASES.length >= 60, `${CASES.length}`);
    for (const { name, messages } of CASES) assert.ok(messages.length > 0, name);
    assert.equal(new Set(CASES.map((each) => each.name)).size, CASES.length);
  });
  for (const { name, text, messages } of CASES) {
    it(`${name}: says what is wrong and where`, () => assert.deepEqual(messagesOf(text), messages));
  }
  it("still load everything else", () => {
    let loaded = 0;
    for (const { name, text } of CASES) {
      if (parseUserCatalogue(text, "f").layer === undefined || /^favourites/m.test(text)) continue;
      const { layer } = parseUserCatalogue(`${text}favourites: [mini-2]\n`, "f");
      assert.deepEqual(layer?.favourites, ["mini-2"], name);
      loaded++;
    }
    assert.ok(loaded >= 70, `${loaded}`);
  });
  it("change no price where the entry is refused", () => {
    const shipped = buildCatalogue(miniCatalogueData(), []).catalogue;
    const twice = new Set(["one offer stated twice", "one contract twice in one month"]);
    for (const { name, text } of CASES) {
      const { layer } = parseUserCatalogue(text, "f");
      if (layer === undefined || twice.has(name)) continue;
      const { catalogue } = buildCatalogue(miniCatalogueData(), [layer]);
      assert.deepEqual([...catalogue.offersById], [...shipped.offersById], name);
    }
  });
  it("leave every prototype alone", () => {
    for (const { text } of CASES) parseUserCatalogue(text, "f");
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
    assert.equal(Object.getPrototypeOf({}), Object.prototype);
  });
});
