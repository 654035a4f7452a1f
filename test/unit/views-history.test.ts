/** What a hover says of a price's age, its changes, where its host processes data, and of a collection that differs. */
import assert from "node:assert/strict";
import type { BroadFile } from "../../server/src/catalogue/broad/broad-data";
import type { CatalogueData, HostFile } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import type { Catalogue, Host } from "../../server/src/catalogue/types";
import { priceOn } from "../../server/src/estimate/estimate-call";
import { catalogueAgeWarning } from "../../server/src/views/catalogue-age";
import { placeLines } from "../../server/src/views/hover-place";
import { priceLines } from "../../server/src/views/hover-price";
import { callOf, contextOf } from "../support/estimates";
import { miniCatalogue, miniCatalogueData } from "../support/mini-catalogue";

function linesAt(day: string, offerId: string, catalogue: Catalogue = miniCatalogue()): string {
  const offer = catalogue.offersById.get(offerId);
  const model = catalogue.models.get(offer?.model ?? "");
  assert.ok(offer && model);
  const ctx = { ...contextOf({}, catalogue), when: { day } };
  const priced = priceOn(callOf(), model, offer, ctx);
  assert.ok(priced.known, priced.known ? "" : priced.reason);
  return priceLines(priced.value, catalogue, day, ctx.when).join("\n").replaceAll("\\", "");
}

describe("price history in the hover", () => {
  const id = "mini-2@acme/global";
  it("tells of a change for 30 days and no longer", () => {
    assert.match(linesAt("2026-06-01", id), /The price changed on 2026-06-01/);
    assert.match(linesAt("2026-07-01", id), /The price changed on 2026-06-01/);
    assert.doesNotMatch(linesAt("2026-07-02", id), /The price changed/);
    assert.match(linesAt("2026-05-31", id), /This price ends on 2026-06-01/);
  });
  it("always says when the figure was read, and warns of an old one", () => {
    assert.match(linesAt("2026-05-03", id), /checked 2 days ago/);
    assert.doesNotMatch(linesAt("2026-10-28", id), /⚠/);
    assert.match(linesAt("2026-10-29", id), /⚠ This figure was read 181 days ago/);
  });
  it("names what the host bills in place of the id", () => {
    assert.match(linesAt("2026-05-01", "mini-old@acme/cn"), /The host bills this id as \*\*mini-3\*\*/);
  });
  it("marks a collection that differs, with its figure and the likely reason", () => {
    const broad: BroadFile = {
      source: "collection 1",
      url: "https://prices.test",
      licence: "MIT",
      version: "1",
      checked: "2026-06-10",
      labs: [],
      hosts: [],
      models: [],
      groups: [
        { host: "acme", region: "global", rows: [{ model: "mini-2", prices: { input: 4, output: 10 } }] },
      ],
    };
    const { catalogue } = buildCatalogue({ ...miniCatalogueData(), broad: [broad] }, []);
    const text = linesAt("2026-07-15", id, catalogue);
    assert.match(text, /⚑ collection 1 differs\n⚑ collection 1 has input \$4/);
    assert.doesNotMatch(linesAt("2026-05-15", id, catalogue), /has input/);
  });
});

describe("the catalogue's age", () => {
  it("is worth a word past 60 days", () => {
    const catalogue = miniCatalogue();
    assert.equal(catalogueAgeWarning(catalogue, "2026-06-30"), null);
    assert.match(catalogueAgeWarning(catalogue, "2026-07-01") ?? "", /61 days ago \(2026-05-01\)/);
  });
});

describe("where a host processes data", () => {
  const line = (offerId: string, change: Partial<Host> = {}): string => {
    const data: CatalogueData = miniCatalogueData();
    const hosts = data.hosts.map((host): HostFile => ({ ...host, ...change }));
    const { catalogue } = buildCatalogue({ ...data, hosts }, []);
    const offer = catalogue.offersById.get(offerId);
    assert.ok(offer);
    return placeLines(catalogue, offer).join("\n").replaceAll("\\", "");
  };
  it("is stated, chosen, not promised or not confirmed", () => {
    assert.equal(line("orbit-7b@cirrus/de"), "**Data** Germany (the host states it) · company in DE");
    assert.equal(line("mini-1@acme/eu"), "**Data** EU (the caller chooses it) · company in US");
    assert.equal(line("mini-1@acme/global"), "**Data** no stated place of processing · company in US");
    assert.equal(
      line("mini-1@bolt/us"),
      "**Data** no stated place of processing (the host promises no place) · company in SG, parent company in CN",
    );
    assert.match(
      line("orbit-7b@cirrus/de", { residencyPromise: "unknown" }),
      /no stated place.*\(not confirmed at the host\)/,
    );
  });
  it("repeats what the host says of it", () => {
    assert.match(line("mini-1@acme/eu", { residencyNote: "Logs may leave it." }), /· Logs may leave it\.$/);
  });
});
