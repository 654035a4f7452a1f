/**
 * Prompt flow and Prompty (Python): prompts in files that name their model, loaded and called like functions. Read from public programs
 * that use promptflow 1.x (promptflow.core.Prompty) and prompty 0.1 (prompty.load, prompty.execute).
 */
import type { Roles, Sdk } from "../sdk";

const SETTINGS: Roles = {
  model: [
    ...["azure_deployment", "model", "name"].map((key) => `model.configuration.${key}`),
    ...["azure_deployment", "model"].map((key) => `configuration.${key}`),
  ],
  maxOutput: ["model.parameters.max_tokens", "parameters.max_tokens"],
};

export const promptflow: Sdk = {
  id: "promptflow",
  packages: { python: ["promptflow", "prompty"], npm: [] },
  constructors: [
    { names: ["Prompty.load", "AsyncPrompty.load"], produces: "plan", roles: SETTINGS },
    { names: ["load"], packages: ["prompty"], produces: "plan", roles: SETTINGS },
  ],
  steps: [],
  calls: [
    { on: ["plan"], paths: ["()"], kind: "request", roles: {} },
    {
      on: ["function"],
      paths: ["execute", "execute_async"],
      packages: ["prompty"],
      kind: "request",
      roles: SETTINGS,
    },
    {
      // Of a prompt that `load` made.
      on: ["function"],
      paths: ["run", "run_async"],
      packages: ["prompty"],
      kind: "request",
      roles: { model: ["prompt", "#0", ...(SETTINGS.model ?? [])] },
    },
  ],
  promptFile: {
    path: ["source", "path", "prompt", "#0"],
    model: ["azure_deployment", "model", "name"].map((key) => `model.configuration.${key}`),
    maxOutput: ["max_tokens", "max_completion_tokens"].map((key) => `model.parameters.${key}`),
  },
  free: ["headless", "prepare", "render"],
  cacheKeys: [],
};
