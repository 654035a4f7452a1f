/** Sources of prices: what each adapter makes of its data, what is kept on disk, and which layer wins. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import type { Catalogue } from "../../server/src/catalogue/types";
import type { Downloaded, DownloadOptions } from "../../server/src/host/price-sources/download";
import { PriceSources, type RefreshedPrices } from "../../server/src/host/price-sources/price-sources";
import { readStored, writeStored } from "../../server/src/host/price-sources/store";
import { refreshSummary, sourceText } from "../../server/src/views/catalogue/refresh-summary";
import { miniCatalogueData } from "../support/mini-catalogue";
import { withFolder } from "../support/temp-folder";

/** The invented hosts under names that the adapters know. */
const MINI = miniCatalogueData();
const DATA = {
  ...MINI,
  hosts: MINI.hosts.map((host) => (host.id === "acme" ? { ...host, id: "openai" } : host)),
  labs: MINI.labs.map((lab) => (lab.id === "acme" ? { ...lab, ownHosts: ["openai"] } : lab)),
};
const NOON = Date.parse("2026-06-10T12:00:00Z");
const TEAM = "https://prices.team.example/catalogue.yaml";

const GENAI = [
  {
    id: "openai",
    models: [
      { id: "mini-1", prices: { input_mtok: 9, output_mtok: 9 } },
      {
        id: "mini-9",
        context_window: 5000,
        prices: { input_mtok: 0.5, output_mtok: 1.5, cache_read_mtok: 0.05 },
      },
    ],
  },
];
const LITELLM = {
  sample_spec: { mode: "one of chat, embedding" },
  "mini-1": {
    litellm_provider: "openai",
    mode: "chat",
    input_cost_per_token: 9e-6,
    output_cost_per_token: 9e-6,
  },
  "gpt-mini-8": {
    litellm_provider: "openai",
    mode: "chat",
    input_cost_per_token: 5e-7,
    output_cost_per_token: 1.5e-6,
    cache_read_input_token_cost: 5e-8,
    cache_creation_input_token_cost: 6.25e-7,
    cache_creation_input_token_cost_above_1hr: 1e-6,
    input_cost_per_token_above_200k_tokens: 1e-6,
    output_cost_per_token_above_200k_tokens: 3e-6,
    max_input_tokens: 400000,
  },
  "gpt-mini-free": {
    litellm_provider: "openai",
    mode: "chat",
    input_cost_per_token: 0,
    output_cost_per_token: 0,
  },
  "gpt-embed": {
    litellm_provider: "openai",
    mode: "embedding",
    input_cost_per_token: 1e-6,
    output_cost_per_token: 1e-6,
  },
  "bedrock/eu-central-1/mini-1": {
    litellm_provider: "bedrock",
    mode: "chat",
    input_cost_per_token: 1,
    output_cost_per_token: 1,
  },
  "gpt-bad": {
    litellm_provider: "openai",
    mode: "chat",
    input_cost_per_token: -1,
    output_cost_per_token: "dear",
  },
  __proto__x: null,
};
const OWN = `offers:
  - extends: mini-1@openai/global
    multiplier: 0.5
    checked: 2026-06-01
`;

function fresh(value: unknown, etag: string | null = null): Downloaded {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { kind: "fresh", text, etag, bytes: text.length };
}

function sources(folder: string | null, answers: readonly Downloaded[], asked: DownloadOptions[] = []) {
  let next = 0;
  return new PriceSources({
    data: DATA,
    folder,
    now: () => NOON,
    fetch: async (_address, options) => {
      asked.push(options);
      return answers[next++] ?? { kind: "failed", reason: "the test has no more answers" };
    },
  });
}

const PUBLIC = { allowPrivate: false };

function build({ collections, teamLayers }: RefreshedPrices, user = ""): Catalogue {
  const { layer } = parseUserCatalogue(user, "own.yaml");
  return buildCatalogue(DATA, [...teamLayers, ...(layer === undefined ? [] : [layer])], collections)
    .catalogue;
}

function inputOf(catalogue: Catalogue, id: string): number | undefined {
  return catalogue.offersById.get(id)?.periods.at(-1)?.prices.input;
}

