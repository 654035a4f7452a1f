/**
 * Ready-made agents of LangGraph: the library repeats model and tools. A graph of the user's own nodes is no call site; the model
 * calls in its nodes are. LangChain's own agents stand in its table.
 * Read from langgraph 1.2.12, langgraphjs f8bdf16d4 (2026-08-21) and the first releases (prebuilt/chat_agent_executor.py).
 */
import { AGENT_RUNS, JS_DEFAULT, REACT_AGENT } from "../langchain-agents";
import type { Sdk, StepLimitRule } from "../sdk";

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

export const langgraph: Sdk = {
  id: "langgraph",
  packages: {
    python: ["langgraph", "langgraph_supervisor", "langgraph_swarm", "deepagents"],
    npm: [
      ...["@langchain/langgraph", "@langchain/langgraph-supervisor", "@langchain/langgraph-swarm"],
      "deepagents",
    ],
  },
  constructors: [
    {
      names: [
        ...["create_react_agent", "createReactAgent", "chat_agent_executor.create_react_agent"],
        ...["create_tool_calling_executor", "create_function_calling_executor"],
        ...["chat_agent_executor", "prebuilt.chat_agent_executor"].flatMap((module) => [
          `${module}.create_tool_calling_executor`,
          `${module}.create_function_calling_executor`,
        ]),
        "createFunctionCallingExecutor",
      ],
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
      names: ["create_supervisor", "createSupervisor"],
      packages: ["langgraph_supervisor", "@langchain/langgraph-supervisor"],
      produces: "agent",
      stepLimit: REACT_AGENT,
      roles: { model: ["model", "llm", "agents.0", "#0.0"], tools: ["tools"], system: ["prompt"] },
    },
    {
      names: ["create_swarm", "createSwarm"],
      packages: ["langgraph_swarm", "@langchain/langgraph-swarm"],
      produces: "agent",
      stepLimit: REACT_AGENT,
      roles: { model: ["agents.0", "#0.0"] },
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
      paths: AGENT_RUNS,
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["input", "#0"], items: ["inputs"] },
      stepLimit: REACT_AGENT,
    },
  ],
  free: ["get_graph", "get_state", "draw_mermaid"],
  cacheKeys: ["cache_control"],
};
