/** Names of models in genai-prices: whose they are, what they are called without dressing, and which names mean one version. */
import { foldId } from "../match/model-id";
import { isFields } from "./genai-input";
import { BEDROCK_VENDORS, ORGANISATIONS } from "./genai-providers";

/** Names that a maker writes another way itself; the other way stays an alias. */
export const OWN_NAMES: Readonly<Record<string, string>> = {
  "claude-sonnet-4-0": "claude-sonnet-4",
  "claude-opus-4-0": "claude-opus-4",
  "gemini-pro-1.5": "gemini-1.5-pro",
  "gemini-flash-1.5": "gemini-1.5-flash",
  "gemini-flash-1.5-8b": "gemini-1.5-flash-8b",
  "gemini-2.0-flash-001": "gemini-2.0-flash",
  "gemini-2.0-flash-lite-001": "gemini-2.0-flash-lite",
  // OpenAI's models page: the last snapshot it pointed to.
  "gpt-4-turbo-preview": "gpt-4-0125-preview",
  "gpt-oss-120b-1": "gpt-oss-120b",
  "gpt-oss-20b-1": "gpt-oss-20b",
  "nova-2-lite-v1": "nova-2-lite",
  "nova-lite-v1": "nova-lite",
  "nova-micro-v1": "nova-micro",
  "nova-premier-v1": "nova-premier",
  "nova-pro-v1": "nova-pro",
  "zai-glm-4.7": "glm-4.7",
};

/** First words of names that are one lab's, for ids without an organisation. */
const LAB_OF_WORD: Readonly<Record<string, string>> = {
  claude: "anthropic",
  chatgpt: "openai",
  gpt: "openai",
  gemini: "google",
  gemma: "google",
  llama: "meta",
  qwen: "alibaba",
  qwq: "alibaba",
  phi: "microsoft",
  wizardlm: "microsoft",
  grok: "xai",
  deepseek: "deepseek",
  kimi: "moonshot",
  moonshot: "moonshot",
  glm: "zhipu",
  minimax: "minimax",
  command: "cohere",
  c4ai: "cohere",
  mistral: "mistral",
  mixtral: "mistral",
  ministral: "mistral",
  codestral: "mistral",
  pixtral: "mistral",
  devstral: "mistral",
  magistral: "mistral",
  nova: "amazon",
  titan: "amazon",
};

/** Mistral's names without a version: each has stood for several generations. */
const FAMILY_NAME = /^(mistral|ministral|codestral|devstral|magistral|pixtral)(-[a-z]+)*(-\d+b)?$/;

/** Whether an id names no single version of a model. */
export function isMovingName(id: string): boolean {
  const bare = id.toLowerCase().split("/").at(-1) ?? "";
  return (
    FAMILY_NAME.test(bare.replace(/-latest$/, "")) ||
    (/-latest$/.test(bare) && !/\d/.test(bare)) ||
    bare.startsWith("chatgpt-")
  );
}

/** `meta-llama/Llama-3.1-405B-Instruct`, `meta.llama3-1-405b-instruct-v1:0` -> `llama-3.1-405b-instruct`, `llama-3-1-405b-instruct`. */
export function lastPart(id: string): string {
  const bare = id.split("/").at(-1) ?? id;
  return bare
    .toLowerCase()
    .replace(/^(us|eu|global)\./, "")
    .replace(/^[a-z]+\.(?=[a-z])/, "")
    .replace(/^(?!nemotron)(.*)-v\d+:\d+$/, "$1")
    .replace(/:\d+$/, "")
    .replace(/-latest$/, "")
    .replace(/-20\d{6}$/, "")
    .replace(/^meta-(?=llama)/, "")
    .replace(/^llama(?=\d)/, "llama-")
    .replace(/(?<=\d)p(?=\d)/g, ".");
}

/** The lab an id names by its organisation or, on Bedrock, its vendor. */
export function labOfName(id: string): string | undefined {
  const parts = id.toLowerCase().split("/");
  const organisation = parts.length > 1 ? parts.at(-2) : undefined;
  if (organisation !== undefined && organisation !== "models")
    return ORGANISATIONS[organisation] ?? organisation;
  const vendor = BEDROCK_VENDORS[/^(?:us\.|global\.)?([a-z]+)\./.exec(id)?.[1] ?? ""];
  return vendor ?? LAB_OF_WORD[/^[a-z]+(4ai)?/.exec(lastPart(id))?.[0] ?? ""];
}

/** Names a row matches exactly: `equals`, also inside `or`. Other clauses say "contains" or "starts with" and may cross versions. */
export function equalNames(match: unknown): readonly string[] {
  if (!isFields(match)) return [];
  if (typeof match["equals"] === "string") return [match["equals"]];
  return Array.isArray(match["or"]) ? match["or"].flatMap((clause: unknown) => [...equalNames(clause)]) : [];
}

/** Whether two names differ by a snapshot date or `-latest` only. A row may hold several versions at one price. */
export function isSameVersion(name: string, id: string): boolean {
  return undated(name) === undated(id);
}

function undated(name: string): string {
  return foldId(name).replace(/(-20\d{2}-\d{2}-\d{2}|[-@]20\d{6}|-(0[1-9]|1[0-2])[0-3]\d|-latest)$/, "");
}

/** The tokenizer family of models that only this layer has; undefined = unknown. */
export function tokenizerOf(lab: string, id: string): string | undefined {
  if (lab === "anthropic") return /-(4[.-][7-9]|[5-9])/.test(id) ? "claude-4.7" : "claude-3";
  if (lab === "openai") return /^(gpt-4(-|$)|gpt-3)/.test(id) ? "cl100k_base" : "o200k_base";
  if (/^llama-3/.test(id)) return "llama3";
  if (lab === "google" && /^gemma-3/.test(id)) return "gemma3";
  if (lab === "deepseek" && /^deepseek-(v3|r1|chat)/.test(id) && !/distill/.test(id)) return "deepseek-v3";
  return lab === "alibaba" && /^qwen3-/.test(id) ? "qwen3" : undefined;
}
