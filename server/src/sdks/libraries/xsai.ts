/**
 * xsAI (JavaScript): one function per kind of answer, for any API like OpenAI's. Read from xsai 0ed4f65c (0.5.0-beta.8: generate-text,
 * shared-chat) and 0.4.4, which counts steps by `maxSteps`.
 */
import type { CallRule, Roles, Sdk } from "../sdk";

const PACKAGES = [
  "xsai",
  ...["text", "object"].flatMap((kind) => [`@xsai/generate-${kind}`, `@xsai/stream-${kind}`]),
];

const CHAT: Roles = {
  model: ["model"],
  messages: ["messages"],
  tools: ["tools"],
  maxOutput: ["maxTokens", "max_tokens", "maxCompletionTokens", "max_completion_tokens"],
  effort: ["reasoningEffort", "reasoning_effort"],
  baseUrl: ["baseURL"],
};

const STEPS: NonNullable<CallRule["stepLimit"]> = {
  ways: ["maxSteps"],
  wrapped: [
    {
      way: "stopWhen",
      names: ["stepCountAtLeast", "stepCountIs"],
      inner: ["#0"],
      replacesDefault: true,
    },
  ],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 1,
      source: "https://github.com/moeru-ai/xsai/blob/0ed4f65c/packages/generate-text/src/index.ts",
    },
  ],
};

export const xsai: Sdk = {
  id: "xsai",
  packages: { python: [], npm: PACKAGES },
  constructors: [],
  steps: [],
  calls: [
    {
      on: ["function"],
      paths: ["generateText", "streamText"],
      kind: "loop",
      roles: CHAT,
      stepLimit: STEPS,
      needsTools: true,
    },
    { on: ["function"], paths: ["generateObject", "streamObject"], kind: "request", roles: CHAT },
  ],
  free: ["embed", "generateImage", "generateSpeech", "generateTranscription", "listModels"],
  cacheKeys: [],
};
