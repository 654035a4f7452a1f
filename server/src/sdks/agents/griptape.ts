/**
 * Griptape (Python): agents and tasks, whose prompt driver is the model. A structure keeps its conversation.
 * Read from griptape 2e970421 (structures/, tasks/prompt_task.py, drivers/prompt/).
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const DRIVER: Roles = { model: ["model"], maxOutput: ["max_tokens"], baseUrl: ["base_url", "host"] };

const SUBTASKS: StepLimitRule = {
  ways: ["max_subtasks"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 20,
      source: "https://github.com/griptape-ai/griptape/blob/2e970421/griptape/tasks/prompt_task.py",
    },
  ],
};

export const griptape: Sdk = {
  id: "griptape",
  packages: { python: ["griptape"], npm: [] },
  constructors: [
    {
      names: ["OpenAiChat", "Anthropic", "Google", "Grok", "Cohere"].map((name) => `${name}PromptDriver`),
      produces: "model",
      roles: DRIVER,
    },
    {
      names: ["AzureOpenAiChatPromptDriver"],
      produces: "model",
      host: "azure",
      roles: { ...DRIVER, model: ["model", "azure_deployment"], baseUrl: [] },
    },
    { names: ["AmazonBedrockPromptDriver"], produces: "model", host: "aws-bedrock", roles: DRIVER },
    {
      names: ["OllamaPromptDriver", "HuggingFacePipelinePromptDriver"],
      produces: "model",
      host: "self-hosted",
      roles: DRIVER,
    },
    {
      names: ["HuggingFaceHubPromptDriver", "PerplexityPromptDriver"],
      produces: "model",
      roles: DRIVER,
    },
    {
      names: ["PromptTask", "ToolTask", "ToolkitTask"],
      produces: "plan",
      roles: { model: ["prompt_driver"], tools: ["tools", "tool"], messages: ["input", "#0"] },
      stepLimit: SUBTASKS,
    },
    {
      names: ["Agent"],
      produces: "session",
      roles: { model: ["prompt_driver", "tasks.0"], tools: ["tools"] },
      stepLimit: SUBTASKS,
    },
    // The first task stands for all.
    { names: ["Pipeline", "Workflow"], produces: "agent", roles: { model: ["tasks.0"] } },
  ],
  steps: [],
  calls: [
    {
      on: ["session"],
      paths: ["run", "run_stream"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["#0"] },
      needsTools: true,
    },
    { on: ["plan"], paths: ["run"], namesMaker: true, kind: "loop", roles: {}, needsTools: true },
    {
      on: ["agent"],
      paths: ["run", "run_stream"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["#0"] },
    },
  ],
  free: ["add_task", "add_tasks"],
  cacheKeys: [],
};
