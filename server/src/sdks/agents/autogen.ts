/**
 * AutoGen: version 0.4 and later (`autogen_agentchat`, read from 0.7.5 at 027ecf0a) and version 0.2, continued as AG2
 * (`autogen`, read from ag2 0272a665, replies to `send` from autogen 009ae0a4, AgentBuilder and OpenAIWrapper from autogen 0cf7c3ae). In both a team or a pair of agents talks until it ends by itself or by a limit.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const TREE = "https://github.com/microsoft/autogen/tree/027ecf0a/python/packages/autogen-agentchat/src";
const NEW = ["autogen_agentchat", "autogen_ext", "autogen_core"];
const OLD = ["autogen", "pyautogen", "ag2"];

const CLIENT: Roles = {
  model: ["model", "azure_deployment"],
  maxOutput: ["max_tokens"],
  baseUrl: ["base_url", "endpoint"],
  effort: ["reasoning_effort"],
};

const TOOL_ITERATIONS: StepLimitRule = {
  ways: ["max_tool_iterations"],
  unit: "turns",
  defaults: [{ ecosystem: "any", bound: 1, source: `${TREE}/autogen_agentchat/agents/_assistant_agent.py` }],
};

function teamLimit(bound: number | null, file: string): StepLimitRule {
  return {
    repeatsAlone: true,
    ways: ["max_turns"],
    wrapped: [
      {
        way: "termination_condition",
        names: ["MaxMessageTermination"],
        inner: ["max_messages", "#0"],
        unit: "messages",
        replacesDefault: false,
      },
    ],
    unit: "turns",
    defaults: [{ ecosystem: "any", bound, source: `${TREE}/autogen_agentchat/teams/_group_chat/${file}` }],
  };
}

/** Whoever of a team has the word offers tools of its own: those of its first members. */
const MEMBERS = [0, 1, 2, 3, 4].flatMap((index) => [`participants.${index}`, `#0.${index}`]);
const TEAM: Roles = {
  model: ["participants.0", "#0.0"],
  tools: MEMBERS.flatMap((member) => [`${member}.tools`, `${member}.workbench`]),
};

const CHAT_LIMIT: StepLimitRule = {
  repeatsAlone: true,
  ways: ["max_turns", "max_round", "max_consecutive_auto_reply"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 100,
      source: "https://github.com/ag2ai/ag2/blob/0272a665/autogen/agentchat/conversable_agent.py",
    },
  ],
};

