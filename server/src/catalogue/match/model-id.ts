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
  /** Day of the snapshot that was taken off (YYYY-MM-DD): the model must be as old. */
  readonly snapshot?: string;
  /** "-latest" was taken off: only some labs promise what it means. */
  readonly moving?: boolean;
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
  ...hostPrefixes("siliconflow-intl", ["siliconflow"]),
  ...hostPrefixes("perplexity", ["perplexity", "pplx"]),
  ...hostPrefixes("cohere", ["cohere", "cohere_chat"]),
  ...["dashscope", "moonshot_ai", "z_ai", "x_ai", "mistral_ai"].map(labPrefix),
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
/** `-2025-08-07`, `-20250929`, `@20250929`: a day of the calendar. */
const SNAPSHOT_DATE = /[-@](20\d{2})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2}))$/;
const MOVING_NAME = /[-@]latest$/i;
/** Vertex AI's way to say "the version there is". */
const DEFAULT_NAME = /@default$/i;
const AWS_REGION = /^(us|eu|ap|ca|sa|me|af|il|mx)-(gov-)?[a-z]+-\d$/;
/** What LiteLLM writes between `azure/` and the model. */
const AZURE_ZONES: ReadonlyMap<string, string> = new Map([
  ["global", "global"],
  ["global-standard", "global"],
  ["eu", "azure-eu-datazone"],
  ["us", "azure-us-datazone"],
]);
const ARN = /^arn:aws[\w-]*:bedrock:([a-z0-9-]+):\d*:(foundation-model|inference-profile)\/(.+)$/i;
const VERTEX_PATH = /^(?:projects\/[^/]+\/locations\/([a-z0-9-]+)\/)?publishers\/[a-z-]+\/models\/(.+)$/i;
/** OpenRouter variants that cost what the model costs. `free` is its own level; others may change the price or the host. */
const SAME_PRICE_VARIANT = /:(thinking|beta)$/i;
const FREE_VARIANT = /:free$/i;

/** Prefixes of the user's own gateways, in small letters -> host; null where they say nothing about it. */
export type OwnPrefixes = ReadonlyMap<string, string | null>;

/** Every reading of a written id, the written one first, then with one more part taken off each time. */
export function readingsOf(written: string, prefixes: OwnPrefixes = new Map()): Reading[] {
  const first: Reading = { text: written.trim() };
  const readings = [first];
  const seen = new Set([first.text]);
  // The list grows while it is walked; every step shortens the text, so it ends. 40 is far above any real id.
  for (const reading of readings) {
    if (readings.length > 40) break;
    for (const next of [...ownPrefixSteps(reading, prefixes), ...stepsFrom(reading)]) {
      if (next.text === "" || seen.has(next.text)) continue;
      seen.add(next.text);
      readings.push(next);
    }
  }
  return readings;
}

function ownPrefixSteps(reading: Reading, prefixes: OwnPrefixes): Reading[] {
  const text = reading.text.toLowerCase();
  return [...prefixes].flatMap(([prefix, host]) => {
    if (!text.startsWith(prefix)) return [];
    const rest = { ...reading, text: reading.text.slice(prefix.length) };
    return [host === null ? rest : { ...rest, host: reading.host ?? host }];
  });
}

function stepsFrom(reading: Reading): Reading[] {
  const { text } = reading;
  const steps: Reading[] = [...addressSteps(reading), ...pathSteps(reading)];
  const profile = PROFILE_PREFIX.exec(text);
  if (profile?.[1] !== undefined) {
    const region = profile[1].toLowerCase();
    steps.push({ ...reading, text: text.slice(profile[0].length), host: "aws-bedrock", region });
  }
  const vendor = VENDOR_PREFIX.exec(text);
  if (vendor !== null) steps.push({ ...reading, text: text.slice(vendor[0].length), host: "aws-bedrock" });
  return [...steps, ...endingSteps(reading)];
}

/** A provider's name in front, and what some providers put behind it: Bedrock a region, Azure a zone, Hugging Face who serves it. */
function pathSteps(reading: Reading): Reading[] {
  const [, written = "", rest = ""] = /^([\w-]+)[/:](.+)$/.exec(reading.text) ?? [];
  const prefix = written.toLowerCase();
  if (prefix === "") return [];
  if (prefix === "huggingface") return huggingFaceStep(reading, rest);
  if (PROVIDER_PREFIXES.has(prefix)) {
    const host = PROVIDER_PREFIXES.get(prefix) ?? undefined;
    return [{ ...reading, text: rest, ...(host === undefined || reading.host ? {} : { host }) }];
  }
  const isRegion = reading.host === "aws-bedrock" && AWS_REGION.test(prefix);
  if (isRegion) return [{ ...reading, text: rest, region: reading.region ?? prefix }];
  const zone = reading.host === "azure" ? AZURE_ZONES.get(prefix) : undefined;
  return zone === undefined ? [] : [{ ...reading, text: rest, region: reading.region ?? zone }];
}

function huggingFaceStep(reading: Reading, rest: string): Reading[] {
  const [, provider = "", id = ""] = /^([a-z-]+)\/(.+\/.+)$/.exec(rest) ?? [];
  return provider === "" ? [] : [{ ...reading, text: id, host: `huggingface-${provider}` }];
}

/** Full names of a cloud: Amazon's resource names, Google's paths. */
function addressSteps(reading: Reading): Reading[] {
  const [, arnRegion, kind, arnId] = ARN.exec(reading.text) ?? [];
  if (arnRegion !== undefined && arnId !== undefined) {
    // A profile's id names its geography; a foundation model runs in the region of its name.
    const region = kind === "foundation-model" ? { region: arnRegion } : {};
    return [{ ...reading, text: arnId, host: "aws-bedrock", ...region }];
  }
  const [, location, id] = VERTEX_PATH.exec(reading.text) ?? [];
  if (id === undefined) return [];
  return [
    { ...reading, text: id, host: "google-vertex", ...(location === undefined ? {} : { region: location }) },
  ];
}

function endingSteps(reading: Reading): Reading[] {
  const { text } = reading;
  const steps: Reading[] = [];
  if (FREE_VARIANT.test(text))
    steps.push({ ...reading, text: text.replace(FREE_VARIANT, ""), serviceTier: "free" });
  for (const ending of [SAME_PRICE_VARIANT, BEDROCK_VERSION, DEFAULT_NAME]) {
    if (ending.test(text)) steps.push({ ...reading, text: text.replace(ending, "") });
  }
  const date = SNAPSHOT_DATE.exec(text);
  const day = date && dayOf(date);
  if (date !== null && day !== null)
    steps.push({ ...reading, text: text.slice(0, date.index), snapshot: day });
  // "-latest" of a name without a version moves across versions: only a declared alias says where it points.
  const moved = text.replace(MOVING_NAME, "");
  if (moved !== text && /\d/.test(moved)) steps.push({ ...reading, text: moved, moving: true });
  if (reading.host === "aws-bedrock" && BARE_BEDROCK_VERSION.test(text))
    steps.push({ ...reading, text: text.replace(BARE_BEDROCK_VERSION, "") });
  return steps;
}

/** YYYY-MM-DD, or null where the digits are no day of the calendar. */
function dayOf(found: RegExpExecArray): string | null {
  const [, year = "", month = found[4] ?? "", day = found[5] ?? ""] = found;
  const written = `${year}-${month}-${day}`;
  const parsed = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== written ? null : written;
}
