/** LiteLLM's price map (MIT): one entry per model id with costs per token. Only entries of hosts the catalogue knows are taken. */
import type { BroadFile, BroadGroup, BroadModel, BroadRow } from "../../catalogue/broad/broad-data";
import { isMovingName, labOfName, lastPart, tokenizerOf } from "../../catalogue/broad/genai-names";
import { MAX_PRICE } from "../../catalogue/limits";
import { matchModel } from "../../catalogue/match/match";
import type { Catalogue, LengthTier, Prices } from "../../catalogue/types";
import { parseJson } from "./parse-json";
import type { PriceSource } from "./source";

const ADDRESS = "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json";

/**
 * Their `litellm_provider` and the prefix of its ids -> our host. Left out: Vertex AI and Bedrock, whose rows name their region in
 * ways that the curated data reads better; resellers of subscriptions; hosts that quote in CNY, which the map converts.
 */
const PROVIDERS: Readonly<Record<string, { readonly host: string; readonly prefix: string }>> = {
  anthropic: { host: "anthropic", prefix: "" },
  cerebras: { host: "cerebras", prefix: "cerebras/" },
  deepinfra: { host: "deepinfra", prefix: "deepinfra/" },
  deepseek: { host: "deepseek", prefix: "deepseek/" },
  fireworks_ai: { host: "fireworks", prefix: "fireworks_ai/" },
  gemini: { host: "google-ai-studio", prefix: "gemini/" },
  groq: { host: "groq", prefix: "groq/" },
  mistral: { host: "mistral", prefix: "mistral/" },
  nebius: { host: "nebius", prefix: "nebius/" },
  novita: { host: "novita", prefix: "novita/" },
  openai: { host: "openai", prefix: "" },
  openrouter: { host: "openrouter", prefix: "openrouter/" },
  ovhcloud: { host: "ovhcloud", prefix: "ovhcloud/" },
  together_ai: { host: "together", prefix: "together_ai/" },
  wandb: { host: "wandb", prefix: "wandb/" },
  xai: { host: "xai", prefix: "xai/" },
  zai: { host: "zai", prefix: "zai/" },
};

/** Modes that answer in text by request and response. */
const MODES: ReadonlySet<unknown> = new Set(["chat", "completion", "responses"]);
const MAX_NAME = 200;
const PER_MILLION = 1_000_000;

type Fields = Readonly<Record<string, unknown>>;

export const litellm: PriceSource = {
  id: "litellm",
  addressOf: (word) => (word === "litellm" ? ADDRESS : undefined),
  read: (text, _word, { curated, day }) => {
    const parsed = parseJson(text);
    if ("problem" in parsed) return parsed;
    const file = isFields(parsed.value) ? mapPrices(parsed.value, curated, day) : undefined;
    if (file === undefined || file.groups.length === 0)
      return { problem: "the data has no price that can be read; its shape may have changed" };
    return { kind: "collection", file };
  },
};

function mapPrices(map: Fields, curated: Catalogue, day: string): BroadFile {
  const groups = new Map<string, BroadRow[]>();
  const models = new Map<string, BroadModel>();
  const taken = new Set<string>();
  // Short ids first: a dated snapshot at the same host adds nothing to the id without a date.
  const keys = Object.keys(map).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  for (const key of keys) {
    const entry = map[key];
    if (!isFields(entry) || key.length > MAX_NAME || !MODES.has(entry["mode"])) continue;
    const place = PROVIDERS[String(entry["litellm_provider"])];
    const host = place === undefined ? undefined : curated.hosts.get(place.host);
    const prices = pricesOf(entry);
    if (place === undefined || host === undefined || prices === undefined) continue;
    if (!key.startsWith(place.prefix)) continue;
    const hostModelId = key.slice(place.prefix.length);
    const model = modelOf(curated, models, hostModelId, host.id, entry);
    if (model === undefined || taken.has(`${model} ${host.id}`)) continue;
    taken.add(`${model} ${host.id}`);
    const where = `${host.id} ${host.defaultRegion}`;
    groups.set(where, [...(groups.get(where) ?? []), { model, hostModelId, ...prices }]);
  }
  const labs = new Set([...models.values()].map(({ lab }) => lab).filter((lab) => !curated.labs.has(lab)));
  return {
    source: `LiteLLM price map of ${day}`,
    url: ADDRESS,
    licence: "MIT",
    version: day,
    checked: day,
    labs: [...labs].sort().map((id) => ({ id, name: id, country: null, ownHosts: [] })),
    hosts: [],
    models: [...models.values()],
    groups: [...groups].map(groupOf),
  };
}

