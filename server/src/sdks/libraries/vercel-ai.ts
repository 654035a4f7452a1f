/**
 * The Vercel AI SDK: functions over a model reference that a provider package makes. Versions 4 to 7.
 * Read from vercel/ai at ed857f50f1 (2026-08-22). A step is one model request.
 */
import type { Constructor, Roles, Sdk, StepLimitRule } from "../sdk";

const PROVIDER_PACKAGES: readonly (readonly [
  packageName: string,
  names: readonly string[],
  host: string | null,
])[] = [
  ["@ai-sdk/openai", ["openai", "createOpenAI"], null],
  ["@ai-sdk/anthropic", ["anthropic", "createAnthropic"], null],
  ["@ai-sdk/google", ["google", "createGoogleGenerativeAI"], null],
  [
    "@ai-sdk/google-vertex",
    ["vertex", "createVertex", "vertexAnthropic", "createVertexAnthropic"],
    "google-vertex",
  ],
  ["@ai-sdk/amazon-bedrock", ["bedrock", "createAmazonBedrock"], "aws-bedrock"],
  ["@ai-sdk/azure", ["azure", "createAzure"], "azure"],
  ["@ai-sdk/openai-compatible", ["createOpenAICompatible"], null],
  ["@ai-sdk/mistral", ["mistral", "createMistral"], null],
  ["@ai-sdk/xai", ["xai", "createXai"], null],
  ["@ai-sdk/groq", ["groq", "createGroq"], "groq"],
  ["@ai-sdk/deepseek", ["deepseek", "createDeepSeek"], "deepseek"],
  ["@ai-sdk/moonshotai", ["moonshotai", "createMoonshotAI"], null],
  ["@ai-sdk/alibaba", ["alibaba", "createAlibaba"], null],
  ["@ai-sdk/minimax", ["minimax", "createMinimax"], null],
  ["@ai-sdk/bytedance", ["bytedance", "createByteDance"], null],
  ["@ai-sdk/togetherai", ["togetherai", "createTogetherAI"], "together"],
  ["@ai-sdk/fireworks", ["fireworks", "createFireworks"], "fireworks"],
  ["@ai-sdk/deepinfra", ["deepinfra", "createDeepInfra"], "deepinfra"],
  ["@ai-sdk/cerebras", ["cerebras", "createCerebras"], "cerebras"],
  ["@ai-sdk/gateway", ["gateway", "createGateway"], null],
  ["@openrouter/ai-sdk-provider", ["openrouter", "createOpenRouter"], "openrouter"],
  ["@ai-sdk/vercel", ["vercel", "createVercel"], null],
  ["@ai-sdk/perplexity", ["perplexity", "createPerplexity"], null],
  ["@ai-sdk/cohere", ["cohere", "createCohere"], null],
  ["@ai-sdk/baseten", ["baseten", "createBaseten"], null],
  ["@ai-sdk/huggingface", ["huggingface", "createHuggingFace"], null],
  ["ollama-ai-provider", ["ollama", "createOllama"], "self-hosted"],
  ["ollama-ai-provider-v2", ["ollama", "createOllama"], "self-hosted"],
  ["ai-sdk-ollama", ["ollama", "createOllama"], "self-hosted"],
  ["workers-ai-provider", ["createWorkersAI"], null],
  ["@requesty/ai-sdk", ["requesty", "createRequesty"], null],
  ["qwen-ai-provider", ["qwen", "createQwen"], null],
  ["zhipu-ai-provider", ["zhipu", "createZhipu"], null],
  ["vercel-minimax-ai-provider", ["minimax", "createMinimax"], null],
  ["@aihubmix/ai-sdk-provider", ["aihubmix", "createAihubmix"], null],
  ["@helicone/ai-sdk-provider", ["helicone", "createHelicone"], null],
  ["@temporalio/ai-sdk", ["temporalProvider"], null],
  ["ai", ["gateway", "createGateway"], null],
];

/** Members of a provider that make a language model of an id. */
const MODEL_MEMBERS = ["chat", "responses", "languageModel", "completion", "messages", "chatModel"];

/** `openai("id")` and `openai.chat("id")` are models; `createOpenAI({...})` is a provider of them. */
function providerConstructors(): readonly Constructor[] {
  return PROVIDER_PACKAGES.flatMap(([packageName, names, host]): readonly Constructor[] => {
    const hosted = host === null ? {} : { host };
    const ready = names.filter((name) => !name.startsWith("create"));
    const created = names.filter((name) => name.startsWith("create"));
    return [
      {
        names: ready.flatMap((name) => [name, ...MODEL_MEMBERS.map((member) => `${name}.${member}`)]),
        packages: [packageName],
        produces: "model",
        roles: { model: ["#0"] },
        ...hosted,
      },
      {
        names: created,
        packages: [packageName],
        produces: "provider",
        roles: { baseUrl: ["baseURL"], region: ["region", "location"] },
        ...hosted,
      },
    ];
  });
}

