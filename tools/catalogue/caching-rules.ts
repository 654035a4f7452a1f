/**
 * How hosts cache prompts, written by hand: the hosts' pages have nothing in one shape. The first rule that fits a host and a
 * model wins; `checked` is the newest date among the sources behind a row, many of whose pages bear none. Prices are not here: an offer without a cache-read price gives no discount whatever its rule says.
 */
import type { CachingRule } from "../../server/src/catalogue/types";

/** An explicit cache is read whenever its prefix stands. */
const CERTAIN = { low: 1, typical: 1, high: 1 };
/**
 * Automatic caches in a loop that resends its history, as recorded: 7,500 steps of agents on DeepSeek and a few on GPT-4.1 read
 * back 0.98 to 1.0 of the previous prompt. The low end leaves room for requests routed to another server.
 */
const MEASURED = { low: 0.9, typical: 0.98, high: 1 };
/** Assumed for automatic caches nobody measured: their makers promise no hit. */
const BEST_EFFORT = { low: 0.5, typical: 0.85, high: 1 };

const FIVE_MINUTES = { id: "5m", seconds: 300 };
const ONE_HOUR = { id: "1h", seconds: 3600 };
const BEST_EFFORT_LIFETIME = { id: "auto", seconds: null };

const CLAUDE_DOCS = "https://platform.claude.com/docs/en/build-with-claude/prompt-caching";
const OPENAI_DOCS = "https://developers.openai.com/api/docs/guides/prompt-caching";
const GEMINI_DOCS = "https://ai.google.dev/gemini-api/docs/caching";
const MODELS_DEV = "https://github.com/anomalyco/models.dev at f3fc69229";

const CLAUDE_HOSTS = ["anthropic", "azure", "google-vertex"];
/** Smallest cacheable prefix per Claude model: it is not monotonic over versions. */
const CLAUDE_MINIMA: readonly (readonly [number | null, readonly string[]])[] = [
  [512, ["claude-fable-5", "claude-fable-5-1", "claude-opus-5", "claude-opus-5-5", "claude-sonnet-5-5"]],
  [1024, ["claude-opus-4-8", "claude-sonnet-5", "claude-sonnet-4-6", "claude-sonnet-4-5"]],
  [2048, ["claude-opus-4-7"]],
  [4096, ["claude-opus-4-6", "claude-opus-4-5", "claude-haiku-4-5"]],
  [null, ["claude-*"]],
];

function claudeRules(): CachingRule[] {
  return CLAUDE_MINIMA.map(([minTokens, models]) => ({
    id: `claude-${minTokens ?? "other"}`,
    hosts: CLAUDE_HOSTS,
    models,
    mode: "explicit",
    minTokens,
    granularity: null,
    lifetimes: [FIVE_MINUTES, ONE_HOUR],
    billsWrites: true,
    hitShare: CERTAIN,
    source: CLAUDE_DOCS,
    checked: "2026-09-24",
  }));
}

/** Bedrock's minima as LiteLLM lists them: they differ from Anthropic's for Opus 4.7 only (Anthropic says: nowhere). */
function bedrockRules(): CachingRule[] {
  const source = "https://docs.litellm.ai/docs/completion/prompt_caching.md";
  const claude = claudeRules().map(
    (rule): CachingRule => ({
      ...rule,
      id: `bedrock-${rule.id}`,
      hosts: ["aws-bedrock"],
      minTokens: rule.minTokens === 2048 ? 4096 : rule.minTokens,
      source,
      checked: "2026-10-07",
    }),
  );
  const nova: CachingRule = {
    id: "bedrock-nova",
    hosts: ["aws-bedrock"],
    models: ["nova-*"],
    mode: "explicit",
    minTokens: 1024,
    granularity: null,
    lifetimes: [FIVE_MINUTES],
    billsWrites: false,
    hitShare: CERTAIN,
    source,
    checked: "2026-10-07",
  };
  return [...claude, nova];
}

