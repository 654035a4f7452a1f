/**
 * Qwen-Agent (Python): agents with tools, and the models behind them. Read from 31a4d36 (agent.py, agents/, llm/base.py, settings.py): a run
 * yields answers as they grow.
 */
import type { Roles, Sdk } from "../sdk";

const MODEL: Roles = {
  model: ["llm.model", "llm", "#1.model", "#1"],
  baseUrl: ["llm.model_server", "#1.model_server"],
  maxOutput: ["llm.generate_cfg.max_tokens", "#1.generate_cfg.max_tokens"],
};

export const qwenAgent: Sdk = {
  id: "qwen-agent",
  packages: { python: ["qwen_agent"], npm: [] },
  constructors: [
    {
      names: ["get_chat_model"],
      produces: "model",
      roles: {
        model: ["cfg.model", "#0.model", "cfg", "#0"],
        baseUrl: ["cfg.model_server", "#0.model_server"],
        maxOutput: ["cfg.generate_cfg.max_tokens", "#0.generate_cfg.max_tokens"],
      },
    },
    {
      names: [
        ...["Agent", "BasicAgent", "Assistant", "FnCallAgent", "ReActChat", "ArticleAgent", "TIRMathAgent"],
        ...[
          "DocQAAgent",
          "ParallelDocQA",
          "VirtualMemoryAgent",
          "DialogueRetrievalAgent",
          "WriteFromScratch",
        ],
      ],
      produces: "agent",
      roles: { ...MODEL, tools: ["function_list", "#0"], system: ["system_message", "#2"] },
    },
    {
      names: ["Router", "GroupChat", "GroupChatAutoRouter"],
      produces: "agent",
      roles: { ...MODEL, tools: ["agents"], system: ["system_message"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["run", "run_nonstream"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["messages", "#0"] },
      stepLimit: {
        ways: [],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: 20,
            source: "https://github.com/QwenLM/Qwen-Agent/blob/31a4d36/qwen_agent/settings.py",
          },
        ],
      },
    },
    {
      on: ["model"],
      paths: ["chat", "quick_chat"],
      kind: "request",
      roles: { messages: ["messages", "prompt", "#0"], tools: ["functions", "#1"] },
    },
  ],
  free: ["call_tool"],
  providerHosts: { dashscope: "alibaba-cn" },
  cacheKeys: [],
};