/** Packages that export the functions; Ollama's wraps them under the same names. */
const FUNCTIONS = ["ai", "ai-sdk-ollama"];

const GENERATE: Roles = {
  model: ["model"],
  messages: ["messages", "prompt"],
  system: ["instructions", "system"],
  tools: ["tools"],
  maxOutput: ["maxOutputTokens", "maxTokens"],
  effort: [
    "reasoning",
    "providerOptions.openai.reasoningEffort",
    "providerOptions.xai.reasoningEffort",
    "providerOptions.anthropic.effort",
    "providerOptions.google.thinkingConfig.thinkingLevel",
  ],
  reasoningBudget: [
    "providerOptions.anthropic.thinking.budgetTokens",
    "providerOptions.google.thinkingConfig.thinkingBudget",
    "providerOptions.bedrock.reasoningConfig.budgetTokens",
  ],
  serviceTier: ["providerOptions.openai.serviceTier"],
  serverHistory: ["providerOptions.openai.previousResponseId", "providerOptions.openai.conversation"],
};

const SOURCE = "https://github.com/vercel/ai/tree/ed857f50f1/packages/ai/src";

function stopWhen(bound: number, file: string): StepLimitRule {
  return {
    ways: ["maxSteps"],
    wrapped: [
      { way: "stopWhen", names: ["stepCountIs", "isStepCount"], inner: ["#0"], replacesDefault: true },
    ],
    unit: "turns",
    defaults: [{ ecosystem: "any", bound, source: `${SOURCE}/${file}` }],
  };
}

const AGENT_LIMIT = stopWhen(20, "agent/tool-loop-agent.ts");

export const vercelAi: Sdk = {
  id: "vercel-ai",
  packages: {
    python: [],
    npm: [...new Set(["ai", "@ai-sdk/rsc", ...PROVIDER_PACKAGES.map(([name]) => name)])],
  },
  constructors: [
    ...providerConstructors(),
    {
      names: [
        "createProviderRegistry",
        "experimental_createProviderRegistry",
        "customProvider",
        "experimental_customProvider",
      ],
      packages: ["ai"],
      produces: "provider",
    },
    {
      names: ["ToolLoopAgent", "Experimental_Agent", "Agent"],
      packages: ["ai"],
      produces: "agent",
      roles: GENERATE,
    },
    {
      names: ["wrapLanguageModel", "experimental_wrapLanguageModel"],
      packages: ["ai"],
      produces: "model",
      wraps: ["model"],
    },
  ],
  steps: [
    {
      on: ["provider"],
      names: ["()", ...MODEL_MEMBERS],
      produces: "model",
      roles: { model: ["#0"] },
      picks: { map: "languageModels", key: "#0" },
    },
  ],
  calls: [
    {
      on: ["function"],
      paths: ["generateText"],
      packages: FUNCTIONS,
      kind: "loop",
      roles: GENERATE,
      needsTools: true,
      stepLimit: stopWhen(1, "generate-text/generate-text.ts"),
    },
    {
      on: ["function"],
      paths: ["streamText"],
      packages: FUNCTIONS,
      kind: "loop",
      roles: GENERATE,
      needsTools: true,
      stepLimit: stopWhen(1, "generate-text/stream-text.ts"),
    },
    {
      on: ["function"],
      paths: ["generateObject", "streamObject"],
      packages: FUNCTIONS,
      kind: "request",
      roles: GENERATE,
    },
    {
      // Components of React come back; it asks once.
      on: ["function"],
      paths: ["streamUI"],
      packages: ["ai/rsc", "@ai-sdk/rsc"],
      kind: "request",
      roles: GENERATE,
    },
    {
      // What the functions above call on a model.
      on: ["model"],
      paths: ["doGenerate", "doStream"],
      kind: "request",
      roles: { messages: ["prompt"], tools: ["tools"], maxOutput: ["maxOutputTokens", "maxTokens"] },
    },
    {
      on: ["agent"],
      paths: ["generate", "stream", "respond"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["messages", "prompt", "uiMessages"] },
      needsTools: true,
      stepLimit: AGENT_LIMIT,
    },
    {
      on: ["function"],
      paths: ["createAgentUIStreamResponse", "pipeAgentUIStreamToResponse", "createAgentUIStream"],
      packages: FUNCTIONS,
      kind: "loop",
      roles: { model: ["agent"], messages: ["uiMessages", "messages"] },
      needsTools: true,
      stepLimit: AGENT_LIMIT,
    },
  ],
  free: ["tool", "stepCountIs", "isStepCount", "convertToModelMessages", "smoothStream"],
  cacheKeys: ["cacheControl", "cachePoint"],
};
