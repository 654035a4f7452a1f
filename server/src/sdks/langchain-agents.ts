/**
 * LangChain's ready-made agents, and what they share with LangGraph's: how they are run, and the limits of a run.
 * Read from langchain 1.4.2, langgraph 1.2.12 and langgraphjs f8bdf16d4 (2026-08-21).
 */
import type { CallRule, Constructor, StepLimitRule } from "./sdk";

const RECURSION_WAYS = [
  "config.recursion_limit",
  "#1.recursion_limit",
  "#1.recursionLimit",
  "#1.configurable.recursionLimit",
];

export const JS_DEFAULT = {
  ecosystem: "npm",
  bound: 25,
  source:
    "https://github.com/langchain-ai/langgraphjs/blob/f8bdf16d4/libs/langgraph-core/src/pregel/utils/config.ts",
} as const;

const MODEL_CALL_LIMIT = {
  way: "middleware",
  names: ["ModelCallLimitMiddleware", "modelCallLimitMiddleware"],
  inner: ["run_limit", "runLimit", "thread_limit", "threadLimit"],
  unit: "turns",
  replacesDefault: false,
} as const;

/** LangGraph's own default, in supersteps (commits a5827c5c6 of 2026-01-12 and 2fb367e90 of 2026-03-30 raised it). */
export const GRAPH_LIMIT = {
  defaults: [
    {
      ecosystem: "python",
      bound: 10007,
      source:
        "https://github.com/langchain-ai/langgraph/blob/f09cfe8ff/libs/langgraph/langgraph/_internal/_config.py",
      before: [
        {
          library: "langgraph",
          version: "1.0.6",
          bound: 25,
          source: "https://github.com/langchain-ai/langgraph (to 1.0.5)",
        },
        {
          library: "langgraph",
          version: "1.1.4",
          bound: 10000,
          source: "https://github.com/langchain-ai/langgraph/commit/a5827c5c6",
        },
      ],
    },
    JS_DEFAULT,
  ],
} as const satisfies Pick<StepLimitRule, "defaults">;

export const REACT_AGENT: StepLimitRule = {
  ...GRAPH_LIMIT,
  ways: [...RECURSION_WAYS, "recursion_limit", "recursionLimit", "#0.recursion_limit", "#0.recursionLimit"],
  wrapped: [MODEL_CALL_LIMIT],
  unit: "supersteps",
};

const CREATE_AGENT: StepLimitRule = {
  ...REACT_AGENT,
  defaults: [
    {
      ecosystem: "python",
      bound: 9999,
      source: "https://pypi.org/project/langchain/1.4.2/ (langchain/agents/factory.py)",
    },
    JS_DEFAULT,
  ],
};

const EXECUTOR: StepLimitRule = {
  ways: ["max_iterations", "maxIterations"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 15,
      source:
        "https://github.com/langchain-ai/langchainjs/blob/62fc484b/libs/langchain-classic/src/agents/executor.ts",
    },
  ],
};

const CLASSIC = ["langchain", "langchain_classic", "@langchain/classic"];
/** How an agent is run; the old executors are called like chains, too. */
export const AGENT_RUNS = [
  "()",
  "invoke",
  "ainvoke",
  "stream",
  "astream",
  "astream_events",
  "streamEvents",
  "run",
  "arun",
  "call",
  "acall",
  "batch",
  "abatch",
];

const CLASSES = [
  ...[
    "ZeroShotAgent",
    "ConversationalAgent",
    "ConversationalChatAgent",
    "ChatAgent",
    "ChatConversationalAgent",
  ],
  ...["StructuredChatAgent", "LLMSingleActionAgent", "OpenAIFunctionsAgent", "OpenAIMultiFunctionsAgent"],
  ...["XMLAgent", "ReActDocstoreAgent", "SelfAskWithSearchAgent"],
];
const MAKERS = ["from_llm_and_tools", "fromLLMAndTools"];

export const AGENT_CONSTRUCTORS: readonly Constructor[] = [
  {
    names: ["create_agent", "createAgent"],
    packages: ["langchain"],
    produces: "agent",
    stepLimit: CREATE_AGENT,
    roles: {
      model: ["model", "#0"],
      tools: ["tools", "#1"],
      system: ["system_prompt", "systemPrompt", "prompt", "instructions"],
    },
  },
  {
    names: [
      "create_tool_calling_agent",
      "create_openai_tools_agent",
      "create_openai_functions_agent",
      "create_react_agent",
      "create_structured_chat_agent",
      "createToolCallingAgent",
      "createOpenAIToolsAgent",
      "createOpenAIFunctionsAgent",
      "createReactAgent",
    ],
    packages: CLASSIC,
    produces: "plan",
    roles: { model: ["llm", "#0"], tools: ["tools", "#1"], template: ["prompt", "#2"] },
  },
  {
    // Agents of old are classes: around a chain, or made of a model and its tools.
    names: CLASSES.flatMap((name) => [name, ...MAKERS.map((maker) => `${name}.${maker}`)]),
    packages: CLASSIC,
    produces: "plan",
    roles: { model: ["llm", "llm_chain", "llmChain", "#0.llmChain", "#0"], tools: ["tools", "#1"] },
  },
  {
    names: ["AgentExecutor", "AgentExecutor.from_agent_and_tools", "AgentExecutor.fromAgentAndTools"],
    packages: CLASSIC,
    produces: "agent",
    stepLimit: EXECUTOR,
    roles: { tools: ["tools"] },
    wraps: ["agent"],
  },
  {
    names: ["initialize_agent", "initializeAgentExecutor", "initializeAgentExecutorWithOptions"],
    packages: CLASSIC,
    produces: "agent",
    stepLimit: EXECUTOR,
    roles: { model: ["llm", "#1"], tools: ["tools", "#0"] },
  },
  {
    names: [
      "create_sql_agent",
      "create_csv_agent",
      "create_pandas_dataframe_agent",
      "create_python_agent",
      "create_json_agent",
      "createSqlAgent",
    ],
    packages: [...CLASSIC, "langchain_community", "langchain_experimental"],
    produces: "agent",
    stepLimit: EXECUTOR,
    roles: { model: ["llm", "#0"], tools: ["extra_tools", "toolkit"] },
  },
];

export const AGENT_CALLS: readonly CallRule[] = [
  {
    on: ["agent"],
    paths: AGENT_RUNS,
    namesMaker: true,
    kind: "loop",
    roles: { messages: ["input", "#0"], items: ["inputs"] },
    stepLimit: REACT_AGENT,
  },
];
