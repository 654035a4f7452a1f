/** Alibaba's DashScope (Python): class methods that take the model first. Its default address is the one of Beijing. */
import type { Roles, Sdk } from "../sdk";

const GENERATION: Roles = {
  model: ["model", "#0"],
  messages: ["messages", "prompt", "#1"],
  tools: ["tools"],
  maxOutput: ["max_tokens"],
  choices: ["n"],
  reasoningBudget: ["thinking_budget"],
};

export const dashscope: Sdk = {
  id: "dashscope",
  packages: { python: ["dashscope"], npm: [] },
  constructors: [],
  steps: [],
  calls: [
    {
      on: ["function"],
      paths: ["Generation.call", "AioGeneration.call"],
      kind: "request",
      host: "alibaba-cn",
      roles: GENERATION,
    },
    {
      on: ["function"],
      paths: ["MultiModalConversation.call", "AioMultiModalConversation.call"],
      kind: "request",
      host: "alibaba-cn",
      roles: { ...GENERATION, messages: ["messages", "#1"] },
    },
    {
      on: ["function"],
      paths: ["Application.call"],
      kind: "request",
      host: "alibaba-cn",
      roles: { messages: ["messages", "prompt"], serverHistory: ["session_id"] },
    },
  ],
  free: ["Models.list", "get_tokenizer", "Tokenization.call"],
  cacheKeys: ["cache_control"],
};
