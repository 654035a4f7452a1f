/**
 * Semantic Kernel (Python): services hold models, a kernel or an agent sends to them.
 * The limit of automatic function calls is read from published copies of function_choice_behavior.py, planners from
 * 0006c833 (planners/function_calling_stepwise_planner).
 */
import type { AddedFunction, Roles, Sdk, StepLimitRule } from "../sdk";

const SERVICE: Roles = { model: ["ai_model_id", "deployment_name", "model_id", "#0"] };

const LIMIT: StepLimitRule = {
  ways: [
    "settings.function_choice_behavior.maximum_auto_invoke_attempts",
    "function_choice_behavior.maximum_auto_invoke_attempts",
  ],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 5,
      source:
        "https://github.com/microsoft/semantic-kernel/blob/main/python/semantic_kernel/connectors/ai/function_choice_behavior.py",
    },
  ],
};

const SETTINGS: Roles = {
  tools: ["settings.function_choice_behavior"],
  maxOutput: ["settings.max_tokens", "settings.max_completion_tokens"],
};

/** A talk of several agents: each turn asks one of them, until the strategy ends it. */
const TALK_LIMIT: StepLimitRule = {
  ways: ["termination_strategy.maximum_iterations"],
  unit: "turns",
  repeatsAlone: true,
  defaults: [
    {
      ecosystem: "any",
      bound: 99,
      source:
        "https://github.com/microsoft/semantic-kernel/blob/b39d95a3/python/semantic_kernel/agents/strategies/termination/termination_strategy.py",
    },
  ],
};

/** A planner asks for a plan, then step by step which function to call. */
const PLAN_LIMIT: StepLimitRule = {
  ways: ["options.max_iterations", "#1.max_iterations"],
  unit: "turns",
  repeatsAlone: true,
  defaults: [
    {
      ecosystem: "any",
      bound: 15,
      source:
        "https://github.com/microsoft/semantic-kernel/blob/4d2719dd/python/semantic_kernel/planners/function_calling_stepwise_planner/function_calling_stepwise_planner_options.py",
    },
  ],
};

/** A plugin that is an object of the program has native functions; one of a folder, or of none, has prompts. */
const PLUGIN: AddedFunction = {
  adders: ["add_plugin", "import_plugin_from_object", "import_skill"],
  object: ["plugin", "plugin_instance", "#0"],
  name: ["plugin_name", "#1"],
  run: ["function", "#0"],
  runNamed: ["plugin_name"],
};

export const semanticKernel: Sdk = {
  id: "semantic-kernel",
  packages: { python: ["semantic_kernel"], npm: [] },
  constructors: [
    {
      names: [
        "OpenAIChatCompletion",
        "AnthropicChatCompletion",
        "GoogleAIChatCompletion",
        "MistralAIChatCompletion",
      ],
      produces: "model",
      roles: SERVICE,
    },
    {
      names: ["AzureChatCompletion", "AzureAIInferenceChatCompletion"],
      produces: "model",
      host: "azure",
      roles: SERVICE,
    },
    { names: ["BedrockChatCompletion"], produces: "model", host: "aws-bedrock", roles: SERVICE },
    { names: ["VertexAIChatCompletion"], produces: "model", host: "google-vertex", roles: SERVICE },
    { names: ["OllamaChatCompletion"], produces: "model", host: "self-hosted", roles: SERVICE },
    {
      names: ["Kernel"],
      produces: "plan",
      roles: { model: ["services", "services.0"] },
      attached: [
        { names: ["add_service"], role: "model", id: { own: ["service_id"], asked: ["service_id", "#0"] } },
        {
          names: ["add_chat_service", "add_text_completion_service"],
          role: "model",
          way: "#1",
        },
      ],
    },
    {
      names: ["ChatCompletionAgent", "OpenAIAssistantAgent"],
      produces: "agent",
      roles: { model: ["service", "kernel"], system: ["instructions"], tools: ["plugins"] },
    },
    {
      names: ["FunctionCallingStepwisePlanner"],
      produces: "agent",
      stepLimit: PLAN_LIMIT,
    },
    {
      names: ["AgentGroupChat"],
      produces: "agent",
      roles: { model: ["agents.0"], tools: ["agents.0.plugins", "agents.1.plugins"] },
      stepLimit: TALK_LIMIT,
    },
  ],
  steps: [{ on: ["plan"], names: ["get_service"], produces: "model" }],
  calls: [
    {
      on: ["model"],
      paths: [
        "get_chat_message_content",
        "get_chat_message_contents",
        "get_streaming_chat_message_content",
        "get_streaming_chat_message_contents",
      ],
      kind: "loop",
      needsTools: true,
      roles: { ...SETTINGS, messages: ["chat_history", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["agent"],
      paths: ["invoke", "execute"],
      // A planner is handed the kernel whose functions it calls.
      given: ["kernel", "#1"],
      namesMaker: true,
      kind: "loop",
      roles: { model: ["kernel", "#0"], tools: ["kernel", "#0"], messages: ["question", "#1"] },
      stepLimit: PLAN_LIMIT,
    },
    {
      on: ["agent"],
      paths: ["get_response", "invoke", "invoke_stream"],
      namesMaker: true,
      kind: "loop",
      needsTools: true,
      roles: { messages: ["messages", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["plan"],
      paths: ["invoke_prompt", "invoke_prompt_stream"],
      needsModel: "where-made",
      kind: "request",
      roles: { messages: ["prompt", "#0"] },
    },
    {
      on: ["plan"],
      paths: ["invoke", "invoke_stream"],
      needsModel: "where-made",
      runsAdded: PLUGIN,
      kind: "request",
      roles: {},
    },
  ],
  free: ["add_plugin", "add_service"],
  cacheKeys: [],
};