export const autogen: Sdk = {
  id: "autogen",
  packages: { python: [...NEW, ...OLD], npm: [] },
  constructors: [
    { names: ["ChatCompletionClient"], packages: NEW, produces: "model", isAbstract: true },
    {
      names: ["OpenAIChatCompletionClient", "AnthropicChatCompletionClient", "AzureAIChatCompletionClient"],
      packages: NEW,
      produces: "model",
      roles: CLIENT,
    },
    {
      names: ["AzureOpenAIChatCompletionClient"],
      packages: NEW,
      produces: "model",
      host: "azure",
      roles: { ...CLIENT, baseUrl: [] },
    },
    {
      names: ["AnthropicBedrockChatCompletionClient"],
      packages: NEW,
      produces: "model",
      host: "aws-bedrock",
      roles: CLIENT,
    },
    {
      names: ["OllamaChatCompletionClient"],
      packages: NEW,
      produces: "model",
      host: "self-hosted",
      roles: CLIENT,
    },
    {
      names: [
        "AssistantAgent",
        "CodeExecutorAgent",
        "SocietyOfMindAgent",
        "MultimodalWebSurfer",
        "FileSurfer",
      ],
      packages: NEW,
      produces: "agent",
      // Handoffs are offered as tools (_assistant_agent.py).
      roles: {
        model: ["model_client", "#1"],
        system: ["system_message"],
        tools: ["tools", "workbench", "handoffs"],
      },
      stepLimit: TOOL_ITERATIONS,
    },
    {
      names: ["RoundRobinGroupChat", "SelectorGroupChat", "Swarm", "GraphFlow"],
      packages: NEW,
      produces: "agent",
      roles: TEAM,
      stepLimit: teamLimit(null, "_round_robin_group_chat.py"),
    },
    {
      names: ["MagenticOneGroupChat", "MagenticOne"],
      packages: NEW,
      produces: "agent",
      roles: { ...TEAM, model: ["model_client", "client", ...(TEAM.model ?? [])] },
      stepLimit: teamLimit(20, "_magentic_one/_magentic_one_group_chat.py"),
    },
    {
      names: [
        "AssistantAgent",
        "ConversableAgent",
        "UserProxyAgent",
        "GPTAssistantAgent",
        "GroupChatManager",
        ...["RetrieveUserProxyAgent", "RetrieveAssistantAgent", "QdrantRetrieveUserProxyAgent"],
        ...["MathUserProxyAgent", "TeachableAgent"],
        "MultimodalConversableAgent",
        ...["CompressibleAgent", "WebSurferAgent", "CaptainAgent", "ReasoningAgent"],
      ],
      packages: OLD,
      produces: "plan",
      roles: {
        model: ["llm_config.config_list.0.model", "llm_config.model", "llm_config.#0.model"],
        baseUrl: ["llm_config.config_list.0.base_url", "llm_config.base_url"],
        maxOutput: ["llm_config.max_tokens", "llm_config.config_list.0.max_tokens"],
        system: ["system_message"],
        tools: ["functions"],
      },
      attached: [
        { names: ["register_for_llm", "register_function"], role: "tools" },
        { names: ["register_function"], role: "tools", way: "#0", to: "caller" },
      ],
      wraps: ["groupchat", "#0"],
    },
    {
      // Asks for a team, agent by agent.
      names: ["AgentBuilder"],
      packages: OLD,
      produces: "provider",
      roles: { model: ["builder_model.0", "builder_model", "#1"] },
    },
    {
      names: ["OpenAIWrapper"],
      packages: OLD,
      produces: "model",
      roles: { model: ["config_list.0.model", "model"], baseUrl: ["config_list.0.base_url", "base_url"] },
    },
    { names: ["GroupChat"], packages: OLD, produces: "template", roles: { model: ["agents.0", "agents.1"] } },
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["run", "run_stream", "on_messages", "on_messages_stream"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["task", "#0"] },
    },
    {
      on: ["model"],
      paths: ["create", "create_stream"],
      kind: "request",
      roles: { messages: ["messages", "#0"], tools: ["tools"], maxOutput: ["extra_create_args.max_tokens"] },
    },
    {
      on: ["provider"],
      paths: ["build", "build_from_library"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["building_task", "#0"] },
    },
    {
      on: ["plan"],
      paths: ["initiate_chat", "a_initiate_chat"],
      kind: "loop",
      roles: { model: ["recipient", "#0"], messages: ["message"] },
      stepLimit: CHAT_LIMIT,
      // Agents are often made of classes that a list holds.
      telling: [["model", "messages"]],
      needsImport: true,
    },
    {
      // Goes on with a chat that was begun: the other side replies unless it is told not to.
      on: ["plan"],
      paths: ["send", "a_send"],
      unless: { ways: ["request_reply", "#2"], values: ["false"] },
      kind: "loop",
      roles: { model: ["recipient", "#1"], messages: ["message", "#0"] },
      stepLimit: CHAT_LIMIT,
    },
    {
      on: ["plan"],
      paths: ["run_chat", "a_run_chat"],
      kind: "loop",
      roles: { model: ["config", "#2"], messages: ["messages", "#0"] },
      stepLimit: CHAT_LIMIT,
    },
    {
      // Several chats one after the other; the first stands for all.
      on: ["plan", "function"],
      paths: ["initiate_chats", "a_initiate_chats"],
      packages: OLD,
      kind: "loop",
      roles: {
        model: ["chat_queue.0.recipient", "#0.0.recipient"],
        messages: ["chat_queue.0.message", "#0.0.message"],
      },
      stepLimit: { ...CHAT_LIMIT, ways: ["chat_queue.0.max_turns", "#0.0.max_turns", ...CHAT_LIMIT.ways] },
    },
    {
      on: ["plan"],
      paths: ["run", "a_run"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["message"], tools: ["tools"] },
      stepLimit: CHAT_LIMIT,
    },
    {
      // Requests of the first versions, with OpenAI's arguments.
      on: ["function"],
      paths: ["Completion", "ChatCompletion", "oai.Completion", "oai.ChatCompletion"].map(
        (name) => `${name}.create`,
      ),
      packages: OLD,
      kind: "request",
      roles: {
        model: ["model", "config_list.0.model"],
        messages: ["messages", "prompt"],
        maxOutput: ["max_tokens"],
      },
    },
    {
      on: ["plan"],
      paths: ["generate_reply", "a_generate_reply"],
      kind: "request",
      roles: { messages: ["messages", "#0"] },
    },
  ],
  free: ["count_tokens", "register_for_execution", "reset"],
  cacheKeys: [],
  commonNames: { autogen: "agentchat/__init__.py" },
};
