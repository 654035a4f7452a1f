/**
 * Anthropic's Claude Agent SDK, before that Claude Code SDK (Python and JavaScript): the loop of Claude Code as a library.
 * Read from claude-agent-sdk-python e8bde60 (types.py). It repeats until the model stops unless `max_turns` is given.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const OPTIONS = ["options", "#0"];

function inOptions(...names: readonly string[]): readonly string[] {
  return OPTIONS.flatMap((options) => names.map((name) => `${options}.${name}`));
}

const SETTINGS: Roles = {
  model: inOptions("model"),
  system: inOptions("system_prompt", "systemPrompt", "system_prompt.append", "systemPrompt.append"),
  tools: inOptions("tools", "allowed_tools", "allowedTools", "mcp_servers", "mcpServers"),
  effort: inOptions("effort"),
  reasoningBudget: inOptions("max_thinking_tokens", "maxThinkingTokens"),
};

/** The same where the options stand behind another argument. */
function behindFirst(roles: Roles): Roles {
  const entries = Object.entries(roles).map(([role, ways]) => [
    role,
    ways.map((way) => way.replace(/^#0/, "#1")),
  ]);
  return Object.fromEntries(entries);
}

const LIMIT: StepLimitRule = {
  repeatsAlone: true,
  ways: inOptions("max_turns", "maxTurns"),
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source:
        "https://github.com/anthropics/claude-agent-sdk-python/blob/e8bde60/src/claude_agent_sdk/types.py",
    },
  ],
};

export const claudeAgentSdk: Sdk = {
  id: "claude-agent-sdk",
  packages: {
    python: ["claude_agent_sdk", "claude_code_sdk"],
    npm: ["@anthropic-ai/claude-agent-sdk", "@anthropic-ai/claude-code"],
  },
  constructors: [
    { names: ["ClaudeSDKClient"], produces: "session", roles: SETTINGS },
    { names: ["unstable_v2_createSession"], produces: "session", roles: SETTINGS },
    { names: ["unstable_v2_resumeSession"], produces: "session", roles: behindFirst(SETTINGS) },
  ],
  steps: [],
  calls: [
    {
      on: ["function"],
      paths: ["query"],
      kind: "loop",
      roles: { ...SETTINGS, messages: ["prompt"] },
      stepLimit: LIMIT,
    },
    {
      on: ["function"],
      paths: ["unstable_v2_prompt"],
      kind: "loop",
      roles: { ...behindFirst(SETTINGS), messages: ["#0"] },
      stepLimit: LIMIT,
    },
    {
      on: ["session"],
      paths: ["query", "send"],
      kind: "loop",
      roles: { messages: ["prompt", "#0"] },
      stepLimit: LIMIT,
    },
  ],
  free: ["receive_response", "receive_messages", "tool", "create_sdk_mcp_server"],
  cacheKeys: [],
};
