/**
 * magentic (Python): functions without a body whose decorator holds the prompt; `prompt_chain` calls the functions and asks again.
 * Read from magentic 0417fa10 (prompt_function.py), 007e0dc1 (prompt_chain.py) and 0319c675 (chatprompt.py).
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const DECORATOR: Roles = { model: ["model"], messages: ["template", "#0"], tools: ["functions", "#1"] };

const CALLS: StepLimitRule = {
  ways: ["max_calls"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/jackmpcollins/magentic/blob/007e0dc1/src/magentic/prompt_chain.py",
    },
  ],
};

export const magentic: Sdk = {
  id: "magentic",
  packages: { python: ["magentic"], npm: [] },
  constructors: [
    { names: ["prompt"], produces: "prompted", roles: DECORATOR },
    {
      // The first of its messages says who the model is, mostly.
      names: ["chatprompt"],
      produces: "prompted",
      roles: { model: ["model"], system: ["#0"], messages: ["#1", "#0"], tools: ["functions"] },
    },
    { names: ["prompt_chain"], produces: "agent", roles: DECORATOR, stepLimit: CALLS },
    {
      names: [
        "OpenaiChatModel",
        "AnthropicChatModel",
        "LitellmChatModel",
        "MistralChatModel",
        "OpenRouterChatModel",
      ],
      produces: "model",
      roles: { model: ["model", "#0"], maxOutput: ["max_tokens"], baseUrl: ["base_url"] },
    },
  ],
  steps: [],
  calls: [
    { on: ["prompted"], paths: ["()"], kind: "request", roles: {} },
    { on: ["agent"], paths: ["()"], kind: "loop", roles: {}, stepLimit: CALLS },
  ],
  free: ["tool"],
  cacheKeys: [],
};
