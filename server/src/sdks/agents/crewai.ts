/**
 * CrewAI (Python): a crew runs its tasks, each with an agent's own loop. The first agent stands for all.
 * Read from crewai 1.15.17 (f4731f50: base_agent.py, crew.py).
 */
import type { EarlierBound, Roles, Sdk, StepLimitRule } from "../sdk";

/** Each agent of a crew offers its own tools, and a task those it names: of the first that has some. */
const CREW_TOOLS = ["agents", "tasks"].flatMap((list) => [0, 1, 2, 3, 4].map((at) => `${list}.${at}.tools`));
const AGENT: Roles = { model: ["llm"], system: ["backstory"], tools: ["tools"] };

/** Agents of some versions set their own default over the base agent's. */
const EARLIER: readonly EarlierBound[] = (
  [
    ["0.28.0", 15, "v0.27.0/src/crewai/agent.py"],
    ["0.60.0", 25, "v0.55.2/src/crewai/agents/agent_builder/base_agent.py"],
    ["0.64.0", 15, "v0.63.6/src/crewai/agent.py"],
    ["0.102.0", 20, "0.100.0/src/crewai/agent.py"],
  ] as const
).map(([version, bound, path]) => ({
  library: "crewai",
  version,
  bound,
  source: `https://github.com/crewAIInc/crewAI/blob/${path}`,
}));

const LIMIT: StepLimitRule = {
  repeatsAlone: true,
  ways: ["max_iter"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 25,
      source:
        "https://github.com/crewAIInc/crewAI/blob/f4731f50/lib/crewai/src/crewai/agents/agent_builder/base_agent.py",
      before: EARLIER,
    },
  ],
};

export const crewai: Sdk = {
  id: "crewai",
  packages: { python: ["crewai"], npm: [] },
  constructors: [
    {
      names: ["LLM"],
      produces: "model",
      roles: {
        model: ["model", "#0"],
        maxOutput: ["max_tokens", "max_completion_tokens"],
        baseUrl: ["base_url", "api_base"],
        effort: ["reasoning_effort"],
      },
    },
    { names: ["Agent", "LiteAgent"], produces: "plan", roles: AGENT },
    {
      names: ["Crew"],
      produces: "agent",
      roles: {
        model: ["agents.0"],
        // A manager hands tasks out in a hierarchical process (crew.py).
        otherModel: ["manager_llm", "manager_agent"],
        messages: ["tasks.0.description"],
        tools: CREW_TOOLS,
      },
      attached: [{ names: ["agent"], role: "model", isOnMethods: true }],
    },
    // Of a crew written in files: the crew and its default inputs.
    { names: ["load_crew"], produces: "provider" },
  ],
  steps: [{ on: ["provider"], names: ["[]"], produces: "agent" }],
  calls: [
    {
      on: ["agent"],
      paths: ["kickoff", "kickoff_async", "akickoff", "train", "test", "replay"],
      namesMaker: true,
      kind: "loop",
      roles: {},
      stepLimit: LIMIT,
    },
    {
      on: ["agent"],
      paths: ["kickoff_for_each", "kickoff_for_each_async", "akickoff_for_each"],
      namesMaker: true,
      kind: "loop",
      roles: { items: ["inputs", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["plan"],
      paths: ["kickoff", "kickoff_async", "akickoff"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["messages", "#0"] },
      stepLimit: LIMIT,
    },
    // A crew written in files, loaded and run at once (project/crew_loader.py).
    { on: ["function"], paths: ["load_crew_and_kickoff"], kind: "loop", roles: {}, stepLimit: LIMIT },
    {
      on: ["model"],
      paths: ["call", "acall"],
      kind: "request",
      roles: { messages: ["messages", "#0"], tools: ["tools"] },
    },
  ],
  // utilities/llm_utils.py
  modelVariables: ["MODEL", "MODEL_NAME", "OPENAI_MODEL_NAME"],
  free: ["reset_memories", "plot"],
  cacheKeys: [],
};
