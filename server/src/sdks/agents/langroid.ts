/**
 * Langroid (Python): agents that keep their conversation, and tasks that go on until they are done.
 * Read from langroid 786c4fe3 (agent/chat_agent.py, agent/task.py, language_models/base.py).
 */
import type { Roles, Sdk } from "../sdk";

const AGENTS = [
  "ChatAgent",
  "DocChatAgent",
  "SQLChatAgent",
  "TableChatAgent",
  "Neo4jChatAgent",
  "ArangoChatAgent",
];

function configAt(at: string): Roles {
  return {
    model: [`${at}.chat_model`],
    maxOutput: [`${at}.max_output_tokens`],
    baseUrl: [`${at}.api_base`],
  };
}

function joined(...all: readonly Roles[]): Roles {
  const both = (role: "model" | "maxOutput" | "baseUrl") => all.flatMap((roles) => roles[role] ?? []);
  return { model: both("model"), maxOutput: both("maxOutput"), baseUrl: both("baseUrl") };
}

const MESSAGE: Roles = { messages: ["message", "messages", "#0"] };

export const langroid: Sdk = {
  id: "langroid",
  packages: { python: ["langroid"], npm: [] },
  constructors: [
    {
      names: ["OpenAIGPT", "AzureGPT"],
      produces: "model",
      roles: joined(configAt("config"), configAt("#0")),
    },
    {
      names: AGENTS,
      produces: "session",
      roles: {
        ...joined(configAt("config.llm"), configAt("#0.llm")),
        system: ["config.system_message", "#0.system_message"],
      },
      attached: [{ names: ["enable_message"], role: "tools" }],
    },
    {
      names: ["Task"],
      produces: "agent",
      wraps: ["agent", "#0"],
      roles: { system: ["system_message"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["chat", "achat", "generate", "agenerate"],
      kind: "request",
      roles: {
        messages: ["messages", "prompt", "#0"],
        maxOutput: ["max_tokens", "#1"],
        tools: ["tools", "functions"],
      },
    },
    {
      on: ["session"],
      paths: ["llm_response", "llm_response_messages", "llm_response_forget"].flatMap((name) => [
        name,
        `${name}_async`,
      ]),
      kind: "request",
      roles: { ...MESSAGE, maxOutput: ["output_len"] },
    },
    {
      on: ["agent"],
      paths: ["run", "run_async"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["msg", "#0"] },
      stepLimit: {
        repeatsAlone: true,
        ways: ["turns"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source: "https://github.com/langroid/langroid/blob/786c4fe3/langroid/agent/task.py",
          },
        ],
      },
    },
  ],
  free: ["enable_message", "add_sub_task", "clear_history"],
  cacheKeys: [],
};
