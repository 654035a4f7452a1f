/** The template of a new catalogue: it changes nothing as written, and every example in it holds. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { CATALOGUE_TEMPLATE } from "../../client/src/catalogue-template";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";

const PATH = "farebox.catalogue.yaml";
const CATALOGUE = join(import.meta.dirname, "../../server/catalogue");
const schema = JSON.parse(readFileSync(join(CATALOGUE, "farebox-catalogue.schema.json"), "utf8"));

/** The template with its examples switched on: `# ` goes, explanations stay. */
const switchedOn = CATALOGUE_TEMPLATE.replace(/^# ?(?!#)/gm, "");

describe("catalogue template", () => {
  it("changes nothing as it is written", () => {
    const { layer, problems } = parseUserCatalogue(CATALOGUE_TEMPLATE, PATH);
    assert.deepEqual(problems, []);
    assert.ok(layer);
    assert.deepEqual([layer.offers, layer.models, layer.hosts, layer.hide], [[], [], [], []]);
  });

  it("has examples that hold, and use every part a person needs first", () => {
    const { layer, problems } = parseUserCatalogue(switchedOn, PATH);
    assert.deepEqual(problems, []);
    assert.ok(layer);
    assert.equal(layer.offers.length, 2);
    for (const part of [layer.models, layer.hosts, layer.regions, layer.favourites, layer.hide])
      assert.equal(part.length, 1);
    assert.deepEqual(buildCatalogue(mergeFiles(readCatalogueFiles(CATALOGUE)), [layer]).problems, []);
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    assert.ok(validate(parse(switchedOn)), JSON.stringify(validate.errors));
  });
});
