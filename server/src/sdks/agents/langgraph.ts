/**
 * Ready-made agents of LangGraph and LangChain: the library repeats model and tools. A graph of the user's own nodes is no
 * call site; the model calls in its nodes are.
 * Read from langgraph 1.2.12, langchain 1.4.2, langgraphjs f8bdf16d4 (2026-08-21).
 */
import type { Sdk, StepLimitRule } from "../sdk";

const RECURSION_WAYS = [
  "config.recursion_limit",
  "#1.recursion_limit",
  "#1.recursionLimit",
  "#1.configurable.recursionLimit",
];

const JS_DEFAULT = {
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

/** LangGraph's own default: 25 up to 1.0.5, 10000 up to 1.1.3, 10007 since (commit 2fb367e90, 2026-03-30). */
const REACT_AGENT: StepLimitRule = {
  ways: [...RECURSION_WAYS, "recursion_limit", "recursionLimit", "#0.recursion_limit", "#0.recursionLimit"],
  wrapped: [MODEL_CALL_LIMIT],
  unit: "supersteps",
  defaults: [
    {
      ecosystem: "python",
      bound: 10007,
      source:
        "https://github.com/langchain-ai/langgraph/blob/f09cfe8ff/libs/langgraph/langgraph/_internal/_config.py",
    },
    JS_DEFAULT,
  ],
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

/** Deep agents bring tools of their own: files, a list of tasks, sub-agents. */
const DEEP_AGENT: StepLimitRule = {
  ...REACT_AGENT,
  repeatsAlone: true,
  defaults: [
    {
      ecosystem: "python",
      bound: 9999,
      source: "https://github.com/langchain-ai/deepagents/blob/00c6fdb9/libs/deepagents/deepagents/graph.py",
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
const RUNS = [
  "()",
  "invoke",
  "ainvoke",
  "stream",
  "astream",
  "astream_events",
  "streamEvents",
  "run",
  "arun",
];

export const langgraph: Sdk = {
  id: "langgraph",
  packages: {
    python: [
      "langgraph",
      "langgraph_supervisor",
      "deepagents",
      "langchain",
      "langchain_classic",
      "langchain_experimental",
      "langchain_community",
    ],
    npm: ["@langchain/langgraph", "langchain", "@langchain/classic", "deepagents"],
  },
  constructors: [
    {
      names: ["create_react_agent", "createReactAgent", "chat_agent_executor.create_react_agent"],
      packages: ["langgraph", "@langchain/langgraph"],
      produces: "agent",
      stepLimit: REACT_AGENT,
      roles: {
        model: ["model", "llm", "#0"],
        tools: ["tools", "#1"],
        system: ["prompt", "state_modifier", "stateModifier", "messageModifier"],
      },
    },
    {
      names: ["create_deep_agent", "createDeepAgent"],
      packages: ["deepagents"],
      produces: "agent",
      stepLimit: DEEP_AGENT,
      roles: {
        model: ["model", "#0"],
        tools: ["tools", "#1"],
        system: ["system_prompt", "systemPrompt", "instructions"],
      },
    },
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
      names: ["AgentExecutor", "AgentExecutor.from_agent_and_tools", "AgentExecutor.fromAgentAndTools"],
      packages: CLASSIC,
      produces: "agent",
      stepLimit: EXECUTOR,
      roles: { tools: ["tools"] },
      wraps: ["agent"],
    },
    {
      names: ["initialize_agent", "initializeAgentExecutorWithOptions"],
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
    {
      names: ["StateGraph", "MessageGraph", "Graph"],
      packages: ["langgraph", "@langchain/langgraph"],
      produces: "graph",
    },
  ],
  steps: [
    { on: ["agent", "graph"], names: ["with_config", "withConfig", "compile", "with_types", "with_retry"] },
  ],
  calls: [
    {
      on: ["agent"],
      paths: [...RUNS, "batch", "abatch"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["input", "#0"], items: ["inputs"] },
      stepLimit: REACT_AGENT,
    },
  ],
  free: ["get_graph", "get_state", "draw_mermaid"],
  cacheKeys: ["cache_control"],
};
