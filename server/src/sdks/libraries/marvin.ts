/**
 * Marvin (Python): functions that a model answers. Read from marvin 01bf8dfe (version 2: ai/text.py; `ai_fn` is version 1's name) and 3.0
 * (fns/, agents/). Of version 3 `run` and agents repeat until their task is done, as long as they have tools.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const OPTIONS: Roles = {
  model: ["model_kwargs.model", "agent"],
  maxOutput: ["model_kwargs.max_tokens"],
};

const TURNS: StepLimitRule = {
  ways: ["max_turns"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/PrefectHQ/marvin/blob/main/src/marvin/fns/run.py",
    },
  ],
};

/** Each is there a second time for asynchronous programs. */
function both(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [name, `${name}_async`]);
}

export const marvin: Sdk = {
  id: "marvin",
  packages: { python: ["marvin"], npm: [] },
  constructors: [
    { names: ["fn", "ai_fn"], produces: "prompted", roles: OPTIONS },
    {
      names: ["Agent"],
      produces: "agent",
      roles: { model: ["model"], system: ["instructions", "prompt"], tools: ["tools"] },
    },
  ],
  steps: [],
  calls: [
    { on: ["prompted"], paths: ["()"], kind: "request", roles: {} },
    {
      on: ["function"],
      paths: both("extract", "classify", "cast", "summarize", "caption"),
      kind: "request",
      roles: { ...OPTIONS, messages: ["data", "#0"], system: ["instructions"] },
    },
    {
      on: ["function"],
      paths: both("generate", "generate_schema", "say"),
      kind: "request",
      roles: { ...OPTIONS, messages: ["instructions", "message"] },
    },
    {
      on: ["function"],
      paths: both("run"),
      kind: "loop",
      needsTools: true,
      roles: { model: ["agents.0", "agent"], messages: ["instructions", "#0"], tools: ["tools"] },
      stepLimit: TURNS,
    },
    {
      on: ["agent"],
      paths: both("run", "say"),
      namesMaker: true,
      kind: "loop",
      needsTools: true,
      roles: { messages: ["instructions", "message", "#0"], tools: ["tools"] },
      stepLimit: TURNS,
    },
  ],
  free: ["paint", "speak", "transcribe", "image"],
  cacheKeys: [],
};
