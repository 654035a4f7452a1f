/**
 * Strands Agents (Python and JavaScript). Read from sdk-python 1232230d (event_loop.py, models/bedrock.py). An agent is called
 * like a function, repeats until the model stops, and keeps its messages between calls.
 */
import type { Constructor, Roles, Sdk, StepLimitRule } from "../sdk";

const AGENT: Roles = {
  model: ["model"],
  system: ["system_prompt", "systemPrompt"],
  tools: ["tools"],
};

const LIMIT: StepLimitRule = {
  ways: [],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source:
        "https://github.com/strands-agents/sdk-python/blob/1232230d/src/strands/event_loop/event_loop.py",
    },
  ],
};

const MODELS: readonly (readonly [names: readonly string[], host: string | null])[] = [
  [["BedrockModel"], "aws-bedrock"],
  [
    [
      "AnthropicModel",
      "OpenAIModel",
      "LiteLLMModel",
      "GeminiModel",
      "MistralModel",
      "LlamaAPIModel",
      "WriterModel",
    ],
    null,
  ],
  [["OllamaModel", "LlamaCppModel"], "self-hosted"],
];

const MODEL_CLASSES: readonly Constructor[] = MODELS.map(([names, host]) => ({
  names,
  produces: "model",
  roles: {
    model: ["model_id", "modelId"],
    maxOutput: ["max_tokens", "maxTokens", "params.max_tokens", "params.max_completion_tokens"],
    region: ["region_name", "region"],
    baseUrl: host === null ? ["client_args.base_url"] : [],
  },
  ...(host === null ? {} : { host }),
}));

export const strands: Sdk = {
  id: "strands",
  packages: { python: ["strands"], npm: ["@strands-agents/sdk"] },
  constructors: [...MODEL_CLASSES, { names: ["Agent"], produces: "agent", roles: AGENT }],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["()", "invoke_async", "stream_async", "invoke", "stream"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["prompt", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["agent"],
      paths: ["structured_output", "structured_output_async"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["prompt", "#1"] },
    },
  ],
  free: ["cancel", "cleanup"],
  cacheKeys: ["cachePoint"],
};
