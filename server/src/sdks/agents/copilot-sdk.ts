/**
 * GitHub's Copilot SDK (Python, JavaScript, Go): sessions of the Copilot agent, which repeats until it is idle. Read from github/copilot-sdk
 * 007276fe (python/README.md), 00658d66 (nodejs/README.md) and its Go package.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const SETTINGS: Roles = {
  model: ["model", "#0.model"],
  system: ["system_message.content", "systemMessage.content", "#0.system_message.content"],
  tools: ["tools", "#0.tools"],
  effort: ["reasoning_effort", "reasoningEffort", "#0.reasoning_effort"],
};

/** The same where the session's id stands before the settings. */
const RESUMED: Roles = {
  ...SETTINGS,
  model: ["model", "#1.model", "#2.model"],
  tools: ["tools", "#1.tools", "#2.tools"],
};

const LIMIT: StepLimitRule = {
  repeatsAlone: true,
  ways: [],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://github.com/github/copilot-sdk/blob/00658d66/nodejs/README.md",
    },
  ],
};

export const copilotSdk: Sdk = {
  id: "copilot-sdk",
  packages: { python: ["copilot"], npm: ["@github/copilot-sdk"], go: ["github.com/github/copilot-sdk/go"] },
  constructors: [
    { names: ["CopilotClient", "NewClient", "Client"], produces: "client" },
    { names: ["CopilotSession", "Session"], produces: "session" },
  ],
  steps: [
    {
      on: ["client"],
      names: ["create_session", "createSession", "CreateSession"],
      produces: "session",
      roles: SETTINGS,
    },
    {
      on: ["client"],
      names: ["resume_session", "resumeSession", "ResumeSession", "ResumeSessionWithOptions"],
      produces: "session",
      roles: RESUMED,
    },
  ],
  calls: [
    {
      on: ["session"],
      paths: ["send", "send_and_wait", "sendAndWait"],
      kind: "loop",
      roles: { messages: ["prompt", "#0.prompt", "#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["session"],
      paths: ["Send", "SendAndWait"],
      kind: "loop",
      roles: { messages: ["prompt"] },
      stepLimit: LIMIT,
    },
  ],
  free: ["list_models", "listModels", "ListModels", "abort", "Abort"],
  cacheKeys: [],
  commonNames: { copilot: "session.py" },
};
