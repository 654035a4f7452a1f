/** Host facts -> hosts/<host>.json without its offers. */
import type { Host } from "../../server/src/catalogue/types";
import type { FactHost, JurisdictionFacts } from "./facts";

/**
 * Where a host has no default of its own: Azure's general deployment type is Global Standard, and the examples of Amazon's
 * documentation run in the US. The region is part of every offer shown, so the choice is visible.
 */
const DEFAULT_REGION: Readonly<Record<string, string>> = {
  "aws-bedrock": "us",
  azure: "global",
  "self-hosted": "global",
};

/** Endpoints whose address names a region. Placeholders are already stars. */
const ENDPOINT_REGIONS: readonly (readonly [RegExp, string])[] = [
  [/\/\/(us|eu|au|in|jp)\.api\.openai\.com/, "$1"],
  [/\/\/api\.(eu|us)\.mistral\.ai/, "$1"],
  [/\/\/(us|ca)-api\.together\.ai/, "$1"],
  [/\/\/(eu)\.openrouter\.ai/, "$1"],
  [/\/\/\*-aiplatform\.googleapis\.com/, "gcp-region"],
  [/ark\.ap-southeast\.bytepluses/, "byteplus-ap-southeast-1"],
  [/ark\.eu-west\.bytepluses/, "byteplus-eu-west-1"],
];

/** Further addresses of a host, from the pages of its SDKs and integrations. */
const MORE_ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  azure: ["https://*.cognitiveservices.azure.com"],
  "aws-bedrock": ["https://bedrock-runtime-fips.*.amazonaws.com"],
  together: ["https://api.together.ai/v1"],
  nebius: ["https://api.studio.nebius.com/v1", "https://api.studio.nebius.ai/v1"],
  mistral: ["https://codestral.mistral.ai/v1"],
  "minimax-cn": ["https://api.minimax.chat/v1"],
};

/** What a host says about where inference runs, in our words. */
const RESIDENCY_NOTES: Readonly<Record<string, string>> = {
  openai: "Per project or by regional base URL; account and usage data may leave the region.",
  anthropic:
    "The request option inference_geo accepts global (default) and us; models before Opus 4.6 and Sonnet 4.6 refuse it.",
  azure:
    "Decided by the deployment type: Global runs anywhere, Data Zone inside the EU or the US, Standard in its region.",
  "aws-bedrock":
    "Decided by the inference profile: global runs anywhere, us, eu, jp, au and in stay there; apac spans countries.",
  "google-vertex": "Decided by the endpoint: global, multi-region or one region.",
  mistral: "api.mistral.ai is global; api.eu and api.us keep inputs and outputs in their geography.",
  deepseek: "The privacy policy states storage in China.",
  zai: "Contract and stated data location are in Singapore; the parent company is Chinese.",
  "minimax-intl":
    "Contract in Singapore, stated data location in the United States; the parent company is Chinese.",
  "moonshot-intl": "Contract in Singapore; the terms state no data location.",
  "alibaba-intl": "Storage stays in Singapore; inference may run anywhere except mainland China.",
  "alibaba-cn": "Inference stays in mainland China.",
  byteplus: "The base URL picks the region; neither region's country is stated.",
  openrouter: "A router: the upstream decides. eu.openrouter.ai uses EU, EEA, UK and Swiss endpoints only.",
  together: "Only us-api and ca-api keep processing in their country; logs and storage are not covered.",
  fireworks: "US-only model ids exist for some models.",
  nebius: "Shared endpoints may move; only dedicated ones are fixed to a region.",
  scaleway: "All models run in one data centre in Paris.",
  ovhcloud: "Described by third parties as hosted in the EU.",
  privatemode: "Confidential computing through a local proxy; the location was not confirmed.",
  cortecs: "A router to endpoints in the EU; its promise was not confirmed.",
};

/** The host's own facts. `jurisdiction` adds the residency promise and the parent company. */
export function hostOf(host: FactHost, jurisdiction: JurisdictionFacts): Host {
  const promise = jurisdiction.hosts.find((entry) => entry.host === host.id)?.promise ?? "";
  const parent = jurisdiction.parents.find((entry) => entry.host === host.id)?.parentCountry;
  return {
    id: host.id,
    name: host.name.replace(/ \((gateway|EU router)\)$/, ""),
    country: host.country,
    currency: host.currency,
    defaultRegion: host.defaultRegion ?? DEFAULT_REGION[host.id] ?? "global",
    endpoints: uniqueEndpoints([...host.endpoints, ...(MORE_ENDPOINTS[host.id] ?? [])].flatMap(endpointOf)),
    residencyPromise: promiseOf(promise),
    residencyNote: RESIDENCY_NOTES[host.id] ?? null,
    parentCountry: parent === undefined || parent === host.country ? null : parent,
  };
}

/** Placeholders become stars; what is no public address (a local proxy) tells no host. */
function endpointOf(written: string): { url: string; region?: string }[] {
  if (!written.startsWith("https://")) return [];
  const url = written.replace(/<[^>]*>/g, "*").replace(/([^/])\/\*.*$/, "$1");
  for (const [pattern, region] of ENDPOINT_REGIONS) {
    const found = pattern.exec(url);
    if (found !== null) return [{ url, region: region.replace("$1", found[1] ?? "") }];
  }
  return [{ url }];
}

function uniqueEndpoints<T extends { readonly url: string }>(endpoints: readonly T[]): T[] {
  return [...new Map(endpoints.map((endpoint) => [endpoint.url, endpoint])).values()];
}

function promiseOf(promise: string): Host["residencyPromise"] {
  if (/by third parties|not re-checked|^$/.test(promise)) return "unknown";
  if (/^none/.test(promise)) return "none";
  if (/^stated/.test(promise)) return "stated";
  return "option";
}
