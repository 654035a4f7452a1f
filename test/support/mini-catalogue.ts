/**
 * A small invented catalogue: tests of rules use it, so that no price change of the real one breaks them.
 *
 * Lab "acme" (hosts acme, resold by bolt and cirrus), lab "orbit" (open weights, no host of its own).
 *
 *   mini-1      1 / 4, cache read 0.1, automatic cache; batch at half; dearer above 1,000 tokens; EU region at 1.1
 *   mini-2      explicit cache with billed writes (5m 1.25 x, 1h 2 x); price cut on 2026-06-01; thinks by default
 *   mini-3      tariff windows (peak doubles on weekdays 09-12 and 14-18 in Shanghai, not on holidays); CNY list
 *   mini-old    redirected to mini-3 since 2026-03-01
 *   orbit-7b    two hosts, no cache price, lab sells nothing
 */
import type { CatalogueData, LabFile } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import type { UserLayer } from "../../server/src/catalogue/load/user-layer";
import type { CachingRule, Catalogue, Host, Model, TariffWindow } from "../../server/src/catalogue/types";

type ModelEntry = Omit<Model, "lab">;

function model(id: string, more: Partial<ModelEntry> = {}): ModelEntry {
  return {
    id,
    name: id,
    aliases: [],
    released: "2026-01-01",
    contextWindow: 100_000,
    maxInput: null,
    maxOutput: 8_000,
    inputModalities: ["text"],
    outputModalities: ["text"],
    openWeights: false,
    tokenizerFamily: "o200k_base",
    tools: true,
    reasoning: { supported: false, defaultOn: false, resent: false },
    ...more,
  };
}

function host(id: string, more: Partial<Host> = {}): Host {
  return {
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    country: "US",
    currency: "USD",
    defaultRegion: "global",
    endpoints: [{ url: `https://api.${id}.test/v1` }],
    residencyPromise: "none",
    residencyNote: null,
    parentCountry: null,
    ...more,
  };
}

const SOURCE = { source: "https://prices.acme.test", checked: "2026-05-01" };
const ALWAYS = { from: null, until: null, ...SOURCE };

function peak(from: string, to: string): TariffWindow {
  return {
    timeZone: "Asia/Shanghai",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri"],
    from,
    to,
    exceptCalendar: "acme-holidays",
    prices: { input: 0.4, output: 1.2, cacheRead: 0.04 },
  };
}

const MINI_3_WINDOWS = [peak("09:00", "12:00"), peak("14:00", "18:00")];
const MINI_3_PRICES = { input: 0.2, output: 0.6, cacheRead: 0.02 };

const LABS: readonly LabFile[] = [
  {
    id: "acme",
    name: "Acme",
    country: "US",
    ownHosts: ["acme"],
    models: [
      model("mini-1", { aliases: ["acme-mini-1", "mini"], separateSnapshots: ["mini-1-2025-01-01"] }),
      model("mini-2", {
        aliases: ["mini"],
        released: "2026-02-01",
        tokenizerFamily: "claude-4.7",
        reasoning: { supported: true, defaultOn: true, resent: true },
      }),
      model("mini-2.5", { released: "2026-04-01" }),
      model("mini-3", { released: "2026-03-01", tokenizerFamily: "deepseek-v3" }),
      model("mini-old", { released: "2025-06-01", tokenizerFamily: "deepseek-v3" }),
    ],
  },
  {
    id: "orbit",
    name: "Orbit",
    country: "FR",
    ownHosts: [],
    models: [
      model("orbit-7b", { openWeights: true, tokenizerFamily: null, contextWindow: null, maxOutput: null }),
    ],
  },
];

const MINI_1_PRICES = { input: 1, output: 4, cacheRead: 0.1 };

