/** What the SDKs that copy OpenAI's interface share: roles of chat completions, and the calls themselves. */
import type { CallRule, Roles } from "./sdk";

const SHARED: Roles = {
  model: ["model"],
  tools: ["tools", "functions"],
  serviceTier: ["service_tier", "extra_body.service_tier"],
};

export const CHAT: Roles = {
  ...SHARED,
  messages: ["messages"],
  maxOutput: ["max_completion_tokens", "max_tokens", "extra_body.max_completion_tokens"],
  choices: ["n"],
  effort: ["reasoning_effort", "extra_body.reasoning_effort", "extra_body.reasoning.effort"],
  reasoningBudget: ["extra_body.thinking.budget_tokens", "extra_body.thinking_budget"],
};

export const RESPONSES: Roles = {
  ...SHARED,
  messages: ["input"],
  system: ["instructions"],
  maxOutput: ["max_output_tokens"],
  effort: ["reasoning.effort"],
  serverHistory: ["previous_response_id", "conversation"],
};

export const COMPLETIONS: Roles = {
  ...SHARED,
  messages: ["prompt"],
  maxOutput: ["max_tokens"],
  choices: ["n"],
};

export const CLIENT: Roles = { baseUrl: ["base_url", "baseURL"] };

/** Chat and text completions on a client, as the copies have them; without `telling`, which is OpenAI's own. */
export const COPIED_CALLS: readonly CallRule[] = [
  {
    on: ["client"],
    paths: ["chat.completions.create", "chat.completions.stream", "chat.completions.parse"],
    kind: "request",
    roles: CHAT,
  },
  { on: ["client"], paths: ["completions.create"], kind: "request", roles: COMPLETIONS },
];
