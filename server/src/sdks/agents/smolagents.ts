/** smolagents (Python). Read from e3a5b899 (agents.py; gradio_ui.py at 0403b2b7). A step is one request; a last one answers when the limit is reached. */
import type { Constructor, Sdk, StepLimitRule } from "../sdk";

const LIMIT: StepLimitRule = {
  repeatsAlone: true,
  ways: ["max_steps"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 20,
      source: "https://github.com/huggingface/smolagents/blob/e3a5b899/src/smolagents/agents.py",
      before: [
        {
          library: "smolagents",
          version: "1.10.0",
          bound: 6,
          source: "https://github.com/huggingface/smolagents/blob/v1.9.2/src/smolagents/agents.py",
        },
      ],
    },
  ],
};

const MODELS: readonly (readonly [names: readonly string[], host: string | null])[] = [
  [
    [
      "InferenceClientModel",
      "HfApiModel",
      "LiteLLMModel",
      "LiteLLMRouterModel",
      "OpenAIServerModel",
      "OpenAIModel",
    ],
    null,
  ],
  [["AzureOpenAIServerModel", "AzureOpenAIModel"], "azure"],
  [["AmazonBedrockServerModel", "AmazonBedrockModel"], "aws-bedrock"],
  [["TransformersModel", "VLLMModel", "MLXModel"], "self-hosted"],
];

const MODEL_CLASSES: readonly Constructor[] = MODELS.map(([names, host]) => ({
  names,
  produces: "model",
  roles: {
    model: ["model_id", "#0"],
    provider: ["provider"],
    maxOutput: ["max_tokens", "max_new_tokens", "max_completion_tokens"],
    baseUrl: host === null ? ["api_base"] : [],
  },
  ...(host === null ? {} : { host }),
}));

export const smolagents: Sdk = {
  id: "smolagents",
  packages: { python: ["smolagents"], npm: [] },
  constructors: [
    ...MODEL_CLASSES,
    { names: ["Model", "ApiModel"], produces: "model", isAbstract: true },
    {
      names: ["CodeAgent", "ToolCallingAgent", "MultiStepAgent"],
      produces: "agent",
      roles: { model: ["model", "#1"], tools: ["tools", "#0"], system: ["instructions"] },
    },
    // A page on which a person talks to the agent.
    { names: ["GradioUI"], produces: "plan", wraps: ["agent", "#0"] },
  ],
  steps: [],
  calls: [
    { on: ["plan"], paths: ["launch"], namesMaker: true, kind: "loop", roles: {}, stepLimit: LIMIT },
    {
      on: ["agent"],
      paths: ["run", "()"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["task", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["model"],
      paths: ["generate", "generate_stream", "()"],
      kind: "request",
      roles: { messages: ["messages", "#0"], maxOutput: ["max_tokens"] },
    },
  ],
  free: ["visualize", "push_to_hub", "replay"],
  providerHosts: {
    together: "together",
    groq: "groq",
    "fireworks-ai": "fireworks",
    novita: "novita",
    cerebras: "cerebras",
  },
  cacheKeys: [],
};
