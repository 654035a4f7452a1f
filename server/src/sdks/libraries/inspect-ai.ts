/**
 * Inspect (Python): evaluations, and the models that their solvers and scorers ask. Read from inspect_ai 499e6152 (model/_model.py,
 * _eval/eval.py). How often a task asks is its solvers' affair; a solver alone sends nothing.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const CONFIG: Roles = {
  maxOutput: ["config.max_tokens"],
  effort: ["config.reasoning_effort"],
  choices: ["config.num_choices"],
};

const ENDLESS: StepLimitRule = {
  ways: [],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/UKGovernmentBEIS/inspect_ai/blob/499e6152/src/inspect_ai/model/_model.py",
    },
  ],
};

export const inspectAi: Sdk = {
  id: "inspect-ai",
  packages: { python: ["inspect_ai"], npm: [] },
  constructors: [
    {
      names: ["get_model"],
      produces: "model",
      roles: { ...CONFIG, model: ["model", "#0", "default"], baseUrl: ["base_url"] },
    },
    { names: ["Model"], produces: "model", isAbstract: true },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["generate"],
      kind: "request",
      roles: { ...CONFIG, messages: ["input", "#0"], tools: ["tools", "#1"] },
    },
    {
      on: ["model"],
      paths: ["generate_loop"],
      kind: "loop",
      needsTools: true,
      roles: { ...CONFIG, messages: ["input", "#0"], tools: ["tools", "#1"] },
      stepLimit: ENDLESS,
    },
    {
      on: ["function"],
      paths: ["eval", "eval_async", "eval_set"],
      kind: "map",
      roles: { model: ["model.0", "model", "#1"], maxOutput: ["max_tokens"], baseUrl: ["model_base_url"] },
    },
  ],
  free: ["eval_retry", "score", "Task"],
  cacheKeys: [],
};
