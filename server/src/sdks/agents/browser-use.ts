/** browser-use (Python): an agent that drives a browser, a request per step. Read from 85ddbfedf (agent/service.py). */
import type { Sdk } from "../sdk";

export const browserUse: Sdk = {
  id: "browser-use",
  packages: { python: ["browser_use"], npm: [] },
  constructors: [
    {
      names: ["ChatOpenAI", "ChatAnthropic", "ChatGoogle", "ChatDeepSeek", "ChatMistral", "ChatOpenRouter"],
      produces: "model",
      roles: {
        model: ["model", "#0"],
        baseUrl: ["base_url"],
        maxOutput: ["max_completion_tokens", "max_tokens"],
      },
    },
    { names: ["ChatAzureOpenAI"], produces: "model", host: "azure", roles: { model: ["model", "#0"] } },
    { names: ["ChatGroq"], produces: "model", host: "groq", roles: { model: ["model", "#0"] } },
    {
      names: ["ChatAWSBedrock", "ChatAnthropicBedrock"],
      produces: "model",
      host: "aws-bedrock",
      roles: { model: ["model", "#0"] },
    },
    { names: ["ChatOllama"], produces: "model", host: "self-hosted", roles: { model: ["model", "#0"] } },
    {
      names: ["Agent", "CodeAgent"],
      produces: "agent",
      roles: {
        model: ["llm", "#1"],
        messages: ["task", "#0"],
        tools: ["tools", "controller"],
        system: ["override_system_message", "extend_system_message"],
      },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["run", "run_sync"],
      namesMaker: true,
      kind: "loop",
      roles: {},
      stepLimit: {
        repeatsAlone: true,
        ways: ["max_steps", "#0"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: 500,
            source: "https://github.com/browser-use/browser-use/blob/85ddbfedf/browser_use/agent/service.py",
            before: [
              {
                library: "browser-use",
                version: "0.11.9",
                bound: 100,
                source: "https://github.com/browser-use/browser-use/blob/0.11.8/browser_use/agent/service.py",
              },
            ],
          },
        ],
      },
    },
    { on: ["model"], paths: ["ainvoke"], kind: "request", roles: { messages: ["messages", "#0"] } },
  ],
  free: ["pause", "stop", "close"],
  cacheKeys: [],
};
