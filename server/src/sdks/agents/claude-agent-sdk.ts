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
  constructors: [{ names: ["ClaudeSDKClient"], produces: "session", roles: SETTINGS }],
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
      on: ["session"],
      paths: ["query"],
      kind: "loop",
      roles: { messages: ["prompt", "#0"] },
      stepLimit: LIMIT,
    },
  ],
  free: ["receive_response", "receive_messages", "tool", "create_sdk_mcp_server"],
  cacheKeys: [],
};
