/** Agno, before that phidata (Python). Read from agno 001064c2 (agent/agent.py): no limit of its own. */
import type { Constructor, Roles, Sdk, StepLimitRule } from "../sdk";

const AGENT: Roles = {
  model: ["model", "llm"],
  system: ["instructions", "system_message", "system_prompt", "description"],
  tools: ["tools"],
};

const LIMIT: StepLimitRule = {
  ways: ["tool_call_limit"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/agno-agi/agno/blob/001064c2/libs/agno/agno/agent/agent.py",
    },
  ],
};

const MODELS: readonly (readonly [names: readonly string[], host: string | null])[] = [
  [
    [
      "OpenAIChat",
      "OpenAIResponses",
      "OpenAILike",
      "Claude",
      "Gemini",
      "MistralChat",
      "xAI",
      "Cohere",
      "HuggingFace",
      "LiteLLM",
      "DashScope",
      "Moonshot",
    ],
    null,
  ],
  [["AzureOpenAI", "AzureAIFoundry"], "azure"],
  [["AwsBedrock"], "aws-bedrock"],
  [["Groq"], "groq"],
  [["DeepSeek"], "deepseek"],
  [["Together"], "together"],
  [["Fireworks"], "fireworks"],
  [["OpenRouter"], "openrouter"],
  [["Cerebras"], "cerebras"],
  [["Ollama", "LMStudio", "VLLM"], "self-hosted"],
];

const MODEL_CLASSES: readonly Constructor[] = MODELS.map(([names, host]) => ({
  names,
  produces: "model",
  roles: {
    model: ["id", "model", "#0"],
    maxOutput: ["max_tokens", "max_completion_tokens", "max_output_tokens"],
    baseUrl: host === null ? ["base_url"] : [],
    effort: ["reasoning_effort"],
  },
  ...(host === null ? {} : { host }),
}));

export const agno: Sdk = {
  id: "agno",
  packages: { python: ["agno", "phi"], npm: [] },
  constructors: [
    ...MODEL_CLASSES,
    { names: ["Agent", "Assistant"], produces: "agent", roles: AGENT },
    { names: ["Team"], produces: "agent", roles: { ...AGENT, model: ["model", "members.0"] } },
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["run", "arun", "print_response", "aprint_response"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["input", "message", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["model"],
      paths: ["response", "aresponse", "invoke", "ainvoke"],
      kind: "request",
      roles: { messages: ["messages", "#0"] },
    },
  ],
  free: ["get_session", "delete_session"],
  cacheKeys: [],
  commonNames: { phi: "agent/__init__.py" },
};
