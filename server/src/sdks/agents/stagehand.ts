/**
 * Stagehand (JavaScript and Python): a browser that is told in words what to do. Each `act`, `extract` and `observe` asks a model; its agent goes
 * on by itself. Read from 2.2.0 (lib/StagehandPage.ts, lib/index.ts), 3.6.0 (packages/core/lib/v3) and the README of 4.0.
 */
import type { Roles, Sdk } from "../sdk";

const STAGEHAND: Roles = {
  model: ["modelName", "model_name", "model.modelName", "model"],
  system: ["systemPrompt", "system_prompt"],
};

/** In words, or as an option; what was observed before is done without asking. */
const TOLD: Roles = {
  model: ["modelName", "model_name", "#1.model.modelName", "#1.model"],
  messages: ["action", "instruction", "#0"],
};

const ASKING = ["act", "extract", "observe"];

export const stagehand: Sdk = {
  id: "stagehand",
  packages: { python: ["stagehand"], npm: ["@browserbasehq/stagehand"] },
  constructors: [{ names: ["Stagehand", "Stagehand.create"], produces: "client", roles: STAGEHAND }],
  steps: [
    { on: ["client"], names: ["page", "context", "newPage", "new_page", "pages", "activePage", "[]"] },
    {
      on: ["client"],
      names: ["agent"],
      produces: "agent",
      roles: {
        model: ["model.modelName", "model"],
        system: ["instructions", "systemPrompt"],
        tools: ["tools"],
      },
    },
  ],
  calls: [
    { on: ["client"], paths: ASKING, kind: "request", roles: TOLD },
    {
      on: ["agent"],
      paths: ["execute"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["instruction", "#0"] },
      stepLimit: {
        repeatsAlone: true,
        ways: ["maxSteps", "max_steps"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: 10,
            source:
              "https://github.com/browserbase/stagehand/blob/%40browserbasehq/stagehand%403.6.0/packages/core/lib/v3/agent/OpenAICUAClient.ts",
          },
        ],
      },
    },
  ],
  free: ["page.goto", "close", "init"],
  cacheKeys: [],
};
