/** A Go client for OpenRouter in the form of go-openai: revrost/go-openrouter, October 2026. */
import { CHAT, COMPLETIONS } from "../openai-shape";
import type { Sdk } from "../sdk";

export const goOpenrouter: Sdk = {
  id: "go-openrouter",
  packages: { python: [], npm: [], go: ["github.com/revrost/go-openrouter"] },
  constructors: [
    { names: ["NewClient", "NewClientWithConfig", "Client"], produces: "client", host: "openrouter" },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["CreateChatCompletion", "CreateChatCompletionStream"],
      kind: "request",
      roles: CHAT,
    },
    {
      on: ["client"],
      paths: ["CreateCompletion", "CreateCompletionStream"],
      kind: "request",
      roles: COMPLETIONS,
    },
  ],
  free: ["ListModels", "ListUserModels", "GetCurrentAPIKey"],
  cacheKeys: ["cache_control"],
};
