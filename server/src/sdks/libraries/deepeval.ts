/**
 * DeepEval (Python): metrics that ask a model about answers, one test case at a time or over all of them.
 * Read from deepeval 00eb8271 (metrics/__init__.py); metrics of images and those without a model are left out.
 */
import type { Roles, Sdk } from "../sdk";

const METRICS = [
  ...["AnswerRelevancy", "Faithfulness", "ContextualRecall", "ContextualRelevancy", "ContextualPrecision"],
  ...[
    "Hallucination",
    "Bias",
    "Toxicity",
    "Summarization",
    "PIILeakage",
    "NonAdvice",
    "Misuse",
    "RoleViolation",
  ],
  ...["RoleAdherence", "AdversarialRobustness", "JsonCorrectness", "PromptAlignment", "TaskCompletion"],
  ...["ArgumentCorrectness", "KnowledgeRetention", "TopicAdherence", "StepEfficiency", "PlanAdherence"],
  ...[
    "PlanQuality",
    "ToolUse",
    "GoalAccuracy",
    "TurnRelevancy",
    "ConversationCompleteness",
    "TurnFaithfulness",
  ],
];

/** The first metric stands for all. */
const OVER_CASES: Roles = {
  items: ["test_cases", "#0"],
  messages: ["test_case", "#0"],
  model: ["metrics.0", "#1.0"],
};

export const deepeval: Sdk = {
  id: "deepeval",
  packages: { python: ["deepeval"], npm: [] },
  constructors: [
    {
      names: [...METRICS.map((name) => `${name}Metric`), "GEval", "ArenaGEval", "ConversationalGEval"],
      produces: "plan",
      roles: { model: ["model"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["plan"],
      paths: ["measure", "a_measure"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["test_case", "#0"] },
    },
    { on: ["function"], paths: ["evaluate"], kind: "map", roles: OVER_CASES },
    { on: ["function"], paths: ["assert_test"], kind: "request", roles: OVER_CASES },
  ],
  free: ["log_hyperparameters", "is_successful"],
  cacheKeys: [],
};