function automatic(
  id: string,
  hosts: readonly string[],
  models: readonly string[],
  source: string,
  checked: string,
  more: Partial<CachingRule> = {},
): CachingRule {
  return {
    id,
    hosts,
    models,
    mode: "automatic",
    minTokens: null,
    granularity: null,
    lifetimes: [BEST_EFFORT_LIFETIME],
    billsWrites: false,
    hitShare: BEST_EFFORT,
    source,
    checked,
    ...more,
  };
}

const OPENAI_HOSTS = ["openai", "azure"];
/** Sold without a cached price. */
const OPENAI_UNCACHED = ["o1-pro", "o3-pro", "gpt-5-pro", "gpt-5.2-pro", "gpt-5.4-pro", "gpt-5.5-pro"];

function openAiRules(): CachingRule[] {
  const docs = [OPENAI_DOCS, "2026-08-21"] as const;
  const uncached = automatic("openai-pro", OPENAI_HOSTS, OPENAI_UNCACHED, ...docs, {
    mode: "none",
    lifetimes: [],
  });
  return [
    uncached,
    // Writes are billed since this family; the managed breakpoint sits near the latest message, so steps are gone.
    automatic("openai-breakpoints", OPENAI_HOSTS, ["gpt-5.6*", "gpt-6*"], ...docs, {
      minTokens: 1024,
      lifetimes: [{ id: "30m", seconds: 1800 }],
      billsWrites: true,
    }),
    automatic(
      "openai-extended",
      OPENAI_HOSTS,
      ["gpt-5.5", "gpt-5.4", "gpt-5.2", "gpt-5.1", "gpt-5", "gpt-4.1"],
      ...docs,
      {
        minTokens: 1024,
        granularity: 128,
        lifetimes: [
          { id: "24h", seconds: 86_400 },
          { id: "in_memory", seconds: 600 },
        ],
      },
    ),
    automatic("openai-in-memory", OPENAI_HOSTS, ["gpt-4*", "gpt-5*", "o1", "o3*", "o4*"], ...docs, {
      minTokens: 1024,
      granularity: 128,
      hitShare: MEASURED,
      lifetimes: [{ id: "in_memory", seconds: 600 }],
    }),
  ];
}

function geminiRules(): CachingRule[] {
  const hosts = ["google-ai-studio", "google-vertex"];
  const minima: readonly (readonly [number | null, readonly string[]])[] = [
    [1024, ["gemini-2.5-flash", "gemini-3-flash-preview"]],
    [4096, ["gemini-2.5-pro", "gemini-3-pro-preview"]],
    [null, ["gemini-*"]],
  ];
  return minima.map(([minTokens, models]) =>
    automatic(`gemini-${minTokens ?? "other"}`, hosts, models, GEMINI_DOCS, "2026-08-21", {
      minTokens,
      lifetimes: [{ id: "implicit", seconds: null }],
    }),
  );
}

