/** The shipped catalogue: its files fit their schemas, hang together and are sane. No price that may change is pinned. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type AnySchema } from "ajv";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { chooseOffer, offersFor } from "../../server/src/catalogue/match/choose";
import { hostFromUrl } from "../../server/src/catalogue/match/endpoint";
import { matchModel } from "../../server/src/catalogue/match/match";
import { foldId } from "../../server/src/catalogue/match/model-id";
import { admits } from "../../server/src/catalogue/match/residency";
import { cachingRuleFor } from "../../server/src/catalogue/price/caching";
import { priceAt, pricesForLength } from "../../server/src/catalogue/price/effective";
import type { Offer, PricePeriod, Prices } from "../../server/src/catalogue/types";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";

const FOLDER = join(import.meta.dirname, "../../server/catalogue");
const files = readCatalogueFiles(FOLDER);
const { catalogue } = buildCatalogue(mergeFiles(files), []);

function schema(name: string): AnySchema {
  return JSON.parse(readFileSync(join(FOLDER, "schemas", `${name}.schema.json`), "utf8")) as AnySchema;
}

function startMs(period: PricePeriod): number {
  return period.from === null ? Number.NEGATIVE_INFINITY : Date.parse(period.from);
}

function endMs(period: PricePeriod): number {
  return period.until === null ? Number.POSITIVE_INFINITY : Date.parse(period.until);
}

function eachPrices(offer: Offer): Prices[] {
  return offer.periods.flatMap((period) => [
    period.prices,
    ...(period.lengthTiers ?? []).map((band) => band.prices),
    ...(period.windows ?? []).flatMap((window) => [
      ...(window.prices === undefined ? [] : [window.prices]),
      ...(window.lengthTiers ?? []).map((band) => band.prices),
    ]),
  ]);
}

describe("shipped catalogue: files", () => {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  const validators = new Map(
    [
      "lab",
      "host",
      "broad",
      "regions",
      "currencies",
      "calendars",
      "caching",
      "country-sets",
      "policies",
      "self-hosted",
      "index",
    ].map((name) => [name, ajv.compile(schema(name))]),
  );

  for (const [path, content] of Object.entries(files)) {
    it(`${path} fits its schema`, () => {
      const name = path.startsWith("labs/")
        ? "lab"
        : path.startsWith("hosts/")
          ? "host"
          : path.startsWith("broad/")
            ? "broad"
            : path.replace(".json", "");
      const validate = validators.get(name);
      assert.ok(validate, `no schema for ${path}`);
      assert.ok(validate(content), ajv.errorsText(validate.errors));
    });
  }

  it("lists every file in index.json", () => {
    const index = files["index.json"] as { labs: string[]; hosts: string[]; broad: string[] };
    const listed = new Set([...index.labs, ...index.hosts, ...index.broad]);
    const present = Object.keys(files).filter((path) => path.includes("/"));
    assert.deepEqual([...listed].sort(), present.sort());
  });

  it("refuses a host whose period has no source", () => {
    const host = structuredClone(files["hosts/groq.json"]) as {
      offers: { periods: Record<string, unknown>[] }[];
    };
    const period = host.offers[0]?.periods[0];
    assert.ok(period);
    delete period["source"];
    assert.equal(validators.get("host")?.(host), false);
  });
});

describe("shipped catalogue: references", () => {
  it("names only models, hosts, regions and calendars that exist", () => {
    const calendars = catalogue.calendars;
    for (const offer of catalogue.offers) {
      assert.ok(catalogue.models.has(offer.model), offer.id);
      assert.ok(catalogue.hosts.has(offer.host), offer.id);
      assert.ok(catalogue.regions.has(offer.region), offer.id);
      for (const period of offer.periods) {
        assert.ok(period.billedAs === undefined || catalogue.models.has(period.billedAs), offer.id);
        for (const { exceptCalendar } of period.windows ?? []) {
          assert.ok(exceptCalendar === undefined || calendars.has(exceptCalendar), offer.id);
        }
      }
    }
    for (const host of catalogue.hosts.values()) {
      assert.ok(catalogue.regions.has(host.defaultRegion), host.id);
      for (const endpoint of host.endpoints)
        assert.ok(endpoint.region === undefined || catalogue.regions.has(endpoint.region), host.id);
    }
    for (const lab of catalogue.labs.values())
      for (const id of lab.ownHosts) assert.ok(catalogue.hosts.has(id), lab.id);
    for (const rule of catalogue.caching) {
      for (const id of rule.hosts) assert.ok(id === "*" || catalogue.hosts.has(id), `${rule.id}: ${id}`);
    }
    for (const region of catalogue.regions.values()) {
      assert.ok(region.jurisdiction === null || catalogue.countrySets.has(region.jurisdiction), region.id);
    }
  });

  it("has no two models that one written id could mean", () => {
    const folded = [...catalogue.models.keys()].map(foldId);
    assert.equal(new Set(folded).size, folded.length);
  });

  it("has unique offers", () => {
    const ids = catalogue.offers.map((offer) => offer.id);
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe("shipped catalogue: prices are sane", () => {
  it("has no overlapping periods", () => {
    for (const offer of catalogue.offers) {
      const periods = [...offer.periods].sort((a, b) => startMs(a) - startMs(b));
      for (const [i, period] of periods.entries()) {
        assert.ok(startMs(period) < endMs(period), offer.id);
        const next = periods[i + 1];
        assert.ok(
          next === undefined || endMs(period) <= startMs(next),
          `${offer.id}: ${period.until} and ${next?.from}`,
        );
      }
    }
  });

  it("charges no more for a cache read than for input, and no less for a longer lifetime", () => {
    for (const offer of catalogue.offers) {
      for (const { input, cacheRead, cacheWrite } of eachPrices(offer)) {
        assert.ok(cacheRead === undefined || (input !== undefined && cacheRead <= input), offer.id);
        const short = cacheWrite?.["5m"];
        const long = cacheWrite?.["1h"];
        assert.ok(short === undefined || long === undefined || short <= long, offer.id);
      }
    }
  });

  it("has ascending length bands that never get cheaper", () => {
    for (const offer of catalogue.offers) {
      for (const period of offer.periods) {
        let below = { above: 0, input: period.prices.input ?? 0 };
        for (const band of period.lengthTiers ?? []) {
          assert.ok(band.aboveInputTokens > below.above, offer.id);
          const input = band.prices.input ?? below.input;
          assert.ok(input >= below.input, offer.id);
          below = { above: band.aboveInputTokens, input };
        }
      }
    }
  });

  it("keeps flexible levels at or below standard, and says when every figure was read", () => {
    for (const offer of catalogue.offers) {
      const standard = catalogue.offersById.get(offer.id.replace(/:(batch|flex)/, ""));
      for (const [i, period] of offer.periods.entries()) {
        assert.match(period.checked, /^\d{4}-\d{2}-\d{2}$/, offer.id);
        if (!/^(batch|flex)$/.test(offer.serviceTier)) continue;
        const base = standard?.periods.find((other) => other.from === period.from) ?? standard?.periods[i];
        assert.ok((period.prices.input ?? 0) <= (base?.prices.input ?? 0), offer.id);
      }
    }
  });

  it("states a place only where inference is tied to one", () => {
    for (const id of ["global", "apac", "sg-international", "gcp-region"])
      assert.equal(catalogue.regions.get(id)?.country, null, id);
  });
});

describe("shipped catalogue: coverage", () => {
  const data = mergeFiles(files);

  it("has the labs, models, hosts, places and rows it claims", () => {
    const offered = new Set(catalogue.offers.map((offer) => offer.model));
    const regions = new Set(catalogue.offers.map((offer) => offer.region));
    const countries = new Set([...regions].flatMap((id) => catalogue.regions.get(id)?.country ?? []));
    const rows = data.hosts.flatMap((host) => host.offers);
    assert.ok(data.labs.length >= 13);
    assert.ok(offered.size >= 170, `${offered.size} models`);
    assert.ok(new Set(catalogue.offers.map((offer) => offer.host)).size >= 45);
    assert.ok(catalogue.regions.size >= 40);
    assert.ok(countries.size >= 18, `${countries.size} countries`);
    // Nested batch, flex and priority prices are not counted.
    assert.ok(rows.length >= 1150, `${rows.length} rows`);
  });

  it("names every family it promises", () => {
    const families = [
      ...["minimax-m2.5", "minimax-m2.7", "minimax-m3", "minimax-m3.1-flash"],
      ...["kimi-k2.5", "kimi-k2.6", "kimi-k2.7-code", "kimi-k3", "kimi-k3.1-pro"],
      ...["glm-5", "glm-5.1", "glm-5.2", "glm-5.3", "glm-5.3-flash"],
      ...["deepseek-v3", "deepseek-v3.2", "deepseek-v4-flash", "deepseek-v4-pro", "deepseek-v4.1-flash"],
      ...["doubao-seed-2.0-pro", "doubao-seed-2.0-lite", "doubao-seed-2.0-mini", "doubao-seed-2.1-pro"],
      ...["qwen3-max", "qwen3.5-plus", "qwen3.6-plus", "qwen3.7-max", "qwen3.8-max", "qwen4-max"],
      ...["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5", "claude-fable-5", "claude-fable-5-1"],
      ...[
        "gpt-5",
        "gpt-5.6-luna",
        "gpt-6-sol",
        "gpt-6.1-sol",
        "gpt-6.1-terra",
        "gpt-oss-120b",
        "gpt-oss-20b",
      ],
      ...["gemini-2.5-pro", "gemini-3-pro-preview", "gemini-3.8-flash", "llama-3.3-70b", "llama-4-maverick"],
      ...["mistral-large-2512", "grok-4.7", "nova-2-lite", "seedance-2.0"],
    ];
    for (const id of families) assert.ok(catalogue.offersByModel.has(id), id);
  });

  it("keeps Chinese and international endpoints of one lab apart, each in its own currency", () => {
    for (const [cn, intl, model] of [
      ["moonshot-cn", "moonshot-intl", "kimi-k3"],
      ["minimax-cn", "minimax-intl", "minimax-m3"],
      ["zhipu-cn", "zai", "glm-5.3"],
    ]) {
      const offers = catalogue.offersByModel.get(model ?? "") ?? [];
      assert.equal(offers.find((offer) => offer.host === cn)?.currency, "CNY", cn);
      assert.equal(offers.find((offer) => offer.host === intl)?.currency, "USD", intl);
    }
  });

  it("states tool support where sources do, and leaves it open elsewhere", () => {
    const stated = [...catalogue.models.values()].filter((model) => model.tools !== null);
    assert.ok(stated.length >= 150);
    assert.equal(catalogue.models.get("claude-opus-4-8")?.tools, true);
    assert.equal(catalogue.models.get("qwen4-max")?.tools, null);
  });

  it("sells no Claude on the Gemini API", () => {
    const offers = catalogue.offers.filter((offer) => offer.host === "google-ai-studio");
    assert.ok(offers.length > 0 && offers.every((offer) => !offer.model.startsWith("claude")));
  });

  it("has a name of a few words for every region", () => {
    for (const { id, name, shortName } of catalogue.regions.values())
      assert.ok((shortName ?? name).length <= 20, `${id}: ${shortName ?? name}`);
  });

  it("covers the models, hosts and regions that code uses", () => {
    const offered = new Set(catalogue.offers.map((offer) => offer.model));
    const wanted = [
      "minimax-m2.5",
      "kimi-k2.5",
      "glm-5",
      "deepseek-v3.2",
      "deepseek-v4-flash",
      "deepseek-v4-pro",
      "doubao-seed-2.0-pro",
      "qwen3-max",
      "claude-sonnet-4-5",
      "claude-opus-5-5",
      "gpt-5",
      "gpt-5.6-luna",
      "gemini-2.5-flash",
    ];
    for (const id of wanted) assert.ok(offered.has(id), id);
  });

  it("prices what labs sell themselves without being told a host", () => {
    const when = { day: catalogue.version };
    for (const id of [
      "gpt-5",
      "claude-sonnet-4-5",
      "gemini-2.5-pro",
      "kimi-k2.5",
      "glm-5",
      "minimax-m2.5",
      "nova-lite",
    ]) {
      const model = catalogue.models.get(id);
      assert.ok(model, id);
      const offer = chooseOffer(catalogue, model, {});
      assert.ok(offer.known, offer.known ? "" : offer.reason);
      const price = priceAt(offer.value, when, catalogue.calendars);
      assert.ok(price.known && price.value.variants[0]?.prices.input !== undefined, id);
    }
  });

  it("makes every model of a lab's own host findable by its id and its host's name", () => {
    for (const offer of catalogue.offers) {
      const byId = matchModel(catalogue, offer.model);
      assert.ok(byId.known && byId.value.model.id === offer.model, offer.model);
      const byHost = matchModel(catalogue, offer.hostModelId, offer.host);
      assert.ok(byHost.known, offer.id);
      const named = catalogue.hostIds.get(foldId(offer.hostModelId)) ?? [];
      const sharing = named.filter((entry) => entry.host === offer.host).map((entry) => entry.model);
      assert.ok(sharing.includes(byHost.value.model.id), `${offer.id}: ${byHost.value.model.id}`);
    }
  });

  it("recognises hosts by their base URLs", () => {
    assert.deepEqual(hostFromUrl(catalogue, "https://api.openai.com/v1"), { host: "openai" });
    assert.deepEqual(hostFromUrl(catalogue, "https://eu.api.openai.com/v1"), {
      host: "openai",
      region: "eu",
    });
    assert.deepEqual(hostFromUrl(catalogue, "https://contoso.openai.azure.com/"), { host: "azure" });
    assert.deepEqual(hostFromUrl(catalogue, "https://bedrock-runtime.us-east-1.amazonaws.com"), {
      host: "aws-bedrock",
      region: "aws-us-east-1",
    });
    assert.equal(hostFromUrl(catalogue, "http://localhost:8080/v1"), undefined);
    assert.equal(hostFromUrl(catalogue, "https://api.openai.com.example.org/v1"), undefined);
  });

  it("shows DeepSeek's redirect as dated data", () => {
    const [offer] = offersFor(catalogue, "deepseek-v4-flash").filter(
      (entry) => entry.id === "deepseek-v4-flash@deepseek/cn",
    );
    assert.ok(offer);
    const before = priceAt(offer, { day: "", instant: "2026-09-09T15:59:59Z" }, catalogue.calendars);
    const after = priceAt(offer, { day: "", instant: "2026-09-09T16:00:00Z" }, catalogue.calendars);
    assert.ok(before.known && before.value.period.billedAs === undefined);
    assert.ok(after.known && after.value.period.billedAs === "deepseek-v4.1-flash");
  });

  it("keeps hosts owned in a country of concern out where that is denied", () => {
    const policy = { allow: [], deny: ["countries-of-concern-eo-14117"] };
    for (const offer of catalogue.offers) {
      const host = catalogue.hosts.get(offer.host);
      if (host?.country === "CN" || host?.parentCountry === "CN")
        assert.equal(admits(catalogue, offer, policy).ok, false, offer.id);
    }
  });

  it("admits no host to an allow-list that promises no place", () => {
    const policy = { allow: ["EU", "US", "eea", "SG", "CN", "CH", "GB"], deny: [] };
    for (const offer of catalogue.offers) {
      const promise = catalogue.hosts.get(offer.host)?.residencyPromise;
      if (promise === "none" || promise === "unknown")
        assert.equal(admits(catalogue, offer, policy).ok, false, offer.id);
    }
    const bedrock = catalogue.offersById.get("nova-lite@aws-bedrock/eu");
    assert.ok(bedrock && admits(catalogue, bedrock, { allow: ["EU"], deny: [] }).ok);
  });

  it("finds a caching rule for every offer, none where no cache read is priced", () => {
    for (const offer of catalogue.offers) {
      const rule = cachingRuleFor(catalogue, offer);
      assert.ok(rule, offer.id);
      const isPriced = offer.periods.some((period) => period.prices.cacheRead !== undefined);
      if (!isPriced) assert.equal(rule.mode, "none", offer.id);
    }
    const claude = catalogue.offersById.get("claude-opus-4-8@anthropic/global");
    assert.ok(claude);
    assert.equal(cachingRuleFor(catalogue, claude)?.mode, "explicit");
  });

  it("raises the output price of a band as well as the input price", () => {
    const offer = catalogue.offersById.get("claude-haiku-5-5@anthropic/global");
    assert.ok(offer);
    const price = priceAt(offer, { day: "2026-11-22" }, catalogue.calendars);
    assert.ok(price.known);
    const [variant] = price.value.variants;
    assert.ok(variant);
    const short = pricesForLength(variant, 100_000);
    const long = pricesForLength(variant, 100_001);
    assert.ok((long.output ?? 0) > (short.output ?? 0));
  });
});