describe("price sources: adapters", () => {
  it("lay genai-prices' data under the curated prices", async () => {
    const { prices, status } = await sources(null, [fresh(GENAI)]).refresh(["genai-prices"], PUBLIC);
    assert.deepEqual(status, [{ source: "genai-prices", state: "fresh", day: "2026-06-10", problem: null }]);
    const catalogue = build(prices);
    assert.equal(inputOf(catalogue, "mini-1@openai/global"), 1);
    assert.equal(catalogue.hiddenBroad.get("mini-1@openai/global")?.periods[0]?.prices.input, 9);
    const added = catalogue.offersById.get("mini-9@openai/global");
    assert.deepEqual([added?.layer, added?.periods[0]?.checked], ["broad", "2026-06-10"]);
    assert.deepEqual(added?.periods[0]?.prices, { input: 0.5, output: 1.5, cacheRead: 0.05 });
  });

  it("read LiteLLM's price map: per million, with caches and long prompts, chat only", async () => {
    const { prices } = await sources(null, [fresh(LITELLM)]).refresh(["litellm"], PUBLIC);
    const catalogue = build(prices);
    assert.equal(inputOf(catalogue, "mini-1@openai/global"), 1);
    const offer = catalogue.offersById.get("gpt-mini-8@openai/global");
    assert.deepEqual(offer?.periods[0]?.prices, {
      input: 0.5,
      output: 1.5,
      cacheRead: 0.05,
      cacheWrite: { "5m": 0.625, "1h": 1 },
    });
    assert.deepEqual(offer?.periods[0]?.lengthTiers, [
      { aboveInputTokens: 200_000, prices: { input: 1, output: 3 } },
    ]);
    assert.equal(catalogue.models.get("gpt-mini-8")?.contextWindow, 400_000);
    const ids = [...catalogue.offersById.keys()].filter((id) => /free|embed|bad|eu-central/.test(id));
    assert.deepEqual(ids, []);
  });

  it("let a team's catalogue win over curated prices and lose to the user's own", async () => {
    const { prices } = await sources(null, [fresh(OWN)]).refresh([TEAM], PUBLIC);
    const catalogue = build(prices);
    const offer = catalogue.offersById.get("mini-1@openai/global");
    assert.deepEqual(
      [offer?.layer, offer?.origin, inputOf(catalogue, "mini-1@openai/global")],
      ["team", TEAM, 0.5],
    );
    const own = build(prices, "offers:\n  - extends: mini-1@openai/global\n    prices: { input: 7 }\n");
    assert.equal(inputOf(own, "mini-1@openai/global"), 7);
  });

  it("refuse data of another shape", async () => {
    const wrong: readonly (readonly [string, unknown, RegExp])[] = [
      ["genai-prices", "[{", /no JSON/],
      ["genai-prices", { models: [] }, /no price that can be read/],
      ["genai-prices", [{ id: "openai", models: [{ id: 1 }] }], /no price that can be read/],
      ["litellm", [], /no price that can be read/],
      ["litellm", { a: { mode: "chat", litellm_provider: "openai" } }, /no price that can be read/],
      [TEAM, "offers: [1", /line 1/],
      [TEAM, "offers:\n  - extends: a\n    multiplier: -1\n", /line 3, column \d+: .*multiplier/],
      [TEAM, "", /empty/],
      [TEAM, "<html>", /line 1|fields/],
    ];
    for (const [word, data, words] of wrong) {
      const { prices, status } = await sources(null, [fresh(data)]).refresh([word], PUBLIC);
      assert.deepEqual(prices, { collections: [], teamLayers: [] });
      assert.equal(status[0]?.state, "failed");
      assert.match(status[0]?.problem ?? "", words, `${word}: ${JSON.stringify(data)}`);
    }
  });

  it("survive any JSON, and pollute nothing", async () => {
    const odd = [
      null,
      1,
      "x",
      [[]],
      [null],
      { __proto__: 1 },
      [{ id: "openai", models: [null, 1, { id: "a", prices: 1 }] }],
    ];
    for (const word of ["genai-prices", "litellm", TEAM])
      for (const value of odd) await sources(null, [fresh(value)]).refresh([word], PUBLIC);
    await sources(null, [
      fresh('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    ]).refresh(["litellm"], PUBLIC);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });

  it("ask nobody for a word that is no source", async () => {
    const asked: DownloadOptions[] = [];
    const { status } = await sources(null, [], asked).refresh(["openrouter"], PUBLIC);
    assert.match(status[0]?.problem ?? "", /"openrouter" is no source; write genai-prices, litellm/);
    assert.equal(asked.length, 0);
  });
});

describe("price sources: what is kept", () => {
  it("uses the last good answer without asking, and says its day", () =>
    withFolder({}, async (folder) => {
      await sources(folder, [fresh(GENAI, '"a"')]).refresh(["genai-prices"], PUBLIC);
      const asked: DownloadOptions[] = [];
      const later = sources(folder, [], asked);
      const { prices, status } = await later.kept(["genai-prices", "litellm"]);
      assert.equal(asked.length, 0);
      assert.deepEqual(
        status.map(({ state, day }) => [state, day]),
        [
          ["kept", "2026-06-10"],
          ["absent", null],
        ],
      );
      assert.equal(inputOf(build(prices), "mini-9@openai/global"), 0.5);
    }));

  it("sends the ETag, and dates the figures anew when they still hold", () =>
    withFolder({}, async (folder) => {
      await writeStored(folder, {
        source: "genai-prices",
        fetchedAt: "2026-05-01T00:00:00Z",
        confirmedAt: "2026-05-01T00:00:00Z",
        etag: '"a"',
        text: JSON.stringify(GENAI),
      });
      const asked: DownloadOptions[] = [];
      const { prices, status } = await sources(folder, [{ kind: "unchanged" }], asked).refresh(
        ["genai-prices"],
        PUBLIC,
      );
      assert.equal(asked[0]?.etag, '"a"');
      assert.deepEqual([status[0]?.state, status[0]?.day], ["unchanged", "2026-06-10"]);
      assert.equal(build(prices).offersById.get("mini-9@openai/global")?.periods[0]?.checked, "2026-06-10");
      assert.equal((await readStored(folder, "genai-prices"))?.fetchedAt, "2026-05-01T00:00:00Z");
    }));

  it("keeps the last good answer through failures and through data that cannot be read", () =>
    withFolder({}, async (folder) => {
      const first = await sources(folder, [fresh(OWN, '"a"')]).refresh([TEAM], PUBLIC);
      assert.equal(first.status[0]?.state, "fresh");
      for (const answer of [
        { kind: "failed", reason: "the server answered 500" } as const,
        fresh("offers: 7"),
      ]) {
        const { prices, status } = await sources(folder, [answer]).refresh([TEAM], PUBLIC);
        assert.deepEqual([status[0]?.state, status[0]?.day], ["failed", "2026-06-10"]);
        assert.equal(inputOf(build(prices), "mini-1@openai/global"), 0.5);
      }
      assert.equal((await readStored(folder, TEAM))?.text, OWN);
    }));

  it("lets one source fail without the others", async () => {
    const { prices, status } = await sources(null, [
      { kind: "failed", reason: "no route" },
      fresh(OWN),
    ]).refresh(["genai-prices", TEAM], PUBLIC);
    assert.deepEqual(
      status.map(({ state }) => state),
      ["failed", "fresh"],
    );
    assert.equal(prices.teamLayers.length, 1);
  });

  it("rebuilds what is half written, foreign or of a newer version", () =>
    withFolder({}, async (folder) => {
      await sources(folder, [fresh(GENAI)]).refresh(["genai-prices"], PUBLIC);
      const [name = ""] = readdirSync(folder);
      const path = join(folder, name);
      const good = readFileSync(path, "utf8");
      for (const text of [
        "",
        good.slice(0, 50),
        good.replace('"version":1', '"version":2'),
        "[]",
        "null",
        good.replace("genai-prices", "litellm"),
      ]) {
        writeFileSync(path, text);
        assert.equal(await readStored(folder, "genai-prices"), undefined);
        assert.equal((await sources(folder, []).kept(["genai-prices"])).status[0]?.state, "absent");
      }
      await sources(folder, [fresh(GENAI)]).refresh(["genai-prices"], PUBLIC);
      assert.equal((await readStored(folder, "genai-prices"))?.etag, null);
      assert.equal(readdirSync(folder).length, 1);
    }));

  it("says when an answer could not be kept, and uses it all the same", () =>
    withFolder({ file: "in the way" }, async (folder) => {
      const { prices, status } = await sources(join(folder, "file"), [fresh(GENAI)]).refresh(
        ["genai-prices"],
        PUBLIC,
      );
      assert.match(status[0]?.problem ?? "", /could not be kept/);
      assert.equal(prices.collections.length, 1);
    }));

  it("admits private addresses only where that is allowed", async () => {
    const asked: DownloadOptions[] = [];
    await sources(null, [], asked).refresh([TEAM], PUBLIC);
    await sources(null, [], asked).refresh([TEAM], { allowPrivate: true });
    assert.deepEqual(
      asked.map(({ admits }) => admits?.("10.0.0.1") ?? "default"),
      ["default", true],
    );
  });
});

describe("price sources: what a refresh says", () => {
  it("counts and names what changed", async () => {
    const { prices } = await sources(null, [fresh(OWN), fresh(GENAI)]).refresh(
      [TEAM, "genai-prices"],
      PUBLIC,
    );
    const nothing = build({ collections: [], teamLayers: [] });
    const view = refreshSummary(nothing, build(prices), { day: "2026-06-10" }, []);
    assert.equal(view.summary, "1 price changed, 1 offer added");
    assert.match(view.changes[0] ?? "", /^mini-1@openai\/global: input \$1\.00 -> \$0\.50 \(-50%\)/);
    assert.match(view.changes[1] ?? "", /^mini-9@openai\/global: new, input \$0\.50, output \$1\.50/);
    const back = refreshSummary(build(prices), nothing, { day: "2026-06-10" }, []);
    assert.equal(back.summary, "1 price changed, 1 offer removed");
  });

  it("says of each source what is in force", () => {
    assert.equal(
      sourceText({
        source: "litellm",
        state: "failed",
        day: "2026-06-01",
        problem: "the server answered 500",
      }),
      "litellm: the server answered 500; figures of 2026-06-01 stay in force",
    );
    assert.match(
      sourceText({ source: "litellm", state: "unchanged", day: "2026-06-01", problem: null }),
      /unchanged/,
    );
  });
});
