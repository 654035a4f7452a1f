/** Pydantic AI (Python). Read from pydantic-ai 4fda38988 (usage.py, agent/abstract.py, ui/_adapter.py). */
import type { Constructor, Roles, Sdk, StepLimitRule } from "../sdk";

const SETTINGS: Roles = {
  maxOutput: ["model_settings.max_tokens"],
  effort: ["model_settings.openai_reasoning_effort"],
  reasoningBudget: ["model_settings.anthropic_thinking.budget_tokens"],
  serviceTier: ["model_settings.openai_service_tier"],
};

const LIMIT: StepLimitRule = {
  ways: ["usage_limits.request_limit"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 50,
      source: "https://github.com/pydantic/pydantic-ai/blob/4fda38988/pydantic_ai_slim/pydantic_ai/usage.py",
    },
  ],
};

/** Model classes with the host each always calls (null: told by its provider). */
const MODELS: readonly (readonly [names: readonly string[], host: string | null])[] = [
  [
    [
      "OpenAIModel",
      "OpenAIChatModel",
      "OpenAIResponsesModel",
      "AnthropicModel",
      "GeminiModel",
      "GoogleModel",
      "MistralModel",
      "CohereModel",
      "XaiModel",
      "HuggingFaceModel",
    ],
    null,
  ],
  [["GroqModel"], "groq"],
  [["BedrockConverseModel"], "aws-bedrock"],
  [["VertexAIModel"], "google-vertex"],
  [["OpenRouterModel"], "openrouter"],
  [["CerebrasModel"], "cerebras"],
  [["OllamaModel"], "self-hosted"],
];

const MODEL_CLASSES: readonly Constructor[] = MODELS.map(([names, host]) => ({
  names,
  produces: "model",
  roles: {
    model: ["model_name", "#0"],
    baseUrl: ["provider.base_url", "base_url"],
    maxOutput: ["settings.max_tokens"],
  },
  wraps: ["provider.openai_client", "provider.anthropic_client"],
  ...(host === null ? {} : { host }),
}));

/** Answer a web request: the message comes with it, the agent is an argument. */
const ADAPTERS = ["UIAdapter", "VercelAIAdapter", "AGUIAdapter"];

export const pydanticAi: Sdk = {
  id: "pydantic-ai",
  packages: { python: ["pydantic_ai"], npm: [] },
  constructors: [
    ...MODEL_CLASSES,
    { names: ["FallbackModel"], produces: "model", roles: { model: ["#0"] } },
    {
      names: ["Agent"],
      produces: "agent",
      roles: {
        ...SETTINGS,
        model: ["model", "#0"],
        system: ["instructions", "system_prompt"],
        tools: ["tools", "toolsets", "builtin_tools", "mcp_servers"],
      },
      attached: [{ names: ["tool", "tool_plain"], role: "tools" }],
    },
    {
      names: ADAPTERS.flatMap((name) => [name, `${name}.from_request`]),
      produces: "agent",
      wraps: ["agent", "#0"],
    },
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: [
        "run",
        "run_sync",
        "run_stream",
        "run_stream_sync",
        "run_stream_events",
        "run_stream_native",
        "iter",
      ],
      namesMaker: true,
      kind: "loop",
      roles: { ...SETTINGS, model: ["model"], messages: ["user_prompt", "#0", "message_history"] },
      stepLimit: LIMIT,
    },
    {
      on: ["function"],
      paths: [
        ...ADAPTERS.map((name) => `${name}.dispatch_request`),
        ...["handle_ag_ui_request", "run_ag_ui", "ag_ui.handle_ag_ui_request", "ag_ui.run_ag_ui"],
      ],
      kind: "loop",
      roles: { ...SETTINGS, model: ["model", "agent", "#0"], messages: ["message_history"] },
      stepLimit: LIMIT,
    },
    {
      on: ["model"],
      paths: ["request", "request_stream"],
      kind: "request",
      roles: { messages: ["messages", "#0"], maxOutput: ["model_settings.max_tokens", "#1.max_tokens"] },
    },
    {
      on: ["function"],
      paths: [
        "direct.model_request",
        "direct.model_request_sync",
        "direct.model_request_stream",
        "direct.model_request_stream_sync",
        "model_request",
        "model_request_sync",
        "model_request_stream",
        "model_request_stream_sync",
      ],
      kind: "request",
      roles: { ...SETTINGS, model: ["model", "#0"], messages: ["messages", "#1"] },
    },
  ],
  free: ["override", "tool", "system_prompt", "output_validator"],
  cacheKeys: [],
};
