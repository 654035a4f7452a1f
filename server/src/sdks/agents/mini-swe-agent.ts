/**
 * mini-swe-agent (Python): an agent that runs commands until its task is done or it spent what it may. Read from mini-swe-agent 02e25f74
 * (agents/default.py, models/). A step limit of zero is none.
 */
import type { Sdk, StepLimitRule } from "../sdk";

const STEPS: StepLimitRule = {
  ways: ["step_limit"],
  unit: "turns",
  repeatsAlone: true,
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/SWE-agent/mini-swe-agent/blob/02e25f74/src/minisweagent/agents/default.py",
    },
  ],
};

export const miniSweAgent: Sdk = {
  id: "mini-swe-agent",
  packages: { python: ["minisweagent"], npm: [] },
  constructors: [
    {
      names: [
        ...["LitellmModel", "LitellmResponseAPIModel", "LitellmTextbasedModel", "AnthropicModel"],
        ...["OpenRouterModel", "PortkeyModel", "RequestyModel"],
      ],
      produces: "model",
      roles: { model: ["model_name"], maxOutput: ["model_kwargs.max_tokens"] },
    },
    {
      names: ["get_model"],
      produces: "model",
      roles: { model: ["input_model_name", "#0", "config.model_name"] },
    },
    {
      names: ["DefaultAgent", "InteractiveAgent", "TextualAgent"],
      produces: "agent",
      roles: { model: ["model", "#0"], system: ["system_template"], tools: ["env", "#1"] },
      stepLimit: STEPS,
    },
  ],
  steps: [],
  calls: [
    { on: ["model"], paths: ["query"], kind: "request", roles: { messages: ["messages", "#0"] } },
    {
      on: ["agent"],
      paths: ["run"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["task", "#0"] },
      stepLimit: STEPS,
    },
  ],
  free: ["execute"],
  cacheKeys: [],
};
