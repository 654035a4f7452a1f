/**
 * OpenRouter's own SDKs (JavaScript `@openrouter/sdk` and `@openrouter/agent`, Python `openrouter`): chats, responses, and a call that
 * repeats model and tools. Read from openrouter.ai/docs (agent-sdk, sdks/typescript/chat, cookbook), October 2026.
 */
import type { Roles, Sdk } from "../sdk";

/** The request stands in an object of its own since the first releases. */
function inside(steps: readonly string[], names: readonly string[]): readonly string[] {
  return [...names, ...steps.flatMap((step) => names.map((name) => `${step}.${name}`))];
}

const CHAT_STEPS = ["chatRequest", "chatGenerationParams"];
const CHAT: Roles = {
  model: inside(CHAT_STEPS, ["model"]),
  messages: inside(CHAT_STEPS, ["messages"]),
  tools: inside(CHAT_STEPS, ["tools"]),
  maxOutput: inside(CHAT_STEPS, ["maxTokens", "maxCompletionTokens", "max_tokens"]),
  effort: inside(CHAT_STEPS, ["reasoning.effort"]),
};

const RESPONSE_STEPS = ["responsesRequest", "openResponsesRequest"];
const RESPONSES: Roles = {
  model: inside(RESPONSE_STEPS, ["model"]),
  messages: inside(RESPONSE_STEPS, ["input"]),
  system: inside(RESPONSE_STEPS, ["instructions"]),
  tools: inside(RESPONSE_STEPS, ["tools"]),
  maxOutput: inside(RESPONSE_STEPS, ["maxOutputTokens", "max_output_tokens"]),
};

export const openrouter: Sdk = {
  id: "openrouter",
  packages: { python: ["openrouter"], npm: ["@openrouter/sdk", "@openrouter/agent"] },
  constructors: [{ names: ["OpenRouter", "OpenRouterCore"], produces: "client", host: "openrouter" }],
  steps: [],
  calls: [
    { on: ["client"], paths: ["chat.send", "chat.send_async"], kind: "request", roles: CHAT },
    {
      on: ["client"],
      paths: ["responses.send", "beta.responses.send", "beta.responses.send_async"],
      kind: "request",
      roles: RESPONSES,
    },
    {
      on: ["client"],
      paths: ["callModel"],
      kind: "loop",
      needsTools: true,
      roles: RESPONSES,
      stepLimit: {
        ways: [],
        wrapped: [{ way: "stopWhen", names: ["stepCountIs"], inner: ["#0"], replacesDefault: true }],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source: "https://openrouter.ai/docs/agent-sdk/call-model/stop-conditions.md",
          },
        ],
      },
    },
  ],
  free: ["models.list", "credits.getCredits", "embeddings.generate"],
  cacheKeys: ["cache_control", "cacheControl"],
};
