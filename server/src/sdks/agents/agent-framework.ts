/** Microsoft's Agent Framework (Python). Read from agent-framework-core 1.13.0 (5eb3eb74: _tools.py). */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const AGENT: Roles = { model: ["chat_client", "client", "#0"], system: ["instructions"], tools: ["tools"] };

const LIMIT: StepLimitRule = {
  ways: ["function_invocation_configuration.max_iterations"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 40,
      source:
        "https://github.com/microsoft/agent-framework/blob/5eb3eb74/python/packages/core/agent_framework/_tools.py",
    },
  ],
};

const CLIENT: Roles = { model: ["model_id", "model", "deployment_name"], baseUrl: ["base_url"] };

export const agentFramework: Sdk = {
  id: "agent-framework",
  packages: { python: ["agent_framework"], npm: [] },
  constructors: [
    {
      names: [
        "OpenAIChatClient",
        "OpenAIChatCompletionClient",
        "OpenAIResponsesClient",
        "OpenAIAssistantsClient",
        "AnthropicClient",
      ],
      produces: "model",
      roles: CLIENT,
    },
    {
      names: [
        "AzureOpenAIChatClient",
        "AzureOpenAIResponsesClient",
        "AzureAIAgentClient",
        "FoundryChatClient",
      ],
      produces: "model",
      host: "azure",
      roles: { ...CLIENT, baseUrl: [] },
    },
    { names: ["BedrockChatClient"], produces: "model", host: "aws-bedrock", roles: CLIENT },
    {
      names: ["OllamaChatClient"],
      produces: "model",
      host: "self-hosted",
      roles: { ...CLIENT, baseUrl: [] },
    },
    { names: ["Agent", "ChatAgent"], produces: "agent", roles: AGENT },
  ],
  steps: [
    { on: ["model"], names: ["create_agent", "as_agent"], produces: "agent", roles: { ...AGENT, model: [] } },
  ],
  calls: [
    {
      on: ["agent"],
      paths: ["run", "run_stream"],
      kind: "loop",
      roles: { messages: ["messages", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["model"],
      paths: ["get_response", "get_streaming_response"],
      kind: "loop",
      needsTools: true,
      roles: {
        messages: ["messages", "#0"],
        tools: ["tools", "options.tools"],
        maxOutput: ["max_tokens", "options.max_tokens"],
      },
      stepLimit: LIMIT,
    },
  ],
  free: ["get_new_thread", "as_tool"],
  cacheKeys: [],
};
