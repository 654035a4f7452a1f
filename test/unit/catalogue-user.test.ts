/** A user's catalogue file: what it can say, what is refused and where, and that its JSON Schema says the same. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { parse } from "yaml";
import { plain } from "../../server/src/catalogue/load/check";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import { globMatcher, type UserLayer } from "../../server/src/catalogue/load/user-layer";
import { readYaml } from "../../server/src/catalogue/load/yaml-reader";
import { matchModel } from "../../server/src/catalogue/match/match";
import { priceAt, pricesForLength } from "../../server/src/catalogue/price/effective";
import { catalogueSchema } from "../../tools/catalogue-schema";
import { miniCatalogueData } from "../support/mini-catalogue";

const GOOD = `# our prices
version: 1
models:
  - id: house-1
    name: House 1
    contextWindow: 32000
    tokenizerFamily: o200k_base
    reasoning: { supported: true, defaultOn: false }
  - id: house-2
    extends: mini-2
  - id: mini-1
    contextWindow: 50000
hosts:
  - id: gateway
    name: Our gateway
    country: DE
    currency: EUR
    defaultRegion: our-dc
    endpoints:
      - url: https://llm.house.test/v1
regions:
  - id: our-dc
    country: DE
offers:
  - model: house-1
    host: gateway
    prices: { input: 0.5, output: 1.5, cacheRead: 0.05, cacheWrite: { 5m: 0.6 } }
    lengthTiers:
      - aboveInputTokens: 1000
        prices: { input: 1, output: 3 }
    windows:
      - timeZone: Europe/Berlin
        weekdays: [Sat, Sun]
        from: "00:00"
        to: "24:00"
        multiplier: 0.5
    source: invoice 7
    checked: 2026-05-02
  - extends: mini-2@acme/global
    multiplier: 0.8
  - extends: mini-1@acme/global
    region: eu
    prices: { output: 5 }
hide: ["*@bolt/*", mini-2.5]
aliases:
  fast: house-1
favourites: [house-1@gateway/our-dc]
`;

function layerOf(text: string): UserLayer {
  const { layer, problems } = parseUserCatalogue(text, "farebox.catalogue.yaml");
  assert.ok(layer, problems.map((problem) => problem.message).join("\n"));
  return layer;
}

function problemsOf(text: string): string[] {
  const { problems } = parseUserCatalogue(text, "f");
  assert.ok(problems.length > 0);
  for (const { range } of problems)
    assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
  return problems.map((problem) => problem.message);
}

describe("a user's catalogue file", () => {
  const { catalogue, problems } = buildCatalogue(miniCatalogueData(), [layerOf(GOOD)]);

  it("adds models, hosts, regions and offers", () => {
    assert.deepEqual(problems, []);
    const own = catalogue.offersById.get("house-1@gateway/our-dc");
    assert.equal(own?.currency, "EUR");
    assert.equal(own?.origin, "farebox.catalogue.yaml");
    assert.equal(own?.periods[0]?.checked, "2026-05-02");
    assert.equal(catalogue.models.get("house-2")?.contextWindow, 100_000);
    assert.deepEqual(catalogue.favourites, ["house-1@gateway/our-dc"]);
  });
  it("overrides only what differs", () => {
    assert.equal(catalogue.models.get("mini-1")?.contextWindow, 50_000);
    assert.equal(catalogue.models.get("mini-1")?.maxOutput, 8000);
    const eu = catalogue.offersById.get("mini-1@acme/eu");
    assert.deepEqual(eu?.periods[0]?.prices, { input: 1, output: 5, cacheRead: 0.1 });
    const discounted = catalogue.offersById.get("mini-2@acme/global")?.periods;
    assert.deepEqual(
      discounted?.map((period) => period.prices.output),
      [16, 8],
    );
    assert.equal(discounted?.[1]?.prices.cacheWrite?.["1h"], 3.2);
  });
  it("prices its own windows and bands", () => {
    const own = catalogue.offersById.get("house-1@gateway/our-dc");
    assert.ok(own);
    const price = priceAt(own, { day: "2026-05-02" }, catalogue.calendars);
    assert.ok(price.known);
    const weekend = price.value.variants.find((variant) => variant.prices.input === 0.25);
    assert.ok(weekend && Math.abs(weekend.weight - 2 / 7) < 1e-12);
    assert.equal(pricesForLength(weekend, 1001).input, 0.5);
  });
  it("hides and renames", () => {
    assert.equal(catalogue.offersById.has("mini-1@bolt/us"), false);
    assert.equal(matchModel(catalogue, "mini-2.5").known, false);
    const fast = matchModel(catalogue, "Fast");
    assert.ok(fast.known && fast.value.model.id === "house-1");
  });
  it("reads the same from JSON", () => {
    const json = JSON.stringify(parse(GOOD), null, "\t");
    const { offers, models, hide } = layerOf(json);
    const yaml = layerOf(GOOD);
    const plain = (value: unknown) => JSON.stringify(value).replace(/"range":\{[^}]*\}/g, "");
    assert.equal(plain([offers, models, hide]), plain([yaml.offers, yaml.models, yaml.hide]));
  });
  it("is an empty layer when empty", () => assert.deepEqual(layerOf("").offers, []));

  it("reports what names nothing, and still uses the rest", () => {
    const text =
      "offers:\n  - extends: gpt-99@acme/global\n  - {model: mini-1, host: acme, region: mars, prices: {input: 1, output: 1}}\n  - {model: mini-1, host: acme, prices: {input: 7, output: 8}}\n";
    const built = buildCatalogue(miniCatalogueData(), [layerOf(text)]);
    assert.equal(built.problems.length, 2);
    assert.match(built.problems[0]?.message ?? "", /gpt-99@acme\/global/);
    assert.match(built.problems[1]?.message ?? "", /No region "mars": add it under regions/);
    assert.equal(built.catalogue.offersById.get("mini-1@acme/global")?.periods[0]?.prices.input, 7);
  });
});

describe("a wrong catalogue file", () => {
  const offer = (prices: string) => `offers:\n  - model: a\n    host: b\n    prices: ${prices}\n`;
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "a negative price",
      offer("{input: -1, output: 1}"),
      /offers\[0\]\.prices\.input is -1; it must be 0 or more/,
    ],
    ["NaN", offer("{input: .nan, output: 1}"), /input is NaN; it must be a price per 1,000,000 tokens/],
    ["infinity", offer("{input: .inf, output: 1}"), /input is Infinity; it must be a price/],
    ["a huge price", offer("{input: 1e9, output: 1}"), /above 1000000; check the unit/],
    ["a price as text", offer("{input: $2, output: 1}"), /input is "\$2"; write a plain number/],
    ["a missing price", offer("{input: 1}"), /output is missing; state the price/],
    ["a cache read above input", offer("{input: 1, output: 1, cacheRead: 2}"), /cacheRead is above input/],
    ["a misspelt field", "offer: []\n", /offer is not a field Farebox knows.*offers/],
    [
      "a wrong currency",
      "hosts:\n  - {id: x, currency: dollars}\n",
      /hosts\[0\]\.currency is "dollars"; write a currency code/,
    ],
    [
      "a day that is none",
      offer("{input: 1, output: 1}").concat("    from: 2026-13-40\n"),
      /no day of the calendar/,
    ],
    [
      "a discount on nothing",
      offer("{input: 1, output: 1}").concat("    multiplier: 0.8\n"),
      /multiplier needs an offer to scale/,
    ],
    [
      "an unknown zone",
      offer("{input: 1, output: 1}").concat(
        "    windows: [{timeZone: Mars, weekdays: [Mon], from: '01:00', to: '02:00', multiplier: 2}]\n",
      ),
      /write a time zone/,
    ],
    ["a list where fields belong", "- a\n", /must hold fields/],
    ["a duplicate key", "hide: []\nhide: []\n", /Not valid YAML/],
    ["an open bracket", "hide: [a\n", /Not valid YAML/],
    ["brackets without end", "[".repeat(20_000), /nested too deeply/],
    ["dashes without end", `${"- ".repeat(20_000)}a`, /nested too deeply/],
    [
      "a staircase",
      Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      /nested too deeply/,
    ],
    ["four megabytes", `# ${"x".repeat(4_000_001)}`, /larger than/],
    ["an alias bomb", `a: &a [x, x, x, x, x, x, x, x, x]\nhide:\n${"  - *a\n".repeat(200)}`, /aliases/],
  ];
  for (const [name, text, message] of cases) {
    it(`refuses ${name}`, () =>
      assert.ok(
        problemsOf(text).some((found) => message.test(found)),
        problemsOf(text).join("\n"),
      ));
  }

  it("points at the value", () => {
    const text = offer("{input: -1, output: 1}");
    const [problem] = parseUserCatalogue(text, "f").problems;
    assert.ok(problem);
    assert.equal(text.slice(problem.range.start, problem.range.end), "-1");
  });
  it("takes no prototype from a file", () => {
    assert.ok(
      problemsOf("__proto__: {polluted: 1}\n").some((found) => found.startsWith("__proto__ is not a field")),
    );
    const layer = layerOf("aliases: {__proto__: mini-1, constructor: mini-1}\n");
    buildCatalogue(miniCatalogueData(), [layer]);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
    assert.equal(layer.aliases.get("__proto__"), "mini-1");
  });
  it("survives any text", () => {
    const word = fc.constantFrom(
      "offers:",
      "- ",
      "  ",
      "\n",
      "{",
      "}",
      "[",
      "]",
      "&a ",
      "*a",
      "!!int ",
      "prices",
      ": ",
      "1e400",
      "? ",
      "|",
      "\t",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        parseUserCatalogue(words.join(""), "f");
      }),
    );
  });
  it("matches patterns without regular expressions", () => {
    assert.equal(globMatcher("a*b*c")("a-b-c"), true);
    assert.equal(globMatcher("a*b")("ab"), true);
    assert.equal(globMatcher("ab*ba")("aba"), false);
    assert.equal(globMatcher("gpt-4o")("gpt-4o-mini"), false);
    assert.equal(globMatcher(`${"*a".repeat(50)}b`)("a".repeat(5000)), false);
  });
});

interface Schema {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly description?: string;
}

describe("farebox-catalogue.schema.json", () => {
  const path = join(import.meta.dirname, "../../server/catalogue/farebox-catalogue.schema.json");
  const schema = JSON.parse(readFileSync(path, "utf8")) as Schema & { definitions: Record<string, Schema> };
  const validate = new Ajv({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
  }).compile(schema);

  it("accepts the good file and refuses bad ones", () => {
    assert.ok(validate(parse(GOOD)), JSON.stringify(validate.errors));
    assert.equal(validate({ offers: [{ model: "a", host: "b" }] }), false);
    assert.equal(validate({ offers: [{ model: "a", host: "b", prices: { input: -1, output: 1 } }] }), false);
    assert.equal(validate({ offer: [] }), false);
  });

  it("describes every field", () => {
    for (const [name, definition] of Object.entries(schema.definitions)) {
      for (const [field, property] of Object.entries(definition.properties ?? {})) {
        const isDescribed =
          property.description !== undefined || "$ref" in property || ["from", "to"].includes(field);
        assert.ok(isDescribed, `${name}.${field}`);
      }
    }
  });

  it("is what the definition gives: npm run manifest writes it", () => {
    assert.equal(readFileSync(path, "utf8"), catalogueSchema());
  });

  it("refuses nothing that the parser takes", () => {
    const page = readFileSync(join(import.meta.dirname, "../fixtures/catalogue/malformed.md"), "utf8");
    const texts = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
    let refused = 0;
    for (const text of texts) {
      const { root } = readYaml(text);
      if (root?.kind !== "map" || validate(plain(root)) === true) continue;
      refused++;
      assert.notDeepEqual(problemsOf(text), [], text);
    }
    assert.ok(refused >= 40, `the schema refuses ${refused} of ${texts.length}`);
  });
});
