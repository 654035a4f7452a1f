/** LiteLLM (Python): one function for every provider, and a router over deployments. Model ids carry the provider as prefix. */
import type { Roles, Sdk } from "../sdk";

const COMPLETION: Roles = {
  model: ["model", "#0"],
  messages: ["messages", "#1"],
  tools: ["tools", "functions"],
  maxOutput: ["max_completion_tokens", "max_tokens"],
  choices: ["n"],
  effort: ["reasoning_effort"],
  reasoningBudget: ["thinking.budget_tokens"],
  serviceTier: ["service_tier"],
  baseUrl: ["api_base", "base_url"],
  provider: ["custom_llm_provider"],
  cacheControl: ["cache_control_injection_points"],
};

const RESPONSES: Roles = {
  ...COMPLETION,
  messages: ["input", "#0"],
  model: ["model", "#1"],
  system: ["instructions"],
  maxOutput: ["max_output_tokens"],
  effort: ["reasoning.effort"],
  serverHistory: ["previous_response_id"],
};

export const litellm: Sdk = {
  id: "litellm",
  packages: { python: ["litellm"], npm: [] },
  constructors: [
    {
      names: ["Router", "router.Router"],
      produces: "router",
      deployments: { list: "model_list", name: "model_name", model: "litellm_params.model" },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["function"],
      paths: [
        ...["completion", "acompletion", "main.completion", "main.acompletion"],
        ...["completion_with_retries", "acompletion_with_retries"],
      ],
      kind: "request",
      rootNamed: "litellm",
      telling: [["model", "messages"]],
      roles: COMPLETION,
    },
    {
      on: ["function"],
      paths: ["text_completion", "atext_completion"],
      kind: "request",
      roles: { ...COMPLETION, messages: ["prompt", "#0"], model: ["model", "#1"] },
    },
    { on: ["function"], paths: ["responses", "aresponses"], kind: "request", roles: RESPONSES },
    {
      on: ["function"],
      paths: ["batch_completion"],
      kind: "map",
      roles: { ...COMPLETION, items: ["messages", "#1"] },
    },
    {
      on: ["router"],
      paths: ["completion", "acompletion"],
      kind: "request",
      roles: COMPLETION,
    },
    { on: ["router"], paths: ["responses", "aresponses"], kind: "request", roles: RESPONSES },
    {
      on: ["function"],
      paths: ["anthropic.messages.acreate", "anthropic.messages.create"],
      kind: "request",
      roles: { ...COMPLETION, messages: ["messages"], model: ["model"], system: ["system"] },
    },
  ],
  free: ["token_counter", "completion_cost", "cost_per_token", "get_max_tokens", "encode", "model_cost"],
  cacheKeys: ["cache_control"],
};
