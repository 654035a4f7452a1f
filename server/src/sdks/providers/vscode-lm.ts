/**
 * Language models that VS Code lends its extensions: chosen by a selector, or handed over with a chat request. The family is what
 * is known of the model. Read from @types/vscode 1.140.0 (index.d.ts).
 */
import type { Sdk } from "../sdk";

export const vscodeLm: Sdk = {
  id: "vscode-lm",
  packages: { python: [], npm: ["vscode"] },
  constructors: [
    { names: ["lm.selectChatModels"], produces: "provider", roles: { model: ["id", "family"] } },
    { names: ["LanguageModelChat"], produces: "model" },
    { names: ["ChatRequest"], produces: "client" },
  ],
  steps: [{ on: ["provider"], names: ["[]", "at", "find"], produces: "model" }],
  calls: [
    {
      on: ["model"],
      paths: ["sendRequest"],
      kind: "request",
      roles: { messages: ["#0"], tools: ["#1.tools"], maxOutput: ["#1.modelOptions.max_tokens"] },
    },
    {
      on: ["client"],
      paths: ["model.sendRequest"],
      kind: "request",
      roles: { messages: ["#0"], tools: ["#1.tools"], maxOutput: ["#1.modelOptions.max_tokens"] },
    },
  ],
  free: ["countTokens", "model.countTokens"],
  cacheKeys: [],
  marks: ["selectChatModels", "sendRequest"],
};