const HOSTS: CatalogueData["hosts"] = [
  {
    ...host("acme", {
      endpoints: [{ url: "https://api.acme.test" }, { url: "https://eu.api.acme.test", region: "eu" }],
      residencyPromise: "option",
    }),
    offers: [
      {
        model: "mini-1",
        hostModelId: "mini-1",
        region: "global",
        periods: [
          {
            ...ALWAYS,
            prices: MINI_1_PRICES,
            lengthTiers: [
              { aboveInputTokens: 1000, prices: { input: 2, output: 6, cacheRead: 0.2 } },
              { aboveInputTokens: 5000, prices: { input: 3, output: 9 } },
            ],
            serviceTiers: { batch: { input: 0.5, output: 2 } },
          },
        ],
      },
      {
        model: "mini-1",
        hostModelId: "mini-1",
        region: "eu",
        periods: [
          {
            ...ALWAYS,
            prices: { input: 1.1, output: 4.4, cacheRead: 0.11 },
            derived: "1.1 x the global price",
          },
        ],
      },
      {
        model: "mini-2",
        hostModelId: "mini-2",
        region: "global",
        periods: [
          {
            from: null,
            until: "2026-06-01",
            ...SOURCE,
            prices: { input: 4, output: 20, cacheRead: 0.4, cacheWrite: { "5m": 5, "1h": 8 } },
          },
          {
            from: "2026-06-01",
            until: null,
            ...SOURCE,
            prices: { input: 2, output: 10, cacheRead: 0.2, cacheWrite: { "5m": 2.5, "1h": 4 } },
          },
        ],
      },
      {
        model: "mini-2.5",
        hostModelId: "mini-2.5",
        region: "global",
        periods: [{ ...ALWAYS, prices: { input: 3, output: 12, cacheRead: 0.3 } }],
      },
      {
        model: "mini-3",
        hostModelId: "mini-three",
        region: "cn",
        periods: [{ ...ALWAYS, prices: MINI_3_PRICES, windows: MINI_3_WINDOWS }],
      },
      {
        model: "mini-3",
        hostModelId: "mini-three",
        region: "cn",
        currency: "CNY",
        periods: [{ ...ALWAYS, prices: { input: 1.4, output: 4.2, cacheRead: 0.14 } }],
      },
      {
        model: "mini-old",
        hostModelId: "mini-old",
        region: "cn",
        periods: [
          { from: null, until: "2026-02-28T16:00:00Z", ...SOURCE, prices: { input: 0.1, output: 0.3 } },
          {
            from: "2026-02-28T16:00:00Z",
            until: "2027-01-01",
            ...SOURCE,
            prices: MINI_3_PRICES,
            windows: MINI_3_WINDOWS,
            billedAs: "mini-3",
          },
        ],
      },
    ],
  },
  {
    ...host("bolt", { country: "SG", parentCountry: "CN", defaultRegion: "us" }),
    offers: [
      {
        model: "mini-1",
        hostModelId: "acme/mini-1",
        region: "us",
        periods: [{ ...ALWAYS, prices: { input: 1.2, output: 5 } }],
      },
      {
        model: "orbit-7b",
        hostModelId: "orbit-ai/Orbit-7B-Instruct",
        region: "us",
        periods: [{ ...ALWAYS, prices: { input: 0.05, output: 0.1 } }],
      },
    ],
  },
  {
    ...host("cirrus", {
      country: "DE",
      currency: "EUR",
      defaultRegion: "de",
      endpoints: [{ url: "https://*.cirrus.test" }],
      residencyPromise: "stated",
    }),
    offers: [
      {
        model: "orbit-7b",
        hostModelId: "cirrus.orbit-7b",
        region: "de",
        periods: [{ ...ALWAYS, prices: { input: 0.06, output: 0.12 }, verified: false }],
      },
    ],
  },
];

function rule(
  id: string,
  hosts: readonly string[],
  models: readonly string[],
  more: Partial<CachingRule>,
): CachingRule {
  return {
    id,
    hosts,
    models,
    mode: "automatic",
    minTokens: null,
    granularity: null,
    lifetimes: [{ id: "auto", seconds: null }],
    billsWrites: false,
    hitShare: { low: 0.5, typical: 0.8, high: 1 },
    ...SOURCE,
    ...more,
  };
}

const CACHING: readonly CachingRule[] = [
  rule("acme-explicit", ["acme"], ["mini-2"], {
    mode: "explicit",
    minTokens: 1024,
    lifetimes: [
      { id: "5m", seconds: 300 },
      { id: "1h", seconds: 3600 },
    ],
    billsWrites: true,
    hitShare: { low: 1, typical: 1, high: 1 },
  }),
  rule("acme-automatic", ["acme"], ["mini-*"], { minTokens: 256, granularity: 128 }),
  rule("others", ["*"], [], {}),
];

const DATA: CatalogueData = {
  version: "2026-05-01",
  labs: LABS,
  hosts: HOSTS,
  regions: [
    { id: "global", name: "Anywhere", country: null, jurisdiction: null },
    { id: "eu", name: "EU", country: null, jurisdiction: "EU" },
    { id: "us", name: "United States", country: "US", jurisdiction: null },
    { id: "de", name: "Germany", country: "DE", jurisdiction: null },
    { id: "cn", name: "China", country: "CN", jurisdiction: null },
  ],
  exchangeRates: [
    { from: "USD", to: "CNY", rate: 6, date: "2026-01-01", source: "old" },
    { from: "USD", to: "CNY", rate: 7, date: "2026-05-01", source: "central bank" },
    { from: "EUR", to: "USD", rate: 1.25, date: "2026-04-01", source: "central bank" },
  ],
  calendars: [
    { id: "acme-holidays", timeZone: "Asia/Shanghai", days: [{ from: "2026-05-01", to: "2026-05-05" }] },
  ],
  caching: CACHING,
  policies: [
    {
      id: "countries-of-concern-eo-14117",
      name: "Countries of concern",
      places: ["CN", "HK", "RU"],
      ownership: true,
      about: "An invented rule about places and owners.",
      ...SOURCE,
    },
    { id: "nordic", name: "Nordic", places: ["SE", "NO"], ownership: false, about: "Invented.", ...SOURCE },
  ],
  countrySets: [
    { id: "EU", name: "European Union", countries: ["DE", "FR", "SE"], ...SOURCE },
    { id: "eea", name: "European Economic Area", countries: ["DE", "FR", "NO", "SE"], ...SOURCE },
    {
      id: "countries-of-concern-eo-14117",
      name: "Countries of concern",
      countries: ["CN", "HK", "RU"],
      ...SOURCE,
    },
  ],
};

/** The invented catalogue as data, for tests of the loader. */
export function miniCatalogueData(): CatalogueData {
  return DATA;
}

/** The invented catalogue, with user layers over it where a test brings some. */
export function miniCatalogue(layers: readonly UserLayer[] = []): Catalogue {
  return buildCatalogue(DATA, layers).catalogue;
}
