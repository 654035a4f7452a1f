/**
 * The OpenAI SDKs (Python and JavaScript) with their Azure and Bedrock clients.
 * Read from openai-python 3.22.1 and openai-node 7.5.0 (2026-08-21).
 */
import { CHAT, CLIENT, COMPLETIONS, RESPONSES } from "../openai-shape";
import type { Sdk } from "../sdk";

export const openai: Sdk = {
  id: "openai",
  packages: {
    python: ["openai", "langfuse.openai"],
    npm: ["openai"],
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
      roles: COMPLETIONS,
    },
    {
      // Assistants: the thread on the server holds the conversation, the assistant may hold model and tools.
      on: ["client"],
      paths: [
        "beta.threads.runs.create",
        "beta.threads.runs.create_and_poll",
        "beta.threads.runs.stream",
        "beta.threads.create_and_run",
        "beta.threads.create_and_run_poll",
        "beta.threads.runs.createAndPoll",
        "beta.threads.createAndRun",
      ],
      kind: "request",
      roles: {
        model: ["model", "#1.model"],
        system: ["instructions", "additional_instructions", "#1.instructions"],
        tools: ["tools", "#1.tools"],
        maxOutput: ["max_completion_tokens", "#1.max_completion_tokens"],
        serverHistory: ["thread_id", "#0"],
      },
    },
    {
      on: ["function"],
      paths: ["ChatCompletion.create", "ChatCompletion.acreate"],
      packages: ["openai"],
      kind: "request",
      roles: CHAT,
    },
    {
      on: ["function"],
      paths: ["Completion.create", "Completion.acreate"],
      packages: ["openai"],
      kind: "request",
      roles: COMPLETIONS,
    },
  ],
  free: ["responses.input_tokens.count", "models.list", "models.retrieve"],
  cacheKeys: [],
};