function labRules(): CachingRule[] {
  return [
    automatic(
      "deepseek",
      ["deepseek"],
      ["deepseek-v4*"],
      "https://api-docs.deepseek.com/guides/kv_cache/",
      "2026-08-21",
      {
        lifetimes: [{ id: "disk", seconds: null }],
        hitShare: MEASURED,
      },
    ),
    automatic(
      "deepseek-before-v4",
      ["deepseek"],
      [],
      "https://api-docs.deepseek.com/guides/kv_cache/",
      "2026-04-05",
      {
        minTokens: 64,
        granularity: 64,
        lifetimes: [{ id: "disk", seconds: null }],
        hitShare: MEASURED,
      },
    ),
    automatic(
      "moonshot-k3",
      ["moonshot-intl", "moonshot-cn"],
      ["kimi-k3*"],
      "https://forum.moonshot.ai/t/context-caching-upgrade-5-min-1-hour-ttl-options/613",
      "2026-08-21",
      {
        granularity: 256,
        lifetimes: [FIVE_MINUTES, ONE_HOUR],
        billsWrites: true,
      },
    ),
    automatic("moonshot-k2", ["moonshot-intl", "moonshot-cn"], [], MODELS_DEV, "2026-07-02", {
      granularity: 256,
    }),
    automatic("zhipu", ["zai", "zhipu-cn"], [], MODELS_DEV, "2026-07-02"),
    automatic(
      "dashscope",
      ["alibaba-cn", "alibaba-intl"],
      [],
      "https://www.alibabacloud.com/help/en/model-studio/context-cache",
      "2026-10-11",
      {
        minTokens: 1024,
        lifetimes: [{ id: "implicit", seconds: null }],
      },
    ),
    automatic(
      "minimax",
      ["minimax-intl", "minimax-cn"],
      [],
      "https://platform.minimaxi.com/docs/api-reference/anthropic-api-compatible-cache",
      "2026-07-02",
      { minTokens: 512 },
    ),
    automatic(
      "volcengine",
      ["volcengine", "byteplus"],
      ["doubao-*"],
      "https://docs.byteplus.com/ko/docs/ModelArk/1398933",
      "2026-01-01",
      {
        mode: "explicit",
        minTokens: 1024,
        lifetimes: [{ id: "expire_at", seconds: 259_200 }],
        hitShare: CERTAIN,
      },
    ),
    automatic(
      "xai",
      ["xai"],
      [],
      "https://docs.x.ai/developers/advanced-api-usage/prompt-caching/usage-and-pricing",
      "2026-08-21",
      { granularity: 128 },
    ),
    // Needs a key in the request; the key raises the chance of a hit and guarantees none.
    automatic(
      "mistral",
      ["mistral"],
      [],
      "https://docs.mistral.ai/inference/conversations/advanced/prompt-caching.md",
      "2026-08-21",
      { mode: "explicit" },
    ),
  ];
}

function hostRules(): CachingRule[] {
  return [
    automatic(
      "groq",
      ["groq"],
      ["gpt-oss-*", "kimi-k2*"],
      "https://console.groq.com/docs/prompt-caching",
      "2026-08-21",
      {
        lifetimes: [{ id: "idle", seconds: 7200 }],
      },
    ),
    automatic("groq-other", ["groq"], [], "https://console.groq.com/docs/prompt-caching", "2026-08-21", {
      mode: "none",
      lifetimes: [],
    }),
    automatic("cerebras", ["cerebras"], [], MODELS_DEV, "2026-07-02", { mode: "none", lifetimes: [] }),
    automatic(
      "scaleway",
      ["scaleway"],
      [],
      "https://github.com/earendil-works/pi/issues/6165",
      "2026-07-17",
      { mode: "none", lifetimes: [] },
    ),
    // A router passes the marker on: what the upstream needs, it needs here.
    ...claudeRules().map(
      (rule): CachingRule => ({
        ...rule,
        id: `openrouter-${rule.id}`,
        hosts: ["openrouter", "cortecs"],
        source: "https://openrouter.ai/docs/guides/best-practices/prompt-caching.md",
        checked: "2026-07-02",
      }),
    ),
    automatic(
      "openrouter",
      ["openrouter", "cortecs"],
      [],
      "https://openrouter.ai/docs/guides/best-practices/prompt-caching.md",
      "2026-07-02",
    ),
    automatic(
      "fireworks",
      ["fireworks"],
      [],
      "https://github.com/pydantic/genai-prices, prices/providers/fireworks.yml",
      "2026-08-21",
    ),
    // Everyone else: automatic where a cache-read price is listed, which the offer decides.
    automatic("other-hosts", ["*"], [], MODELS_DEV, "2026-07-02"),
  ];
}

export const CACHING_RULES: readonly CachingRule[] = [
  ...openAiRules(),
  ...claudeRules(),
  ...bedrockRules(),
  ...geminiRules(),
  ...labRules(),
  ...hostRules(),
];
