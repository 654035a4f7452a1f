/** Mastra (JavaScript). Read from @mastra/core 1.71.0 (dist/agent: `stopWhen ?? stepCountIs(5)`). */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const LIMIT: StepLimitRule = {
  ways: [
    "#1.maxSteps",
    "defaultOptions.maxSteps",
    "defaultGenerateOptions.maxSteps",
    "defaultStreamOptions.maxSteps",
  ],
  wrapped: [
    { way: "#1.stopWhen", names: ["stepCountIs", "isStepCount"], inner: ["#0"], replacesDefault: true },
  ],
  unit: "turns",
  defaults: [{ ecosystem: "any", bound: 5, source: "https://www.npmjs.com/package/@mastra/core/v/1.71.0" }],
};

const RUN: Roles = {
  messages: ["#0"],
  system: ["#1.instructions"],
  tools: ["#1.toolsets", "#1.clientTools"],
  maxOutput: ["#1.modelSettings.maxOutputTokens", "#1.maxTokens"],
};

export const mastra: Sdk = {
  id: "mastra",
  packages: { python: [], npm: ["@mastra/core"] },
  constructors: [
    {
      names: ["Agent"],
      produces: "agent",
      roles: {
        // Several models stand in for each other, the first is asked first (mastra.ai/docs/models); an object names its server beside the id.
        model: ["model.0.model", "model.id", "model"],
        system: ["instructions"],
        tools: ["tools"],
        maxOutput: [
          "defaultOptions.modelSettings.maxOutputTokens",
          "defaultGenerateOptions.modelSettings.maxOutputTokens",
          "defaultStreamOptions.modelSettings.maxOutputTokens",
        ],
      },
    },
    { names: ["Mastra"], produces: "provider" },
  ],
  handed: { name: "mastra", made: "Mastra" },
  steps: [
    {
      on: ["provider"],
      names: ["getAgent", "getAgentById"],
      produces: "agent",
      picks: { map: "agents", key: "#0" },
    },
  ],
  calls: [
    {
      on: ["agent"],
      paths: [
        "generate",
        "stream",
        "generateLegacy",
        "streamLegacy",
        "generateVNext",
        "streamVNext",
        "network",
        "resumeStream",
      ],
      namesMaker: true,
      kind: "loop",
      roles: RUN,
      stepLimit: LIMIT,
    },
  ],
  free: ["getInstructions", "getMemory"],
  cacheKeys: ["cacheControl"],
};
