/**
 * Google's Agent Development Kit (Python `google.adk`, JavaScript `@google/adk`): a runner drives a tree of agents.
 * Read from adk-python 7c670f63 (run_config.py, version 1.4.2) and 010e50a3 (runners.py).
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const LIMIT: StepLimitRule = {
  // A loop of agents counts its own rounds (loop_agent.py).
  ways: [
    ...["agent.max_iterations", "#0.max_iterations", "app.root_agent.max_iterations"],
    "agent.maxIterations",
    ...["run_config.max_llm_calls", "runConfig.maxLlmCalls"],
  ],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 500,
      source: "https://github.com/google/adk-python/blob/7c670f63/src/google/adk/agents/run_config.py",
    },
  ],
};

const AGENT: Roles = {
  model: ["model"],
  system: ["instruction", "global_instruction", "globalInstruction"],
  tools: ["tools"],
  maxOutput: ["generate_content_config.max_output_tokens", "generateContentConfig.maxOutputTokens"],
};

export const googleAdk: Sdk = {
  id: "google-adk",
  packages: { python: ["google.adk"], npm: ["@google/adk"] },
  constructors: [
    { names: ["Agent", "LlmAgent"], produces: "plan", roles: AGENT },
    {
      names: ["SequentialAgent", "ParallelAgent", "LoopAgent"],
      produces: "plan",
      roles: { model: ["sub_agents.0", "subAgents.0"] },
    },
    {
      names: ["LiteLlm", "Gemini", "Claude"],
      produces: "model",
      roles: { model: ["model", "#0"], baseUrl: ["api_base"] },
    },
    { names: ["App"], produces: "plan", roles: { model: ["root_agent"] } },
    {
      names: ["Runner", "InMemoryRunner"],
      produces: "agent",
      roles: { model: ["agent", "app", "#0"] },
    },
    // Runs its agent in a runner of its own, with the limit that every runner has (tools/agent_tool.py).
    { names: ["AgentTool"], produces: "agent", roles: { model: ["agent", "#0"] } },
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["run", "run_async", "run_debug", "runAsync", "runEphemeral"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["new_message", "newMessage", "args.request", "#0"] },
      stepLimit: LIMIT,
    },
  ],
  free: ["close", "session_service.create_session"],
  cacheKeys: [],
};
