/**
 * The Go client for DeepSeek that its documentation names. Read from cohesion-org/deepseek-go (chat.go, chat_stream.go, fim.go, image.go,
 * ollama.go), 2026.
 */
import { CHAT, COMPLETIONS } from "../openai-shape";
import type { Sdk } from "../sdk";

export const deepseekGo: Sdk = {
  id: "deepseek-go",
  packages: { python: [], npm: [], go: ["github.com/cohesion-org/deepseek-go"] },
  constants: {
    prefixes: [],
    ids: [],
    named: ["DeepSeekChat=deepseek-chat", "DeepSeekReasoner=deepseek-reasoner"],
  },
  constructors: [
    {
      names: ["NewClient", "NewClientWithOptions", "NewClientWithConfig", "Client"],
      produces: "client",
      host: "deepseek",
    },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: [
        ...["CreateChatCompletion", "CreateChatCompletionStream"],
        ...["CreateChatCompletionWithImage", "CreateChatCompletionStreamWithImage"],
      ],
      kind: "request",
      roles: CHAT,
    },
    {
      on: ["client"],
      paths: ["CreateFIMCompletion", "CreateFIMStreamCompletion"],
      kind: "request",
      roles: COMPLETIONS,
    },
    {
      // Ollama on the machine, asked in the same form.
      on: ["function"],
      paths: ["CreateOllamaCompletion", "CreateOllamaChatCompletion", "CreateOllamaChatCompletionStream"],
      kind: "request",
      host: "self-hosted",
      roles: CHAT,
    },
  ],
  free: ["GetBalance", "ListAllModels", "EstimateTokenCount", "EstimateTokensFromMessages"],
  cacheKeys: [],
};
