/** The broad layer: how a published collection becomes offers, what it may never change, and where it differs from ours. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { BroadFile } from "../../server/src/catalogue/broad/broad-data";
import {
  agreementByHost,
  disagreementOf,
  disagreements,
} from "../../server/src/catalogue/broad/disagreements";
import { mapGenaiPrices } from "../../server/src/catalogue/broad/genai-prices";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import { chooseOffer } from "../../server/src/catalogue/match/choose";
import { matchModel } from "../../server/src/catalogue/match/match";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";
import { miniCatalogueData } from "../support/mini-catalogue";

const WHEN = { day: "2026-07-01" };
const SOURCE = { source: "collection 1", url: "https://prices.test", licence: "MIT", version: "1" };

function broad(groups: BroadFile["groups"], more: Partial<BroadFile> = {}): BroadFile {
  return { ...SOURCE, checked: "2026-06-01", labs: [], hosts: [], models: [], groups, ...more };
}

const FILE = broad(
  [
    {
      host: "acme",
      region: "global",
      rows: [
        { model: "mini-1", prices: { input: 1.5, output: 4 } },
        { model: "mini-2", prices: { input: 4, output: 20 } },
        { model: "mini-2.5", prices: { input: 3.01, output: 12 } },
        { model: "relic-1", hostModelId: "acme/relic-1", prices: { input: 7, output: 8 } },
      ],
    },
    { host: "dust", region: "global", rows: [{ model: "mini-1", prices: { input: 9, output: 9 } }] },
    { host: "nowhere", region: "global", rows: [{ model: "mini-1", prices: { input: 1, output: 1 } }] },
  ],
  {
    hosts: [{ id: "dust", name: "Dust", endpoints: [{ url: "https://api.dust.test" }] }],
    models: [
      { id: "relic-1", name: "Relic 1", lab: "acme", aliases: ["relic"] },
      { id: "mini-1", name: "Not ours", lab: "dust" },
    ],
  },
);

describe("the broad layer", () => {
  const { catalogue } = buildCatalogue({ ...miniCatalogueData(), broad: [FILE] }, []);

  it("adds models, hosts and offers with its own source and day", () => {
    const offer = catalogue.offersById.get("relic-1@acme/global");
    assert.equal(offer?.layer, "broad");
    assert.equal(offer?.origin, "collection 1");
    assert.deepEqual(offer?.periods[0]?.checked, "2026-06-01");
    const match = matchModel(catalogue, "relic");
    assert.ok(match.known && match.value.model.id === "relic-1");
  });
  it("never changes a curated price or model", () => {
    const own = catalogue.offersById.get("mini-1@acme/global");
    assert.equal(own?.layer, "curated");
    assert.equal(own?.periods[0]?.prices.input, 1);
    assert.equal(catalogue.models.get("mini-1")?.name, "mini-1");
  });
  it("drops rows at hosts nobody describes", () => {
    assert.equal(catalogue.offersById.has("mini-1@nowhere/global"), false);
  });
  it("does not make a choice between curated sellers harder", () => {
    const model = catalogue.models.get("mini-1");
    assert.ok(model);
    const chosen = chooseOffer(catalogue, model, {});
    assert.ok(chosen.known && chosen.value.host === "acme");
    const named = chooseOffer(catalogue, model, { host: "dust" });
    assert.ok(named.known && named.value.layer === "broad");
  });
  it("lies under a user's file", () => {
    const text = "offers:\n  - {extends: relic-1@acme/global, multiplier: 0.5}\n";
    const { layer } = parseUserCatalogue(text, "farebox.catalogue.yaml");
    assert.ok(layer);
    const built = buildCatalogue({ ...miniCatalogueData(), broad: [FILE] }, [layer]).catalogue;
    const offer = built.offersById.get("relic-1@acme/global");
    assert.deepEqual([offer?.layer, offer?.periods[0]?.prices.input], ["folder", 3.5]);
  });
  it("takes a later file of the same kind over an earlier one", () => {
    const newer = broad([
      { host: "acme", region: "global", rows: [{ model: "relic-1", prices: { input: 1, output: 2 } }] },
    ]);
    const built = buildCatalogue({ ...miniCatalogueData(), broad: [FILE] }, [], [newer]).catalogue;
    assert.equal(built.offersById.get("relic-1@acme/global")?.periods[0]?.prices.input, 1);
  });
});

describe("disagreements", () => {
  const { catalogue } = buildCatalogue({ ...miniCatalogueData(), broad: [FILE] }, []);

  it("names each field that differs by more than one percent", () => {
    const found = disagreements(catalogue, WHEN);
    assert.deepEqual(
      found.map(({ offer, differences }) => [offer.id, differences]),
      [
        ["mini-1@acme/global", [{ field: "input", curated: 1, broad: 1.5 }]],
        [
          "mini-2@acme/global",
          [
            { field: "input", curated: 2, broad: 4 },
            { field: "output", curated: 10, broad: 20 },
          ],
        ],
      ],
    );
    assert.match(found[1]?.reason ?? "", /still has the price that ended on 2026-06-01/);
    assert.match(found[0]?.reason ?? "", /the collection is newer than the curated figure of 2026-05-01/);
  });
  it("is gone at a date at which both agree", () => {
    const offer = catalogue.offersById.get("mini-2@acme/global");
    assert.ok(offer);
    assert.equal(disagreementOf(catalogue, offer, { day: "2026-05-30" }), undefined);
  });
  it("counts agreement by host", () => {
    assert.deepEqual(agreementByHost(catalogue, WHEN).get("acme"), { compared: 3, agree: 1 });
  });
  it("says nothing about a user's own price", () => {
    const { layer } = parseUserCatalogue(
      "offers:\n  - {extends: mini-1@acme/global, multiplier: 0.5}\n",
      "f",
    );
    assert.ok(layer);
    const built = buildCatalogue({ ...miniCatalogueData(), broad: [FILE] }, [layer]).catalogue;
    assert.ok(disagreements(built, WHEN).every(({ offer }) => offer.model !== "mini-1"));
  });
});

describe("mapping genai-prices", () => {
  const mini = buildCatalogue(miniCatalogueData(), []).catalogue;
  const map = (models: readonly unknown[], id = "openai") =>
    mapGenaiPrices([{ id, models }], mini, { version: "9", checked: "2026-06-01" });
  const rowsOf = (models: readonly unknown[], id?: string) =>
    map(models, id).file.groups.flatMap((g) => g.rows);

  it("reads prices, cache lifetimes, length tiers and starts", () => {
    const rows = rowsOf([
      {
        id: "sample-1",
        prices: [
          { prices: { input_mtok: 2, output_mtok: 8 } },
          {
            constraint: { type: "start_date", start_date: "2026-03-01" },
            prices: {
              input_mtok: { base: 1, tiers: [{ start: 1000, price: 3 }] },
              output_mtok: 4,
              cache_read_mtok: 0.1,
              cache_write_mtok: 1.25,
              cache_write_1h_mtok: 2,
            },
          },
        ],
      },
    ]);
    assert.deepEqual(rows, [
      { model: "sample-1", prices: { input: 2, output: 8 }, until: "2026-03-01" },
      {
        model: "sample-1",
        prices: { input: 1, output: 4, cacheRead: 0.1, cacheWrite: { "5m": 1.25, "1h": 2 } },
        lengthTiers: [
          {
            aboveInputTokens: 1000,
            prices: { input: 3, output: 4, cacheRead: 0.1, cacheWrite: { "5m": 1.25, "1h": 2 } },
          },
        ],
        from: "2026-03-01",
      },
    ]);
  });
  it("leaves out what it cannot tell truly, and counts it", () => {
    const price = { input_mtok: 1, output_mtok: 2 };
    const { file, leftOut } = map([
      { id: "sample-embedding", prices: { input_mtok: 1 } },
      { id: "sample-2", prices: { input_mtok: 1 } },
      { id: "sample-3:free", prices: price },
      {
        id: "sample-4",
        prices: [{ prices: price }, { constraint: { type: "time_of_date" }, prices: price }],
      },
      { id: "chatgpt-4o-latest", prices: price },
      { id: "sample-5", prices: { input_mtok: 0, output_mtok: 0 } },
      { id: "sample-6", prices: { input_mtok: -1, output_mtok: Number.NaN } },
      { id: "mini", prices: price },
    ]);
    assert.deepEqual(file.groups, []);
    assert.equal(
      [...leftOut.values()].reduce((a, b) => a + b, 0),
      8,
    );
  });
  it("takes no alias that crosses versions", () => {
    const { file } = map([
      {
        id: "sample-2",
        match: { or: [{ equals: "sample-2.5" }, { equals: "sample-2-0613" }, { starts_with: "sample" }] },
        prices: { input_mtok: 1, output_mtok: 2 },
      },
    ]);
    assert.deepEqual(file.models[0]?.aliases, ["sample-2-0613"]);
  });
  it("survives any data", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => rowsOf([value as unknown]).length >= 0));
    fc.assert(
      fc.property(fc.jsonValue(), (prices) => {
        const rows = rowsOf([{ id: "sample-1", prices }]);
        return rows.every(({ prices: { input = -1 } }) => input >= 0);
      }),
    );
  });
});

describe("the shipped broad layer", () => {
  const files = readCatalogueFiles(join(import.meta.dirname, "../../server/catalogue"));
  const data = mergeFiles(files);
  const { catalogue } = buildCatalogue(data, []);

  it("adds models and hosts by the hundred, and ships below 400 KB packed with the curated data", () => {
    const added = catalogue.offers.filter((offer) => offer.layer === "broad");
    assert.ok(added.length >= 700, `${added.length}`);
    assert.ok(new Set(added.map((offer) => offer.model)).size >= 400);
    const packed = gzipSync(JSON.stringify(data)).length;
    assert.ok(packed < 400_000, `${packed} bytes`);
  });
  it("agrees with the labs' own list prices", () => {
    const hosts = agreementByHost(catalogue, { day: data.version });
    for (const id of [
      "anthropic",
      "openai",
      "google-ai-studio",
      "mistral",
      "xai",
      "moonshot-intl",
      "minimax-intl",
    ]) {
      const host = hosts.get(id);
      assert.ok(host && host.agree === host.compared, `${id}: ${JSON.stringify(host)}`);
    }
  });
  it("gives every disagreement a reason", () => {
    const found = disagreements(catalogue, { day: data.version });
    assert.ok(found.length > 0);
    for (const { offer, reason } of found) assert.ok(reason.length > 20, offer.id);
  });
  it("names older models of the labs, each as itself", () => {
    for (const [written, id] of [
      ["gpt-4-turbo-2024-04-09", "gpt-4-turbo"],
      ["gpt-4-0613", "gpt-4"],
      ["gpt-3.5-turbo-0125", "gpt-3.5-turbo"],
      ["claude-3-5-sonnet-20241022", "claude-3-5-sonnet"],
      ["claude-sonnet-4-20250514", "claude-sonnet-4"],
      ["gemini-1.5-pro", "gemini-1.5-pro"],
    ]) {
      const match = matchModel(catalogue, written ?? "");
      assert.ok(match.known && match.value.model.id === id, written);
    }
  });
});
