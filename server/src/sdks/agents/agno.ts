/**
 * Agno, before that phidata (Python). Read from agno 001064c2 (agent/agent.py, team/team.py, workflow/, eval/, agents/): no limit of
 * its own. A workflow is what its steps run: with functions alone it sends nothing, their requests stand in them.
 */
import type { Constructor, Roles, Sdk, StepLimitRule } from "../sdk";

const AGENT: Roles = {
  model: ["model", "llm"],
  system: ["instructions", "system_message", "system_prompt", "description"],
  tools: ["tools"],
};

const LIMIT: StepLimitRule = {
  ways: ["tool_call_limit"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/agno-agi/agno/blob/001064c2/libs/agno/agno/agent/agent.py",
    },
  ],
};

/** A workflow goes on by its steps, with tools or without; a loop among them says how often. */
const WORKFLOW_LIMIT: StepLimitRule = {
  ...LIMIT,
  repeatsAlone: true,
  wrapped: [{ way: "steps", names: ["Loop"], inner: ["max_iterations"], replacesDefault: false }],
};

const STEPS = [0, 1, 2, 3].map((index) => `steps.${index}`);

/** What holds steps, in any order and however often: where an agent stands in it, it runs that. */
const HOLDERS: readonly Constructor[] = [
  { names: ["Workflow"], produces: "template", wraps: STEPS, stepLimit: WORKFLOW_LIMIT },
  { names: ["Step"], produces: "template", wraps: ["agent", "team", "workflow"] },
  { names: ["Loop", "Steps", "Condition"], produces: "template", wraps: STEPS },
  { names: ["Parallel"], produces: "template", wraps: ["#0", "#1", "#2", "#3"] },
  { names: ["Router"], produces: "template", wraps: ["choices.0", "choices.1", "choices.2"] },
];

const EVALUATIONS: readonly Constructor[] = [
  // The agent under test first; the one that judges has no say of its tools and its model.
  {
    names: ["AccuracyEval"],
    produces: "agent",
    roles: { messages: ["input"] },
    wraps: ["agent", "team", "evaluator_agent"],
  },
  {
    names: ["AgentAsJudgeEval"],
    produces: "plan",
    roles: { model: ["model"], system: ["criteria"] },
    wraps: ["evaluator_agent"],
  },
];

const MODELS: readonly (readonly [names: readonly string[], host: string | null])[] = [
  [
    [
      "OpenAIChat",
      "OpenAIResponses",
      "OpenAILike",
      "Claude",
      "Gemini",
      "MistralChat",
      "xAI",
      "Cohere",
      "HuggingFace",
      "LiteLLM",
      "DashScope",
      "Moonshot",
    ],
    null,
  ],
  [["AzureOpenAI", "AzureAIFoundry"], "azure"],
  [["AwsBedrock"], "aws-bedrock"],
  [["Groq"], "groq"],
  [["DeepSeek"], "deepseek"],
  [["Together"], "together"],
  [["Fireworks"], "fireworks"],
  [["OpenRouter"], "openrouter"],
  [["Cerebras"], "cerebras"],
  [["Ollama", "LMStudio", "VLLM"], "self-hosted"],
];

const MODEL_CLASSES: readonly Constructor[] = MODELS.map(([names, host]) => ({
  names,
  produces: "model",
  roles: {
    model: ["id", "model", "#0"],
    maxOutput: ["max_tokens", "max_completion_tokens", "max_output_tokens"],
    baseUrl: host === null ? ["base_url"] : [],
    effort: ["reasoning_effort"],
  },
  ...(host === null ? {} : { host }),
}));

export const agno: Sdk = {
  id: "agno",
  packages: { python: ["agno", "phi"], npm: [] },
  constructors: [
    ...MODEL_CLASSES,
    { names: ["Agent", "Assistant"], produces: "agent", roles: AGENT },
    { names: ["Team"], produces: "agent", roles: { ...AGENT, model: ["model", "members.0"] } },
    { names: ["DSPyAgent"], produces: "agent", wraps: ["program"] },
    {
      names: ["ClaudeAgent"],
      produces: "agent",
      roles: { model: ["model"], system: ["system_prompt"], tools: ["allowed_tools"] },
    },
    ...HOLDERS,
    ...EVALUATIONS,
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["run", "arun", "print_response", "aprint_response"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["input", "message", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["agent"],
      paths: ["continue_run", "acontinue_run", "cli_app", "acli_app"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["input"] },
      stepLimit: LIMIT,
    },
    {
      on: ["agent"],
      paths: ["run_with_output", "arun_with_output"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["output", "#0"] },
    },
    {
      on: ["plan"],
      paths: ["run", "arun"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["output", "input"] },
    },
    {
      on: ["model"],
      paths: ["response", "aresponse", "invoke", "ainvoke"],
      kind: "request",
      roles: { messages: ["messages", "#0"] },
    },
  ],
  free: ["get_session", "delete_session"],
  cacheKeys: [],
  commonNames: { phi: "agent/__init__.py" },
};
