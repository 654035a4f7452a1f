/** What a provider adds to the text: framing of messages, a hidden prompt for tools, its own serialisation of schemas. */

/** Enough of a model to know its provider's habits. */
export interface OverheadModel {
  readonly id: string;
  readonly lab: string;
  readonly tokenizerFamily: string | null;
}

export interface ToolOverhead {
  /** Tokens once per request with tools. */
  readonly fixed: number;
  /** Tokens per o200k token of the definitions as JSON, in the provider's own tokens: no family ratio on top. */
  readonly perJsonToken: number;
  /** Relative half width of the range. */
  readonly error: number;
  readonly source: string;
}

/**
 * Hidden system prompt of Claude with tools, tool choice auto (Anthropic's pricing page, September 2026; forcing a tool costs some 90 to 130
 * more). First match wins.
 */
const CLAUDE_TOOL_PROMPTS: readonly { readonly pattern: RegExp; readonly tokens: number }[] = [
  { pattern: /^claude-opus-5(?!-5)/, tokens: 286 },
  { pattern: /^claude-opus-4-8/, tokens: 290 },
  { pattern: /^claude-opus-4-7/, tokens: 675 },
  { pattern: /^claude-opus-4-6/, tokens: 497 },
  { pattern: /^claude-opus-4-5/, tokens: 496 },
  { pattern: /^claude-opus-4/, tokens: 313 },
  { pattern: /^claude-sonnet-5(?!-5)/, tokens: 354 },
  { pattern: /^claude-sonnet-4-6/, tokens: 497 },
  { pattern: /^claude-sonnet-4-5/, tokens: 496 },
  { pattern: /^claude-sonnet-4/, tokens: 313 },
  { pattern: /^claude-haiku-4-5/, tokens: 496 },
  { pattern: /^claude-(3-5-haiku|haiku-3-5)/, tokens: 264 },
  { pattern: /^claude-3-opus/, tokens: 530 },
  { pattern: /^claude-3-sonnet/, tokens: 159 },
  { pattern: /^claude-3-haiku/, tokens: 264 },
  { pattern: /^claude-3/, tokens: 346 },
];
/** The middle of the models known, for those whose page was not seen (the 5.5 generation, Fable). */
const CLAUDE_TOOL_PROMPT_UNKNOWN = 354;

/**
 * Claude's tokens per o200k token of JSON: fits of recorded first calls gave 1.26 (Claude 3 Haiku), 1.14 (3.5 Sonnet) and 1.75 (Sonnet 4.5).
 * From 4.7 on the vocabulary takes 1.18 times as many tokens for JSON (counted over package manifests).
 */
const CLAUDE_3_JSON = 1.2;
const CLAUDE_4_JSON = 1.75;
const CLAUDE_4_7_JSON = CLAUDE_4_JSON * 1.18;

/** OpenAI writes schemas as TypeScript: fits of recorded first calls gave 12 to 22 + 0.57 to 0.68 x JSON. */
const OPENAI: ToolOverhead = {
  fixed: 16,
  perJsonToken: 0.62,
  error: 0.1,
  source: "fits of recorded first calls of GPT-4o and GPT-3.5",
};
/** Others put the JSON into the prompt as it is, as far as their chat templates are public. */
const AS_JSON: ToolOverhead = {
  fixed: 30,
  perJsonToken: 1,
  error: 0.25,
  source: "public chat templates write the definitions as JSON; not measured",
};

const OPEN_TEMPLATES: ReadonlySet<string> = new Set([
  "alibaba",
  "deepseek",
  "meta",
  "minimax",
  "mistral",
  "moonshot",
  "zhipu",
]);

/** How the model's maker bills tool definitions; as OpenAI does where nothing is known. */
export function toolOverheadOf(model: OverheadModel | undefined): ToolOverhead {
  if (model?.lab === "anthropic") return claudeTools(model);
  return model !== undefined && OPEN_TEMPLATES.has(model.lab) ? AS_JSON : OPENAI;
}

function claudeTools({ id, tokenizerFamily }: OverheadModel): ToolOverhead {
  const known = CLAUDE_TOOL_PROMPTS.find(({ pattern }) => pattern.test(id));
  const isOld = /^claude-(2|3)/.test(id);
  const perJsonToken =
    tokenizerFamily === "claude-4.7" ? CLAUDE_4_7_JSON : isOld ? CLAUDE_3_JSON : CLAUDE_4_JSON;
  return {
    fixed: known?.tokens ?? CLAUDE_TOOL_PROMPT_UNKNOWN,
    perJsonToken,
    error: known ? 0.15 : 0.25,
    source: known
      ? "Anthropic's pricing page; fits of recorded first calls"
      : "the hidden prompt of this model is not known; that of its siblings",
  };
}

export interface MessageOverhead {
  /** Tokens around each message. */
  readonly perMessage: number;
  /** Tokens once per request, beside those. */
  readonly perRequest: number;
  readonly source: string;
}

/** Framing by maker. */
export function messageOverheadOf(model: OverheadModel | undefined): MessageOverhead {
  if (model?.lab === "anthropic") {
    // Recorded counts of requests with one message: the text's tokens and 7, from 4.7 on 11. Growth per turn of two messages: 2 to 4 beside the text.
    const perRequest = model.tokenizerFamily === "claude-4.7" ? 9 : 5;
    return { perMessage: 2, perRequest, source: "recorded counts of single messages and of growing runs" };
  }
  if (model?.lab === "deepseek")
    return { perMessage: 1, perRequest: 2, source: "recorded growth of DeepSeek's runs" };
  return {
    perMessage: 4,
    perRequest: 0,
    source: "OpenAI's counting recipe, 3 per message, 1 per name or reply",
  };
}
