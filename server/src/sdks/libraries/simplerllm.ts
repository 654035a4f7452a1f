/** SimplerLLM (Python): one interface for several providers. Read from 5e8ef31 (language/llm). */
import type { Roles, Sdk } from "../sdk";

const ANSWER: Roles = {
  model: ["model_name"],
  messages: ["messages", "prompt", "#1"],
  system: ["system_prompt"],
  maxOutput: ["max_tokens"],
  effort: ["reasoning_effort"],
  reasoningBudget: ["thinking_budget"],
};

export const simplerLlm: Sdk = {
  id: "simplerllm",
  packages: { python: ["SimplerLLM", "simplerllm"], npm: [] },
  constructors: [
    { names: ["LLM.create"], produces: "model", roles: { model: ["model_name", "#1"] } },
    { names: ["LLM"], produces: "model", isAbstract: true },
    {
      // The second answers only where the first fails.
      names: ["ReliableLLM"],
      produces: "model",
      roles: { model: ["primary_llm", "#0"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["generate_response", "generate_response_async"],
      kind: "request",
      roles: ANSWER,
    },
    {
      on: ["function"],
      paths: ["generate_pydantic_json_model", "generate_pydantic_json_model_async"],
      kind: "request",
      roles: { model: ["llm_instance", "#2"], messages: ["prompt", "#1"], maxOutput: ["max_tokens"] },
    },
  ],
  free: ["set_model", "prepare_params"],
  cacheKeys: [],
};
