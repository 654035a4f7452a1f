/** Haystack (Python): generators, an agent, and pipelines of components. Read from haystack c7cb46c0 (components/agents/agent.py). */
import type { Constructor, Roles, Sdk } from "../sdk";

const GENERATOR: Roles = {
  model: ["model"],
  maxOutput: [
    "generation_kwargs.max_completion_tokens",
    "generation_kwargs.max_tokens",
    "generation_kwargs.max_output_tokens",
  ],
  // Before it had a parameter for them, tools were handed on like any other.
  tools: ["tools", "generation_kwargs.tools"],
  system: ["system_prompt"],
  effort: ["generation_kwargs.reasoning_effort"],
};

const KINDS: readonly (readonly [prefixes: readonly string[], host: string | null])[] = [
  [
    [
      "OpenAI",
      "OpenAIResponses",
      "Anthropic",
      "GoogleGenAI",
      "GoogleAIGemini",
      "Mistral",
      "Cohere",
      "HuggingFaceAPI",
      "OpenRouter",
    ],
    null,
  ],
  [["AzureOpenAI", "AzureOpenAIResponses"], "azure"],
  [["AmazonBedrock"], "aws-bedrock"],
  [["VertexAIGemini"], "google-vertex"],
  [["TogetherAI"], "together"],
  [["Ollama", "LlamaCpp", "HuggingFaceLocal"], "self-hosted"],
];

const GENERATORS: readonly Constructor[] = KINDS.map(([prefixes, host]) => ({
  names: prefixes.flatMap((prefix) => [`${prefix}Generator`, `${prefix}ChatGenerator`]),
  produces: "model",
  roles: host === null ? { ...GENERATOR, baseUrl: ["api_base_url"] } : GENERATOR,
  ...(host === null ? {} : { host }),
}));

export const haystack: Sdk = {
  id: "haystack",
  packages: { python: ["haystack", "haystack_integrations"], npm: [] },
  constructors: [
    ...GENERATORS,
    {
      names: ["Agent"],
      produces: "agent",
      roles: { model: ["chat_generator", "prompt_node"], system: ["system_prompt"], tools: ["tools"] },
    },
    // Haystack 1.
    {
      names: ["PromptNode"],
      produces: "model",
      roles: { model: ["model_name_or_path", "#0"], maxOutput: ["max_length"] },
    },
    {
      names: ["PromptModel"],
      produces: "model",
      roles: { model: ["model_name_or_path", "#0"], maxOutput: ["max_length"] },
    },
    {
      names: ["Pipeline", "AsyncPipeline"],
      produces: "plan",
      attached: [
        { names: ["add_component"], role: "model", way: "#1" },
        { names: ["add_component"], role: "model", way: "instance" },
      ],
    },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["()", "prompt"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["prompt_template", "#0"] },
    },
    {
      on: ["model"],
      paths: ["run", "run_async"],
      namesMaker: true,
      kind: "request",
      roles: {
        messages: ["messages", "prompt", "#0"],
        tools: ["tools", "generation_kwargs.tools"],
        maxOutput: ["generation_kwargs.max_completion_tokens", "generation_kwargs.max_tokens"],
      },
    },
    {
      on: ["agent"],
      paths: ["run", "run_async"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["messages", "#0"] },
      stepLimit: {
        ways: ["max_agent_steps"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: 100,
            source:
              "https://github.com/deepset-ai/haystack/blob/c7cb46c0/haystack/components/agents/agent.py",
          },
        ],
      },
    },
    {
      on: ["plan"],
      paths: ["run", "run_async", "run_async_generator"],
      namesMaker: true,
      needsModel: true,
      kind: "request",
      roles: { messages: ["data", "#0"] },
    },
  ],
  free: ["connect", "draw", "warm_up"],
  cacheKeys: [],
};
