/** Genkit (JavaScript and Python). Read from genkit 77656d5e (js/ai/src/generate/action.ts): five rounds of tools. */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const GENERATE: Roles = {
  model: ["model"],
  messages: ["messages", "prompt", "#0"],
  system: ["system"],
  tools: ["tools"],
  maxOutput: ["config.maxOutputTokens", "config.max_output_tokens"],
  reasoningBudget: ["config.thinkingConfig.thinkingBudget"],
};

const LIMIT: StepLimitRule = {
  ways: ["maxTurns", "max_turns"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 5,
      source: "https://github.com/firebase/genkit/blob/77656d5e/js/ai/src/generate/action.ts",
    },
  ],
};

const PLUGINS = ["googleAI", "vertexAI", "openAI", "anthropic", "ollama", "mistral"];
const GOOGLE = ["@genkit-ai/googleai", "@genkit-ai/google-genai", "@genkit-ai/vertexai"];

export const genkit: Sdk = {
  id: "genkit",
  packages: {
    python: ["genkit"],
    npm: [
      "genkit",
      ...GOOGLE,
      "@genkit-ai/compat-oai",
      "@genkit-ai/anthropic",
      "genkitx-openai",
      "genkitx-anthropic",
    ],
  },
  constructors: [
    { names: ["genkit", "Genkit"], produces: "client", roles: { model: ["model"] } },
    { names: PLUGINS.map((name) => `${name}.model`), produces: "model", roles: { model: ["#0"] } },
  ],
  steps: [
    {
      on: ["client"],
      names: ["definePrompt", "prompt"],
      produces: "plan",
      roles: { ...GENERATE, messages: ["prompt", "messages"] },
    },
    { on: ["client"], names: ["chat"], produces: "session", roles: GENERATE },
  ],
  calls: [
    {
      on: ["client"],
      paths: ["generate", "generateStream", "generate_stream"],
      kind: "loop",
      needsTools: true,
      roles: GENERATE,
      stepLimit: LIMIT,
    },
    {
      on: ["plan"],
      paths: ["()", "stream", "generate"],
      kind: "loop",
      needsTools: true,
      roles: { model: ["#1.model"], maxOutput: ["#1.config.maxOutputTokens"] },
      stepLimit: LIMIT,
    },
    {
      on: ["session"],
      paths: ["send", "sendStream"],
      kind: "request",
      roles: { messages: ["prompt", "#0"] },
    },
  ],
  free: ["embed", "defineTool", "defineFlow"],
  cacheKeys: [],
};
