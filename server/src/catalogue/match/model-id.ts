/** Written model ids: one folded form for comparing, and the ways an id is dressed up by hosts and libraries. */

/** Lower case, and a dot between digits becomes a dash: `claude-sonnet-4.5` and `Claude-Sonnet-4-5` are one id. */
export function foldId(id: string): string {
  return id
    .trim()
    .toLowerCase()
    .replace(/(?<=\d)\.(?=\d)/g, "-");
}

/** One way to read a written id: what is left, and what the part taken off said about host, region and level. */
export interface Reading {
  readonly text: string;
  readonly host?: string;
  readonly region?: string;
  readonly serviceTier?: string;
}

/**
 * Prefixes before "/" or ":" that name a provider, and the host they point at. null: a lab's own name, which
 * OpenRouter, gateways and libraries all write, so it says nothing about the host.
 */
const PROVIDER_PREFIXES: ReadonlyMap<string, string | null> = new Map([
  ...["openai", "openai-chat", "openai-responses", "text-completion-openai", "responses"].map(labPrefix),
  ...["anthropic", "google", "google_genai", "google-genai", "google-gla", "gemini", "models"].map(labPrefix),
  ...["deepseek", "deepseek-ai", "mistral", "mistralai", "codestral", "xai", "x-ai", "amazon", "meta"].map(
    labPrefix,
  ),
  ...["meta-llama", "qwen", "alibaba", "moonshot", "moonshotai", "minimax", "minimaxai", "zai", "z-ai"].map(
    labPrefix,
  ),
  ...["zai-org", "zhipu", "zhipuai", "bytedance", "bytedance-seed", "litellm_proxy", "litellm", "chat"].map(
    labPrefix,
  ),
  ...hostPrefixes("azure", ["azure", "azure_ai", "azure_openai", "azure-openai", "azureai"]),
  ...hostPrefixes("aws-bedrock", [
    "bedrock",
    "bedrock_converse",
    "bedrock-converse",
    "converse",
    "amazon-bedrock",
  ]),
  ...hostPrefixes("google-vertex", [
    "vertex_ai",
    "vertex",
    "vertexai",
    "google_vertexai",
    "google-vertex",
    "vertex_ai_beta",
  ]),
  ...hostPrefixes("google-vertex", ["google_anthropic_vertex", "google-vertex-anthropic"]),
  ...hostPrefixes("openrouter", ["openrouter"]),
  ...hostPrefixes("together", ["together", "together_ai", "togetherai"]),
  ...hostPrefixes("fireworks", ["fireworks", "fireworks_ai", "fireworks-ai"]),
  ...hostPrefixes("groq", ["groq"]),
  ...hostPrefixes("cerebras", ["cerebras"]),
  ...hostPrefixes("deepinfra", ["deepinfra"]),
  ...hostPrefixes("novita", ["novita", "novita-ai"]),
  ...hostPrefixes("nebius", ["nebius"]),
  ...hostPrefixes("baseten", ["baseten"]),
  ...hostPrefixes("wandb", ["wandb"]),
  ...hostPrefixes("volcengine", ["volcengine", "ark"]),
  ...hostPrefixes("byteplus", ["byteplus"]),
  ...hostPrefixes("cloudflare", ["cloudflare", "workers-ai"]),
  ...hostPrefixes("scaleway", ["scaleway"]),
  ...hostPrefixes("ovhcloud", ["ovhcloud"]),
  ...hostPrefixes("friendli", ["friendliai", "friendli"]),
]);

function labPrefix(name: string): [string, string | null] {
  return [name, null];
}

function hostPrefixes(host: string, names: readonly string[]): [string, string | null][] {
  return names.map((name) => [name, host]);
}

/** Geography of a Bedrock inference profile. */
export const PROFILE_PREFIX = /^(us-gov|us|eu|apac|jp|au|in|ca|global)\.(?=[a-z])/i;
/** Vendor part of a Bedrock model id. */
const VENDOR_PREFIX =
  /^(anthropic|amazon|meta|mistral|deepseek|qwen|openai|moonshotai|moonshot|minimax|zai|google)\.(?=[a-z])/i;
const BEDROCK_VERSION = /-v\d+:\d+(:\d+k)?$/i;
/** Without the colon only where the rest of the id is Bedrock's: elsewhere `-v2` is a version of the model. */
const BARE_BEDROCK_VERSION = /-v\d+$/i;
const SNAPSHOT_DATE = /(?:-20\d{2}-\d{2}-\d{2}|[-@]20\d{6})$/;
const MOVING_NAME = /(?:-latest|@default|@latest)$/i;
/** OpenRouter variants that cost what the model costs. `free` is its own level; others may change the price or the host. */
const SAME_PRICE_VARIANT = /:(thinking|beta)$/i;
const FREE_VARIANT = /:free$/i;

/** Every reading of a written id, the written one first, then with one more part taken off each time. */
export function readingsOf(written: string): Reading[] {
  const first: Reading = { text: written.trim() };
  const readings = [first];
  const seen = new Set([first.text]);
  // The list grows while it is walked; every step shortens the text, so it ends. 40 is far above any real id.
  for (const reading of readings) {
    if (readings.length > 40) break;
    for (const next of stepsFrom(reading)) {
      if (next.text === "" || seen.has(next.text)) continue;
      seen.add(next.text);
      readings.push(next);
    }
  }
  return readings;
}

function stepsFrom(reading: Reading): Reading[] {
  const { text } = reading;
  const steps: Reading[] = [];
  const split = /^([\w-]+)[/:](.+)$/.exec(text);
  const prefix = split?.[1]?.toLowerCase();
  const rest = split?.[2];
  if (prefix !== undefined && rest !== undefined && PROVIDER_PREFIXES.has(prefix)) {
    const host = PROVIDER_PREFIXES.get(prefix) ?? undefined;
    steps.push({ ...reading, text: rest, ...(host === undefined || reading.host ? {} : { host }) });
  }
  const profile = PROFILE_PREFIX.exec(text);
  if (profile?.[1] !== undefined) {
    const region = profile[1].toLowerCase();
    steps.push({ ...reading, text: text.slice(profile[0].length), host: "aws-bedrock", region });
  }
  const vendor = VENDOR_PREFIX.exec(text);
  if (vendor !== null) steps.push({ ...reading, text: text.slice(vendor[0].length), host: "aws-bedrock" });
  if (FREE_VARIANT.test(text)) {
    steps.push({ ...reading, text: text.replace(FREE_VARIANT, ""), serviceTier: "free" });
  }
  for (const ending of [SAME_PRICE_VARIANT, BEDROCK_VERSION, SNAPSHOT_DATE, MOVING_NAME]) {
    const rest = text.replace(ending, "");
    // "-latest" of a name without a version moves across versions: only a declared alias says where it points.
    if (rest === text || (ending === MOVING_NAME && !/\d/.test(rest))) continue;
    steps.push({ ...reading, text: rest });
  }
  if (reading.host === "aws-bedrock" && BARE_BEDROCK_VERSION.test(text))
    steps.push({ ...reading, text: text.replace(BARE_BEDROCK_VERSION, "") });
  return steps;
}
