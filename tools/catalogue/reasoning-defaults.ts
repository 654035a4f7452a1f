/**
 * Whether a model thinks when the code says nothing, and whether its thinking is sent back with the history in tool loops.
 * Written by hand from the makers' pages, since no list has both in one shape. The first matching row wins; null = not stated.
 */
export interface ReasoningDefault {
  readonly models: readonly string[];
  readonly defaultOn: boolean | null;
  readonly resent: boolean | null;
  readonly source: string;
}

const OPENAI = "https://learn.microsoft.com/en-us/javascript/api/@azure/ai-projects/reasoningeffort";
const OPENAI_RESPONSES = "PyPI openai 3.22.1, openai/types/shared_params/reasoning.py";
const ANTHROPIC = "https://github.com/anthropics/skills at 01f84b09, skills/claude-api/SKILL.md";
const MODELS_DEV = "https://github.com/anomalyco/models.dev at f3fc69229, providers/*/models/*.toml";

export const REASONING: readonly ReasoningDefault[] = [
  {
    models: ["claude-fable-5*", "claude-opus-5*", "claude-sonnet-5*", "claude-haiku-5*"],
    defaultOn: true,
    resent: true,
    source: ANTHROPIC,
  },
  {
    models: ["claude-opus-4-8", "claude-opus-4-7", "claude-opus-4-6", "claude-sonnet-4-6"],
    defaultOn: false,
    resent: true,
    source: ANTHROPIC,
  },
  { models: ["claude-*"], defaultOn: false, resent: true, source: ANTHROPIC },
  // Effort "none" is the default of these; their pro siblings default to medium.
  { models: ["gpt-5.2-pro", "gpt-5.4-pro", "gpt-5.5-pro"], defaultOn: true, resent: false, source: OPENAI },
  { models: ["gpt-5.1", "gpt-5.2", "gpt-5.4*"], defaultOn: false, resent: false, source: OPENAI },
  // Responses API keeps the reasoning of all turns in the context from this family on.
  { models: ["gpt-5.6*", "gpt-6*"], defaultOn: true, resent: true, source: OPENAI_RESPONSES },
  {
    models: ["o1", "o3*", "o4*", "gpt-5", "gpt-5-*", "gpt-5.5"],
    defaultOn: true,
    resent: false,
    source: OPENAI,
  },
  { models: ["gpt-5*"], defaultOn: null, resent: false, source: OPENAI },
  {
    models: ["gpt-oss*"],
    defaultOn: true,
    resent: null,
    source: "PyPI groq 1.7.0, groq/types/chat/completion_create_params.py",
  },
  {
    models: ["gemini-2.5-flash-lite"],
    defaultOn: false,
    resent: false,
    source: "https://ai.google.dev/gemini-api/docs/thinking-mode",
  },
  {
    models: ["gemini-*"],
    defaultOn: true,
    resent: false,
    source: "https://ai.google.dev/gemini-api/docs/thinking-mode",
  },
  {
    models: ["deepseek-v4*"],
    defaultOn: true,
    resent: true,
    source: "https://api-docs.deepseek.com/guides/thinking_mode.md",
  },
  {
    models: ["deepseek-r1*"],
    defaultOn: true,
    resent: false,
    source: "https://api-docs.deepseek.com/guides/reasoning_model",
  },
  {
    models: ["kimi-*"],
    defaultOn: true,
    resent: true,
    source: "https://docs.apiyi.com/en/api-capabilities/kimi-k3-1/overview",
  },
  { models: ["glm-*"], defaultOn: true, resent: false, source: MODELS_DEV },
  {
    models: ["qwen-plus", "qwen-flash", "qwen-turbo", "qwen-max", "qwen3-max"],
    defaultOn: false,
    resent: false,
    source: MODELS_DEV,
  },
  { models: ["qwen3*", "qwen4*"], defaultOn: true, resent: false, source: MODELS_DEV },
  { models: ["minimax-*"], defaultOn: true, resent: true, source: MODELS_DEV },
  {
    models: ["doubao-*"],
    defaultOn: true,
    resent: null,
    source: "https://docs.byteplus.com/ko/docs/ModelArk/1398933",
  },
  {
    models: ["grok-4-0709", "grok-4-fast-reasoning", "grok-4-1-fast-reasoning"],
    defaultOn: true,
    resent: null,
    source: MODELS_DEV,
  },
  { models: ["magistral*"], defaultOn: true, resent: null, source: MODELS_DEV },
];
