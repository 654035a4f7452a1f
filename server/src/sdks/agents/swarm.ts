/**
 * OpenAI's Swarm (Python), the experiment before the Agents SDK: a client repeats model and functions of an agent, which may hand over to
 * another. Read from swarm 21b2fd14 (core.py, repl/repl.py): the limit counts messages.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const LIMIT: StepLimitRule = {
  ways: ["max_turns"],
  unit: "messages",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/openai/swarm/blob/21b2fd14/swarm/core.py",
    },
  ],
};

const AGENT: Roles = { model: ["model"], system: ["instructions"], tools: ["functions"] };

export const swarm: Sdk = {
  id: "swarm",
  packages: { python: ["swarm"], npm: [] },
  constructors: [
    { names: ["Swarm"], produces: "client" },
    { names: ["Agent"], produces: "plan", roles: AGENT },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["run", "run_and_stream"],
      namesMaker: true,
      kind: "loop",
      roles: { model: ["model_override", "agent", "#0"], messages: ["messages", "#1"] },
      stepLimit: LIMIT,
    },
    {
      // Asks a person for each message, and runs until it is stopped.
      on: ["function"],
      paths: ["run_demo_loop"],
      kind: "loop",
      roles: { model: ["starting_agent", "#0"] },
      stepLimit: { ...LIMIT, ways: [] },
    },
  ],
  free: [],
  cacheKeys: [],
  commonNames: { swarm: "repl/repl.py" },
};
