/**
 * Eino (Go, `cloudwego/eino` with its components in `eino-ext`): chat models, an agent over a graph, and agents that a runner runs.
 * Read from eino 02c92db5 (flow/agent/react/react.go) and the development kit in its folder adk.
 */
import type { Constructor, Roles, Sdk } from "../sdk";

const GO = "github.com/cloudwego/eino";
const EXT = "github.com/cloudwego/eino-ext";

const MODEL: Roles = {
  model: ["model"],
  maxOutput: ["max_completion_tokens", "max_tokens"],
  baseUrl: ["base_url"],
};

/** Packages of models with the host each calls; null: the lab's own, or told by the address. */
const MODELS: readonly Constructor[] = (
  [
    ["openai claude gemini ark qwen qianfan", null],
    ["deepseek", "deepseek"],
    ["openrouter", "openrouter"],
    ["ollama", "self-hosted"],
  ] as const
).map(([names, host]) => ({
  names: ["NewChatModel", "ChatModel"],
  packages: names.split(" ").map((name) => `${EXT}/components/model/${name}`),
  produces: "model",
  roles: MODEL,
  ...(host === null ? {} : { host }),
}));

export const eino: Sdk = {
  id: "eino",
  packages: { python: [], npm: [], go: [GO, EXT] },
  constructors: [
    ...MODELS,
    {
      names: ["BaseChatModel", "ChatModel", "ToolCallingChatModel"],
      packages: [`${GO}/components/model`],
      produces: "model",
      isAbstract: true,
    },
    {
      names: ["NewAgent", "Agent"],
      packages: [`${GO}/flow/agent/react`],
      produces: "agent",
      roles: { model: ["tool_calling_model", "model"], tools: ["tools_config.tools"] },
      stepLimit: {
        ways: ["max_step"],
        unit: "supersteps",
        defaults: [
          {
            ecosystem: "go",
            bound: 12,
            source: "https://github.com/cloudwego/eino/blob/02c92db5/flow/agent/react/react.go",
          },
        ],
      },
    },
    {
      names: ["NewChatModelAgent"],
      packages: [`${GO}/adk`],
      produces: "plan",
      roles: {
        model: ["model"],
        system: ["instruction"],
        tools: ["tools_config.tools_node_config.tools", "tools_config.tools"],
      },
    },
    {
      names: ["NewRunner", "Runner"],
      packages: [`${GO}/adk`],
      produces: "client",
      roles: { model: ["agent"] },
    },
  ],
  steps: [{ on: ["model"], names: ["WithTools"], roles: { tools: ["#0"] } }],
  calls: [
    {
      on: ["model"],
      paths: ["Generate", "Stream"],
      kind: "request",
      roles: {
        messages: ["#1"],
        tools: ["WithTools()"],
        maxOutput: ["WithMaxTokens()"],
        model: ["WithModel()"],
      },
    },
    {
      on: ["agent"],
      paths: ["Generate", "Stream"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["#1"] },
    },
    {
      on: ["client"],
      paths: ["Query", "Run"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["#1"] },
      stepLimit: {
        ways: ["max_iterations"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "go",
            bound: 20,
            source: "https://github.com/cloudwego/eino/blob/47620123/adk/chatmodel.go",
          },
        ],
      },
    },
  ],
  free: ["BindTools", "ExportGraph"],
  cacheKeys: [],
};
