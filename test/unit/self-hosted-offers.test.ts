/** From the `selfHosted` block of a user's file to an offer with a price, its doubt and its sources. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import { priceAt } from "../../server/src/catalogue/price/effective";
import { formulaOf } from "../../server/src/catalogue/self-hosted/entry";
import { selfHostedCost } from "../../server/src/catalogue/self-hosted/formula";
import type { SelfHostedPresets } from "../../server/src/catalogue/self-hosted/presets";
import { selfHostedLines } from "../../server/src/cli/catalogue/self-hosted-text";
import { type Rivals, selfHostedView } from "../../server/src/views/catalogue/self-hosted-view";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";
import { miniCatalogueData } from "../support/mini-catalogue";

const SOURCE = { source: "https://parts.test", checked: "2026-05-01" };
const PARTS: SelfHostedPresets = {
  machines: [
    {
      id: "box",
      gpu: "G1",
      gpus: 8,
      rentPerGpuHour: { low: 1, typical: 2, high: 4, currency: "USD", ...SOURCE },
      wattsPerGpu: { low: 1000, typical: 1000, high: 1000, ...SOURCE },
    },
    { id: "bare", gpu: "G2", gpus: 4, rentPerGpuHour: null, wattsPerGpu: null },
  ],
  electricity: [{ id: "here", name: "Here", low: 0.7, typical: 0.7, high: 0.7, currency: "CNY", ...SOURCE }],
  pue: [{ id: "cool", name: "Cool", low: 1.1, typical: 1.1, high: 1.1, ...SOURCE }],
  benchmarks: [
    {
      id: "bench",
      name: "Bench",
      models: ["orbit-7b"],
      hardware: "G1",
      prefillPerGpu: { low: 5000, typical: 5000, high: 5000 },
      decodePerGpu: { low: 1000, typical: 1250, high: 1250 },
      totalPerGpu: null,
      ...SOURCE,
    },
  ],
  presets: [
    {
      id: "whole",
      name: "All of it",
      machine: "box",
      gpus: 8,
      benchmark: "bench",
      electricity: null,
      pue: null,
      utilisation: { low: 0.25, typical: 0.5, high: 0.5 },
      utilisationSource: "invented",
      currency: "USD",
    },
  ],
};
const DATA = { ...miniCatalogueData(), selfHosted: PARTS };

function build(block: string, more = "") {
  const text = `offers:\n  - model: orbit-7b\n    host: bolt\n    region: us\n    serviceTier: own\n${more}    selfHosted: ${block}\n`;
  const { layer, problems } = parseUserCatalogue(text, "own.yaml");
  const built = layer === undefined ? undefined : buildCatalogue(DATA, [layer]);
  const messages = [...problems, ...(built?.problems ?? [])].map(({ message }) => message);
  return {
    messages,
    catalogue: built?.catalogue,
    offer: built?.catalogue.offersById.get("orbit-7b@bolt/us:own"),
  };
}

describe("self-hosted offers", () => {
  it("take a whole preset", () => {
    const { offer, messages } = build("{ preset: whole }");
    assert.deepEqual(messages, []);
    const [period] = offer?.periods ?? [];
    // 16 USD an hour; 8 x 5,000 prompt tokens and 8 x 1,250 answer tokens a second, half of the time.
    assert.ok(Math.abs((period?.prices.input ?? 0) - 16 / 72) < 1e-12);
    assert.ok(Math.abs((period?.prices.output ?? 0) - 16 / 18) < 1e-12);
    assert.match(period?.derived ?? "", /8 x G1 at 50% use; throughput: https:\/\/parts\.test/);
    assert.deepEqual(offer?.selfHosted?.sources, ["https://parts.test (2026-05-01)"]);
  });

  it("show their doubt as a price at best and at worst", () => {
    const { offer, catalogue } = build("{ preset: whole }");
    assert.ok(offer !== undefined && catalogue !== undefined);
    const price = priceAt(offer, { day: "2026-06-01" }, catalogue.calendars);
    assert.ok(price.known);
    const { variants } = price.value;
    assert.deepEqual(
      variants.map(({ label }) => label),
      ["at best", "as expected", "at worst"],
    );
    assert.ok(Math.abs(variants.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-12);
    // At worst: 4 USD per GPU, 1,000 tokens a second, a quarter of the time.
    assert.ok(Math.abs((variants[2]?.prices.output ?? 0) - 32 / (8000 * 3600 * 0.25 * 1e-6)) < 1e-9);
    const pinned = priceAt(
      offer,
      { day: "2026-06-01", instant: "2026-06-01T00:00:00Z" },
      catalogue.calendars,
    );
    assert.ok(pinned.known && pinned.value.variants.length === 3);
  });

  it("let every figure of one's own go before the preset's", () => {
    const { offer, messages } = build("{ preset: whole, rentPerGpuHour: 1, utilisation: 1, gpus: 16 }");
    assert.deepEqual(messages, []);
    assert.ok(Math.abs((offer?.periods[0]?.prices.output ?? 0) - 16 / (16 * 1250 * 3600 * 1e-6)) < 1e-12);
    assert.deepEqual(offer?.selfHosted?.sources, []);
  });

  it("convert shipped parts into the offer's currency", () => {
    const { offer, messages } = build(
      "{ preset: whole, electricity: here, cooling: cool }",
      "    currency: EUR\n",
    );
    // The currency is part of the id.
    assert.equal(offer, undefined);
    assert.deepEqual(messages, []);
    const own = build("{ preset: whole, electricity: here, cooling: cool }").offer;
    assert.ok(Math.abs((own?.selfHosted?.energy?.perKwh.typical ?? 0) - 0.1) < 1e-12);
    const euro = build("{ preset: whole }", "    currency: EUR\n").catalogue?.offersById.get(
      "orbit-7b@bolt/us:own#EUR",
    );
    assert.ok(Math.abs((euro?.periods[0]?.prices.output ?? 0) - 16 / 18 / 1.25) < 1e-12);
  });

  it("take figures of one's own alone, as ranges too", () => {
    const { offer, messages } = build(
      "{ gpus: 2, purchasePerGpu: [17520, 35040, 35040], writeOffYears: 2, wattsPerGpu: 500, pue: 1.2, electricityPerKwh: 0.25, utilisation: 0.5, totalTokensPerSecond: 4000 }",
    );
    assert.deepEqual(messages, []);
    const perHour = 2 * 2 + 2 * 0.5 * 1.2 * 0.25;
    const perMillion = perHour / (4000 * 3600 * 0.5 * 1e-6);
    assert.ok(Math.abs((offer?.periods[0]?.prices.input ?? 0) - perMillion) < 1e-12);
    assert.ok((offer?.periods[0]?.doubt?.low.input ?? 0) < perMillion);
  });

  it("name what is missing or wrong, and make no offer of it", () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ["{ preset: hole }", /selfHosted\.preset is "hole"; write one of whole/],
      ["{ machine: box }", /needs utilisation/],
      ["{ machine: bare, utilisation: 0.5 }", /needs rentPerGpuHour.*no rent of G2 is known/],
      ["{ machine: box, utilisation: 0.5 }", /needs a throughput/],
      ["{ utilisation: 0.5, rentPerGpuHour: 1 }", /needs gpus/],
      ["{ preset: whole, purchasePerGpu: 1 }", /needs writeOffYears/],
      ["{ preset: whole, purchasePerGpu: 1, rentPerGpuHour: 1 }", /both rentPerGpuHour and purchasePerGpu/],
      ["{ preset: whole, purchasePerGpu: 9000, writeOffYears: 3 }", /needs electricityPerKwh/],
      ["{ preset: whole, electricityPerKwh: 0.1 }", /needs pue/],
      [
        "{ preset: whole, machine: bare, rentPerGpuHour: 1, electricityPerKwh: 0.1 }",
        /needs wattsPerGpu.*G2/,
      ],
      ["{ preset: whole, utilisation: 0 }", /utilisation must be above 0/],
      ["{ preset: whole, totalTokensPerSecond: 1, decodeTokensPerSecond: 1 }", /one way of counting/],
    ];
    for (const [block, words] of wrong) {
      const { messages, offer } = build(block);
      assert.equal(messages.length, 1, `${block}: ${messages.join("; ")}`);
      assert.match(messages[0] ?? "", words, block);
      assert.equal(offer, undefined, block);
    }
  });

  it("refuse fields at their place", () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ["{ preset: whole, utilisation: 40 }", /utilisation is 40, above 1/],
      ["{ preset: whole, pue: [2, 1, 3] }", /pue must rise/],
      ["{ preset: whole, pue: [1, 2] }", /pue must be a figure, or a list/],
      ["{ preset: whole, rentPerGpuHour: -1 }", /rentPerGpuHour is -1/],
      ["{ preset: whole, gpuz: 1 }", /gpuz is not a field/],
      ["{ preset: whole, gpus: 1.5 }", /gpus is 1.5; write a whole number of GPUs/],
      ["{ preset: whole, gpus: 0 }", /gpus is 0; it must be 1 or more/],
    ];
    for (const [block, words] of wrong) assert.match(build(block).messages.join("; "), words, block);
    const { messages } = build("{ preset: whole }", "    prices: { input: 1, output: 1 }\n");
    assert.match(messages.join("; "), /selfHosted computes the price; remove prices/);
  });

  it("give way to plain prices of a later layer", () => {
    const first = parseUserCatalogue(
      "offers:\n  - { model: orbit-7b, host: bolt, region: us, serviceTier: own, selfHosted: { preset: whole } }\n",
      "a.yaml",
    ).layer;
    const second = parseUserCatalogue(
      "offers:\n  - { model: orbit-7b, host: bolt, region: us, serviceTier: own, prices: { input: 7, output: 8 } }\n",
      "b.yaml",
    ).layer;
    assert.ok(first && second);
    const { catalogue, problems } = buildCatalogue(DATA, [first, second]);
    assert.deepEqual(problems, []);
    assert.equal(catalogue.offersById.get("orbit-7b@bolt/us:own")?.periods[0]?.prices.input, 7);
  });
});

describe("self-hosted view", () => {
  const rivals: Rivals = { models: ["orbit-7b"], offerIds: [], inputShare: 0.5 };

  it("breaks even against who sells the model, the cheapest first, at dated rates", () => {
    const { catalogue, offer } = build("{ preset: whole }");
    assert.ok(catalogue && offer?.selfHosted);
    const view = selfHostedView(catalogue, offer.selfHosted, { day: "2026-06-01" }, rivals);
    // 0.06 and 0.12 EUR are 0.075 and 0.15 USD.
    assert.deepEqual(
      view?.breakEven.map(({ offerId, apiPerMillion }) => [offerId, Number(apiPerMillion.toFixed(9))]),
      [
        ["orbit-7b@bolt/us", 0.075],
        ["orbit-7b@cirrus/de", 0.1125],
      ],
    );
    assert.equal(view?.breakEven[0]?.isReachable, false);
  });

  it("compares with the offers named, and says why there is nothing to compare with", () => {
    const { catalogue, offer } = build("{ preset: whole }");
    assert.ok(catalogue && offer?.selfHosted);
    const at = (more: Partial<Rivals>, day = "2026-06-01") =>
      selfHostedView(catalogue, offer.selfHosted ?? assert.fail(), { day }, { ...rivals, ...more });
    const named = at({ offerIds: ["mini-2@acme/global"] });
    assert.deepEqual(
      named?.breakEven.map(({ offerId, isReachable }) => [offerId, isReachable]),
      [["mini-2@acme/global", true]],
    );
    assert.match(at({ models: ["mini-9"] })?.noBreakEven ?? "", /no API that sells/);
    assert.match(at({ offerIds: ["mini-old@acme/cn"] }, "2028-01-01")?.noBreakEven ?? "", /known price/);
  });

  it("prints the formula with its numbers and units", () => {
    const { catalogue, offer } = build("{ preset: whole, electricity: here, cooling: cool }");
    assert.ok(catalogue && offer?.selfHosted);
    const view = selfHostedView(catalogue, offer.selfHosted, { day: "2026-06-01" }, rivals);
    assert.ok(view);
    const text = selfHostedLines(view).join("\n");
    assert.match(
      text,
      /8 x \$2\.00 \[\$1\.00–\$4\.00\] rent per GPU and hour = \$16\.00 \[\$8\.00–\$32\.00\]/,
    );
    assert.match(text, /8 x 1,000 W \/ 1,000 x PUE 1\.1 x \$0\.10 per kWh = \$0\.88/);
    assert.match(text, /40K prompt tokens\/s, 10K \[8,000–10K\] answer tokens\/s/);
    assert.match(text, /Use +50% \[25%–50%\]/);
    assert.match(text, /orbit-7b@bolt\/us at \$0\.075 per 1M: never, it would take 164B tokens a month/);
  });
});

describe("self-hosted: shipped parts", () => {
  const data = mergeFiles(readCatalogueFiles(join(import.meta.dirname, "../../server/catalogue")));
  const { catalogue } = buildCatalogue(data, []);
  const parts = data.selfHosted;
  assert.ok(parts !== undefined);

  it("make a price of every preset, between a hundredth of a cent and a hundred dollars", () => {
    assert.ok(parts.presets.length >= 4);
    for (const { id, currency } of parts.presets) {
      const formula = formulaOf(
        { preset: id },
        { presets: parts, exchangeRates: data.exchangeRates, currency },
      );
      assert.ok(formula.known, formula.known ? "" : `${id}: ${formula.reason}`);
      const cost = selfHostedCost(formula.value);
      assert.ok(cost.known, cost.known ? "" : `${id}: ${cost.reason}`);
      assert.ok(cost.value.output.low > 1e-4 && cost.value.output.high < 100, id);
    }
  });

  it("state ranges that rise, with a source, a day and models that exist", () => {
    const figures = [
      ...parts.machines.flatMap(({ rentPerGpuHour, wattsPerGpu }) => [rentPerGpuHour, wattsPerGpu]),
      ...parts.electricity,
      ...parts.pue,
    ].filter((figure) => figure !== null);
    for (const { low, typical, high, source } of figures) {
      assert.ok(0 < low && low <= typical && typical <= high, source);
      assert.ok(source.length > 10);
    }
    for (const { id, models } of parts.benchmarks)
      for (const model of models) assert.ok(catalogue.models.has(model), `${id}: ${model}`);
    assert.ok(parts.pue.every(({ typical }) => typical >= 1.04 && typical <= 1.6));
    for (const gpu of ["H100", "H200", "A100", "B200", "Ascend 910C"])
      assert.ok(
        parts.machines.some((machine) => machine.gpu.includes(gpu)),
        gpu,
      );
  });
});
