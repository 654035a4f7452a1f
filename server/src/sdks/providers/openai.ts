/**
 * The OpenAI SDKs (Python and JavaScript) and the clients that copy their interface.
 * Read from openai-python 3.22.1 and openai-node 7.5.0 (2026-08-21).
 */
import type { Roles, Sdk } from "../sdk";

const SHARED: Roles = {
  model: ["model"],
  tools: ["tools", "functions"],
  serviceTier: ["service_tier", "extra_body.service_tier"],
};

const CHAT: Roles = {
  ...SHARED,
  messages: ["messages"],
  maxOutput: ["max_completion_tokens", "max_tokens", "extra_body.max_completion_tokens"],
  choices: ["n"],
  effort: ["reasoning_effort", "extra_body.reasoning_effort", "extra_body.reasoning.effort"],
  reasoningBudget: ["extra_body.thinking.budget_tokens", "extra_body.thinking_budget"],
};

const RESPONSES: Roles = {
  ...SHARED,
  messages: ["input"],
  system: ["instructions"],
  maxOutput: ["max_output_tokens"],
  effort: ["reasoning.effort"],
  serverHistory: ["previous_response_id", "conversation"],
};

const CLIENT: Roles = { baseUrl: ["base_url", "baseURL"] };

export const openai: Sdk = {
  id: "openai",
  packages: {
    python: ["openai", "langfuse.openai", "groq", "together", "cerebras.cloud.sdk"],
    npm: ["openai", "groq-sdk", "together-ai", "@cerebras/cerebras_cloud_sdk"],
  },
  constructors: [
    {
      names: ["OpenAI", "AsyncOpenAI", "Client", "AsyncClient", ""],
      packages: ["openai", "langfuse.openai"],
      produces: "client",
      roles: CLIENT,
    },
    {
      names: ["AzureOpenAI", "AsyncAzureOpenAI"],
      packages: ["openai", "langfuse.openai"],
      produces: "client",
      host: "azure",
    },
    {
      names: ["BedrockOpenAI", "AsyncBedrockOpenAI"],
      packages: ["openai"],
      produces: "client",
      host: "aws-bedrock",
    },
    {
      names: ["Groq", "AsyncGroq", ""],
      packages: ["groq", "groq-sdk"],
      produces: "client",
      host: "groq",
      roles: CLIENT,
    },
    {
      names: ["Together", "AsyncTogether", ""],
      packages: ["together", "together-ai"],
      produces: "client",
      host: "together",
      roles: CLIENT,
    },
    {
      names: ["Cerebras", "AsyncCerebras", ""],
      packages: ["cerebras.cloud.sdk", "@cerebras/cerebras_cloud_sdk"],
      produces: "client",
      host: "cerebras",
      roles: CLIENT,
    },
  ],
  steps: [
    { on: ["client"], names: ["with_options", "withOptions", "copy"], roles: CLIENT },
    { on: ["client"], names: ["with_raw_response", "with_streaming_response"] },
  ],
  calls: [
    {
      on: ["client", "function"],
      paths: [
        "chat.completions.create",
        "chat.completions.parse",
        "chat.completions.stream",
        "beta.chat.completions.create",
        "beta.chat.completions.parse",
        "beta.chat.completions.stream",
      ],
      kind: "request",
      roles: CHAT,
      telling: [["model"], ["messages"]],
    },
    {
      on: ["client"],
      paths: [
        "chat.completions.runTools",
        "chat.completions.run_tools",
        "beta.chat.completions.runTools",
        "beta.chat.completions.runFunctions",
      ],
      kind: "loop",
      roles: CHAT,
      telling: [["model", "tools"]],
      stepLimit: {
        ways: ["#1.maxChatCompletions"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: 10,
            source:
              "https://github.com/openai/openai-node/blob/7b7d6ca7/src/lib/AbstractChatCompletionRunner.ts",
          },
        ],
      },
    },
    {
      on: ["client", "function"],
      paths: [
        "responses.create",
        "responses.parse",
        "responses.stream",
        "responses.compact",
        "beta.responses.create",
      ],
      kind: "request",
      roles: RESPONSES,
      telling: [["model", "messages"]],
    },
    {
      on: ["client", "function"],
      paths: ["completions.create"],
      kind: "request",
      roles: {
        ...SHARED,
        messages: ["prompt"],
        maxOutput: ["max_tokens"],
        choices: ["n"],
      },
    },
    {
      on: ["function"],
      paths: ["ChatCompletion.create", "ChatCompletion.acreate"],
      packages: ["openai"],
      kind: "request",
      roles: CHAT,
    },
  ],
  free: ["responses.input_tokens.count", "models.list", "models.retrieve"],
  cacheKeys: [],
};
