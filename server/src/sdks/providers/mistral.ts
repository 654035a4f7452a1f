/** Mistral (Python and JavaScript). Read from mistralai 2.5.1 (client-python 05629d23); 0.x had `client.chat(...)`. */
import type { Roles, Sdk } from "../sdk";

const CHAT: Roles = {
  model: ["model"],
  messages: ["messages"],
  tools: ["tools"],
  maxOutput: ["max_tokens", "maxTokens"],
  choices: ["n"],
  effort: ["reasoning_effort", "reasoningEffort"],
};

const CONVERSATION: Roles = {
  ...CHAT,
  messages: ["inputs"],
  system: ["instructions"],
  maxOutput: ["completion_args.max_tokens", "completionArgs.maxTokens"],
};

export const mistral: Sdk = {
  id: "mistral",
  packages: { python: ["mistralai"], npm: ["@mistralai/mistralai"] },
  constructors: [
    {
      names: ["Mistral", "MistralClient", "MistralAsyncClient", ""],
      produces: "client",
      roles: { baseUrl: ["server_url", "serverURL", "endpoint"] },
    },
    { names: ["MistralAzure"], produces: "client", host: "azure" },
    { names: ["MistralGoogleCloud", "MistralGCP"], produces: "client", host: "google-vertex" },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: [
        "chat.complete",
        "chat.complete_async",
        "chat.stream",
        "chat.stream_async",
        "chat.parse",
        "chat.parse_async",
        "chat.parse_stream",
        "chat.parse_stream_async",
        "agents.complete",
        "agents.complete_async",
        "agents.stream",
        "agents.stream_async",
      ],
      kind: "request",
      roles: CHAT,
    },
    {
      on: ["client"],
      paths: ["fim.complete", "fim.complete_async", "fim.stream", "fim.stream_async"],
      kind: "request",
      roles: { ...CHAT, messages: ["prompt"] },
    },
    {
      on: ["client"],
      paths: [
        "beta.conversations.start",
        "beta.conversations.start_async",
        "beta.conversations.start_stream",
        "beta.conversations.startStream",
      ],
      kind: "request",
      roles: CONVERSATION,
    },
    {
      on: ["client"],
      paths: [
        "beta.conversations.append",
        "beta.conversations.append_async",
        "beta.conversations.append_stream",
        "beta.conversations.appendStream",
      ],
      kind: "request",
      roles: { ...CONVERSATION, serverHistory: ["conversation_id", "conversationId"] },
    },
    {
      on: ["client"],
      paths: ["beta.conversations.run_async", "beta.conversations.run_stream_async"],
      kind: "loop",
      roles: CONVERSATION,
      stepLimit: {
        ways: [],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source:
              "https://github.com/mistralai/client-python/blob/05629d23/src/mistralai/extra/run/context.py",
          },
        ],
      },
    },
    {
      on: ["client"],
      paths: ["chat", "chat_stream", "chatStream"],
      kind: "request",
      roles: { ...CHAT, model: ["model", "#0"], messages: ["messages", "#1"] },
    },
  ],
  free: ["models.list", "models.retrieve", "agents.list"],
  cacheKeys: [],
};
