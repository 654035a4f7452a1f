/** What a user's catalogue can say beyond plain prices: contracts with dates, names of one's own, defaults, several files. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { underlay } from "../../server/src/catalogue/load/underlay";
import { parseSettingsCatalogue, parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import type { UserLayer } from "../../server/src/catalogue/load/user-layer";
import { hostFromUrl } from "../../server/src/catalogue/match/endpoint";
import { resolveOffer } from "../../server/src/catalogue/match/resolve";
import { priceAt } from "../../server/src/catalogue/price/effective";
import type { Catalogue } from "../../server/src/catalogue/types";
import { miniCatalogueData } from "../support/mini-catalogue";

function layerOf(text: string, level?: NonNullable<UserLayer["level"]>): UserLayer {
  const { layer, problems } = parseUserCatalogue(text, "f", level);
  assert.deepEqual(problems, []);
  assert.ok(layer);
  return layer;
}

function withLayers(...layers: readonly UserLayer[]): Catalogue {
  const { catalogue, problems } = buildCatalogue(miniCatalogueData(), layers);
  assert.deepEqual(problems, []);
  return catalogue;
}

function inputAt(catalogue: Catalogue, id: string, day: string): number | undefined {
  const offer = catalogue.offersById.get(id);
  assert.ok(offer, id);
  const price = priceAt(offer, { day }, catalogue.calendars);
  return price.known ? price.value.variants[0]?.prices.input : undefined;
}

function meaning(catalogue: Catalogue, id: string, host?: string): string {
  const offer = resolveOffer(catalogue, { id, ...(host === undefined ? {} : { host }) });
  return offer.known ? offer.value.id : `unpriced: ${offer.reason}`;
}

describe("contracts", () => {
  it("hold from their first day to their last, the list price before and after", () => {
    const catalogue = withLayers(
      layerOf(
        "offers:\n  - {extends: mini-1@acme/global, multiplier: 0.5, from: 2026-03-01, until: 2026-09-01, source: contract 7}\n",
      ),
    );
    const id = "mini-1@acme/global";
    assert.deepEqual(
      ["2026-02-28", "2026-03-01", "2026-08-31", "2026-09-01"].map((day) => inputAt(catalogue, id, day)),
      [1, 0.5, 0.5, 1],
    );
    const sources = catalogue.offersById.get(id)?.periods.map((period) => period.source);
    assert.deepEqual(sources, ["https://prices.acme.test", "contract 7", "https://prices.acme.test"]);
  });
  it("cross a change of the list price and follow it", () => {
    const catalogue = withLayers(
      layerOf(
        "offers:\n  - {extends: mini-2@acme/global, multiplier: 0.5, from: 2026-05-01, until: 2026-07-01}\n",
      ),
    );
    const days = ["2026-04-30", "2026-05-01", "2026-06-01", "2026-07-01"];
    assert.deepEqual(
      days.map((day) => inputAt(catalogue, "mini-2@acme/global", day)),
      [4, 2, 1, 2],
    );
  });
  it("can be several, one after the other", () => {
    const text = `offers:
  - extends: mini-1@acme/global
    source: contract 8
    periods:
      - { from: 2026-01-01, until: 2026-02-01, multiplier: 0.9 }
      - { from: 2026-03-01, prices: { input: 0.1 } }
`;
    const catalogue = withLayers(layerOf(text));
    const days = ["2025-12-31", "2026-01-15", "2026-02-15", "2026-03-01"];
    assert.deepEqual(
      days.map((day) => inputAt(catalogue, "mini-1@acme/global", day)),
      [1, 0.9, 1, 0.1],
    );
  });
  it("can be entries of one file that follow each other", () => {
    const catalogue = withLayers(
      layerOf(
        "offers:\n  - {extends: mini-1@acme/global, multiplier: 0.9, until: 2026-02-01}\n  - {extends: mini-1@acme/global, multiplier: 0.5, from: 2026-02-01}\n",
      ),
    );
    assert.equal(inputAt(catalogue, "mini-1@acme/global", "2026-01-31"), 0.9);
    assert.equal(inputAt(catalogue, "mini-1@acme/global", "2026-02-01"), 0.5);
  });
  it("never overlap, leave no hole and change nothing outside their days", () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((n) => new Date(Date.UTC(2025, 9, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.double({ min: 0.1, max: 0.9, noNaN: true }), day, (a, b, factor, asked) => {
        const [from, until] = a < b ? [a, b] : [b, a];
        if (from === until) return;
        const text = `offers:\n  - {extends: mini-2@acme/global, multiplier: ${factor}, from: ${from}, until: ${until}}\n`;
        const list = inputAt(withLayers(), "mini-2@acme/global", asked) ?? Number.NaN;
        const own = inputAt(withLayers(layerOf(text)), "mini-2@acme/global", asked);
        assert.equal(own, from <= asked && asked < until ? list * factor : list);
      }),
      { numRuns: 60 },
    );
  });
  it("state prices in another currency whole", () => {
    const catalogue = withLayers(
      layerOf("offers:\n  - {extends: mini-1@acme/global, currency: EUR, prices: {input: 0.8, output: 3}}\n"),
    );
    const own = catalogue.offersById.get("mini-1@acme/global#EUR");
    assert.deepEqual(
      own?.periods.map((period) => period.prices),
      [{ input: 0.8, output: 3 }],
    );
    assert.equal(inputAt(catalogue, "mini-1@acme/global", "2026-05-01"), 1);
  });
});

describe("names of one's own", () => {
  const catalogue = withLayers(
    layerOf(`hosts:
  - { id: gateway, country: DE }
offers:
  - { model: mini-1, host: gateway, prices: { input: 2, output: 2 } }
aliases:
  prod-model: mini-2
  Prod EU: mini-1@acme/eu
prefixes:
  "llm/": "*"
  "gw:": gateway
defaults:
  orbit-7b: orbit-7b@cirrus/de
`),
  );
  it("are models, or offers with their place", () => {
    assert.equal(meaning(catalogue, "prod-model"), "mini-2@acme/global");
    assert.equal(meaning(catalogue, "PROD-MODEL"), "mini-2@acme/global");
    assert.equal(meaning(catalogue, "prod eu"), "mini-1@acme/eu");
  });
  it("go through a gateway's prefix", () => {
    assert.equal(meaning(catalogue, "llm/mini-1"), "mini-1@acme/global");
    assert.equal(meaning(catalogue, "LLM/prod-model"), "mini-2@acme/global");
    assert.equal(meaning(catalogue, "gw:mini-1"), "mini-1@gateway/global");
    assert.match(meaning(catalogue, "gw:mini-2"), /^unpriced: gateway has no price/);
    assert.match(meaning(catalogue, "llm/mini-9"), /^unpriced: .*Did you mean mini-/);
  });
  it("settle the host where the code names none, and only there", () => {
    assert.equal(meaning(catalogue, "orbit-7b"), "orbit-7b@cirrus/de");
    assert.equal(meaning(catalogue, "orbit-7b", "bolt"), "orbit-7b@bolt/us");
  });
});

describe("addresses", () => {
  it("at which a host of one's own stands belong to it", () => {
    const catalogue = withLayers(
      layerOf("hosts:\n  - {id: gateway, endpoints: [{url: 'https://api.acme.test'}]}\n"),
    );
    assert.deepEqual(hostFromUrl(catalogue, "https://api.acme.test/v1"), { host: "gateway" });
    assert.deepEqual(hostFromUrl(withLayers(), "https://api.acme.test/v1"), { host: "acme" });
  });
  it("that several hosts share need their path", () => {
    const catalogue = withLayers(
      layerOf(
        "hosts:\n  - {id: one, endpoints: [{url: 'https://hub.test/one'}]}\n  - {id: two, endpoints: [{url: 'https://hub.test/two'}]}\n",
      ),
    );
    assert.deepEqual(hostFromUrl(catalogue, "https://hub.test/two/v1"), { host: "two" });
    for (const url of ["https://hub.test", "https://hub.test/v1", "https://hub.test/twofold"])
      assert.equal(hostFromUrl(catalogue, url), undefined, url);
  });
});

describe("several files", () => {
  it("lie one over the other: folder over workspace over user", () => {
    const discount = (factor: number) =>
      `offers:\n  - {extends: mini-1@acme/global, prices: {input: ${factor}}}\n`;
    const user = layerOf(discount(0.7), "user");
    const workspace = layerOf(discount(0.6), "workspace");
    const folder = layerOf(discount(0.5));
    const top = (...layers: UserLayer[]) => withLayers(...layers).offersById.get("mini-1@acme/global");
    assert.deepEqual([top(user)?.layer, top(user)?.periods[0]?.prices.input], ["user", 0.7]);
    assert.deepEqual(
      [top(user, workspace)?.layer, top(user, workspace)?.periods[0]?.prices.input],
      ["workspace", 0.6],
    );
    const all = top(user, workspace, folder);
    assert.deepEqual(
      [all?.layer, all?.periods[0]?.prices.input, all?.periods[0]?.prices.output],
      ["folder", 0.5, 4],
    );
  });
  it("keep what was good of a file while it has a mistake, and count no discount twice", () => {
    const good = layerOf(
      "hosts:\n  - {id: gateway}\noffers:\n  - {model: mini-1, host: gateway, prices: {input: 2, output: 2}}\n  - {extends: mini-1@acme/global, multiplier: 0.5}\n",
    );
    const typing =
      "hosts:\n  - {id: gateway, currency: dolla}\noffers:\n  - {model: mini-1, host: gateway, prices: {input: 3, output: 2}}\n  - {extends: mini-1@acme/global, multiplier: 0.5}\n";
    const { layer } = parseUserCatalogue(typing, "f");
    assert.ok(layer);
    const catalogue = withLayers(underlay(good, layer), layer);
    assert.equal(inputAt(catalogue, "mini-1@gateway/global", "2026-05-01"), 3);
    assert.equal(inputAt(catalogue, "mini-1@acme/global", "2026-05-01"), 0.5);
  });
  it("lie over entries in the settings, which say the same in JSON", () => {
    const entries = {
      offers: [{ extends: "mini-1@acme/global", multiplier: 0.5 }],
      aliases: { "prod-model": "mini-2" },
    };
    const { layer, problems } = parseSettingsCatalogue(entries);
    assert.deepEqual(problems, []);
    assert.ok(layer);
    const file = layerOf("aliases: {prod-model: mini-1}\n");
    const catalogue = withLayers(layer, file);
    assert.equal(catalogue.offersById.get("mini-1@acme/global")?.layer, "user");
    assert.equal(inputAt(catalogue, "mini-1@acme/global", "2026-05-01"), 0.5);
    assert.equal(meaning(catalogue, "prod-model"), "mini-1@acme/global");
  });
  it("take nothing from settings that hold nothing, and name what is wrong in them", () => {
    for (const empty of [undefined, null, {}, "text", 5])
      assert.deepEqual(parseSettingsCatalogue(empty), { layer: undefined, problems: [] });
    const { problems } = parseSettingsCatalogue({ offer: [] });
    assert.match(problems[0]?.message ?? "", /offer is not a field Farebox knows; did you mean offers\?/);
  });
});
