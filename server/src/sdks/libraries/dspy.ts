/**
 * DSPy (Python): modules are objects that are called, the model is set once for all. Read from dspy 4ed377ee (3.3.1):
 * predict/react.py, code_act.py, program_of_thought.py; refine.py at 07e6057d, best_of_n.py at 03543dfd, rlm.py at 00d9fbd8.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

function limit(bound: number | null, ways: readonly string[], file: string): StepLimitRule {
  const source = `https://github.com/stanfordnlp/dspy/blob/4ed377ee/dspy/predict/${file}`;
  return { repeatsAlone: true, ways, unit: "turns", defaults: [{ ecosystem: "any", bound, source }] };
}

const MODULE: Roles = { model: ["lm"], maxOutput: ["max_tokens"] };
const TOOLS: Roles = { ...MODULE, tools: ["tools", "#1"] };

export const dspy: Sdk = {
  id: "dspy",
  packages: { python: ["dspy"], npm: [] },
  constructors: [
    {
      names: ["LM", "OpenAI", "Google", "Claude"],
      produces: "model",
      roles: {
        model: ["model", "#0"],
        maxOutput: ["max_tokens", "max_completion_tokens"],
        baseUrl: ["api_base", "base_url"],
        effort: ["reasoning_effort"],
      },
    },
    {
      names: [
        "Predict",
        "ChainOfThought",
        "ChainOfThoughtWithHint",
        "MultiChainComparison",
        "TypedPredictor",
        "TypedChainOfThought",
      ],
      produces: "plan",
      roles: MODULE,
    },
    { names: ["ReAct"], produces: "agent", roles: TOOLS, stepLimit: limit(20, ["max_iters"], "react.py") },
    {
      names: ["CodeAct"],
      produces: "agent",
      roles: TOOLS,
      stepLimit: limit(5, ["max_iters"], "code_act.py"),
    },
    {
      names: ["ProgramOfThought"],
      produces: "agent",
      roles: MODULE,
      stepLimit: limit(3, ["max_iters"], "program_of_thought.py"),
    },
    {
      // Called max_iterations until 3.2.
      names: ["RLM"],
      produces: "agent",
      roles: { ...MODULE, tools: ["tools"] },
      stepLimit: limit(20, ["max_iters", "max_iterations", "#1"], "rlm.py"),
    },
    {
      // They run a module again and again until its answer is good enough.
      names: ["Refine", "BestOfN"],
      produces: "agent",
      wraps: ["module", "#0"],
      stepLimit: limit(null, ["N", "#1"], "refine.py"),
    },
    { names: ["streamify", "asyncify"], produces: "template", wraps: ["program", "#0"] },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["()", "acall"],
      kind: "request",
      roles: { messages: ["messages", "prompt", "#0"], maxOutput: ["max_tokens"] },
    },
    {
      on: ["plan"],
      paths: ["()", "acall", "forward", "aforward"],
      kind: "request",
      roles: { model: ["lm"] },
    },
    { on: ["plan", "agent"], paths: ["batch"], kind: "map", roles: { items: ["examples", "#0"] } },
    { on: ["agent"], paths: ["()", "acall", "forward", "aforward"], kind: "loop", roles: { model: ["lm"] } },
  ],
  free: ["set_lm", "load", "save", "inspect_history"],
  cacheKeys: [],
  ambient: {
    calls: [
      { names: ["configure"], way: "lm" },
      { names: ["context"], way: "lm" },
    ],
    assigned: [],
  },
};
