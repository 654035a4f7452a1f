/**
 * OpenAI's Agents SDK (Python `agents`, JavaScript `@openai/agents`): a runner repeats model and tools of an agent.
 * Read from openai-agents 0.22.0 (run_config.py, run.py) and @openai/agents 0.17.0 (run.ts).
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const AGENT: Roles = {
  model: ["model"],
  system: ["instructions"],
  // A handoff is offered to the model as a function of its own (agents/handoffs/__init__.py).
  tools: ["tools", "handoffs"],
  maxOutput: ["model_settings.max_tokens", "modelSettings.maxTokens"],
  effort: ["model_settings.reasoning.effort", "modelSettings.reasoning.effort"],
};

const LIMIT: StepLimitRule = {
  ways: ["max_turns", "#2.maxTurns"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "python",
      bound: 10,
      source: "https://github.com/openai/openai-agents-python/blob/7f7a44f8d/src/agents/run_config.py",
    },
    {
      ecosystem: "npm",
      bound: 10,
      source: "https://github.com/openai/openai-agents-js/blob/6d0c61a5/packages/agents-core/src/run.ts",
    },
  ],
};

const RUN: Roles = {
  // The run's own model goes before the agent's.
  model: ["run_config.model", "starting_agent", "#0"],
  messages: ["input", "#1"],
  serverHistory: ["previous_response_id", "conversation_id", "#2.previousResponseId", "#2.conversationId"],
};

export const openaiAgents: Sdk = {
  id: "openai-agents",
  packages: { python: ["agents"], npm: ["@openai/agents", "@openai/agents-core"] },
  constructors: [
    { names: ["Agent", "Agent.create", "SandboxAgent"], produces: "plan", roles: AGENT },
    {
      names: ["OpenAIChatCompletionsModel", "OpenAIResponsesModel", "LitellmModel"],
      produces: "model",
      roles: { model: ["model", "#1"], baseUrl: ["base_url"] },
      wraps: ["openai_client", "#0"],
    },
    { names: ["Runner"], produces: "client", roles: { model: ["model"] } },
  ],
  steps: [{ on: ["plan"], names: ["clone"], roles: AGENT }],
  calls: [
    {
      on: ["function"],
      paths: ["Runner.run", "Runner.run_sync", "Runner.run_streamed", "run"],
      kind: "loop",
      roles: RUN,
      stepLimit: LIMIT,
    },
    {
      on: ["client"],
      paths: ["run", "run_sync", "run_streamed"],
      kind: "loop",
      roles: RUN,
      stepLimit: LIMIT,
    },
  ],
  // models/default_models.py
  modelVariables: ["OPENAI_DEFAULT_MODEL"],
  free: ["trace", "function_tool", "handoff"],
  cacheKeys: [],
  commonNames: { agents: "run_config.py" },
};