function groupOf([key, rows]: [string, BroadRow[]]): BroadGroup {
  const [host = "", region = ""] = key.split(" ");
  return { host, region, rows };
}

/** The curated model with exactly that name; else a model of the collection's own where the id names its maker and one version. */
function modelOf(
  curated: Catalogue,
  models: Map<string, BroadModel>,
  hostModelId: string,
  host: string,
  entry: Fields,
): string | undefined {
  const match = matchModel(curated, hostModelId, host);
  if (match.known) return match.value.redirected === undefined ? match.value.model.id : undefined;
  const id = lastPart(hostModelId);
  const lab = labOfName(hostModelId);
  if (lab === undefined || id === "" || isMovingName(hostModelId) || curated.models.has(id)) return undefined;
  const known = models.get(id);
  if (known !== undefined) return known.lab === lab ? id : undefined;
  const contextWindow = tokensOf(entry["max_input_tokens"]);
  const tokenizerFamily = tokenizerOf(lab, id);
  models.set(id, {
    id,
    name: id,
    lab,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(tokenizerFamily === undefined ? {} : { tokenizerFamily }),
    ...(entry["supports_reasoning"] === true ? { reasons: true } : {}),
  });
  return id;
}

/** undefined without a price for both directions, and for free rows: those are trials with limits. */
function pricesOf(entry: Fields): { prices: Prices; lengthTiers?: readonly LengthTier[] } | undefined {
  const prices = pricesAt(entry, "");
  if (prices.input === undefined || prices.output === undefined) return undefined;
  if (prices.input === 0 && prices.output === 0) return undefined;
  const thresholds = Object.keys(entry).flatMap((key) => {
    const [, thousands] = /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key) ?? [];
    return thousands === undefined ? [] : [Number(thousands)];
  });
  if (thresholds.length === 0) return { prices };
  const lengthTiers = thresholds
    .sort((a, b) => a - b)
    .map((thousands) => ({
      aboveInputTokens: thousands * 1000,
      prices: pricesAt(entry, `_above_${thousands}k_tokens`),
    }));
  return { prices, lengthTiers };
}

function pricesAt(entry: Fields, suffix: string): Prices {
  const input = priceOf(entry[`input_cost_per_token${suffix}`]);
  const output = priceOf(entry[`output_cost_per_token${suffix}`]);
  const cacheRead = priceOf(entry[`cache_read_input_token_cost${suffix}`]);
  const write = priceOf(entry[`cache_creation_input_token_cost${suffix}`]);
  const hour = suffix === "" ? priceOf(entry["cache_creation_input_token_cost_above_1hr"]) : undefined;
  const cacheWrite = {
    ...(write === undefined ? {} : { "5m": write }),
    ...(hour === undefined ? {} : { "1h": hour }),
  };
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(Object.keys(cacheWrite).length === 0 ? {} : { cacheWrite }),
  };
}

/** Per 1,000,000 tokens. Costs per token carry rounding of binary fractions: twelve digits are what people wrote. */
function priceOf(value: unknown): number | undefined {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return undefined;
  const price = Number((value * PER_MILLION).toPrecision(12));
  return price <= MAX_PRICE ? price : undefined;
}

function tokensOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 1e9 ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
