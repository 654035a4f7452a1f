/**
 * GigaChat (Python and JavaScript). Read from gigachat bc53e75 (client.py, examples/chat_completions): a client that is asked in one text,
 * or with a conversation, and whose `chat` holds further methods since.
 */
import type { Roles, Sdk } from "../sdk";

const CHAT: Roles = {
  model: ["model", "payload.model", "#0.model"],
  messages: ["messages", "payload.messages", "#0.messages", "payload", "#0"],
  tools: ["functions", "payload.functions", "#0.functions"],
  maxOutput: ["max_tokens", "payload.max_tokens", "#0.max_tokens"],
};

export const gigachat: Sdk = {
  id: "gigachat",
  packages: { python: ["gigachat"], npm: ["gigachat"] },
  constructors: [
    {
      names: ["GigaChat", "GigaChatSyncClient", "GigaChatAsyncClient", ""],
      produces: "client",
      roles: { model: ["model"], baseUrl: ["base_url", "baseUrl"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: [
        ...["chat", "achat", "stream", "astream", "chat_parse", "achat_parse"],
        ...["create", "stream", "parse"].flatMap((name) => [`chat.${name}`, `achat.${name}`]),
      ],
      kind: "request",
      roles: CHAT,
    },
  ],
  free: ["get_models", "tokens_count", "embeddings", "get_token"],
  cacheKeys: [],
};
