/**
 * NeMo Guardrails (Python): a model behind rails, whose checks ask it, too. The model stands in the configuration or is handed over.
 * Read from NeMo-Guardrails 0.10.1 at e7c23d11 (rails/llm/llmrails.py).
 */
import type { Sdk } from "../sdk";

export const nemoguardrails: Sdk = {
  id: "nemoguardrails",
  packages: { python: ["nemoguardrails"], npm: [] },
  constructors: [{ names: ["LLMRails"], produces: "model", roles: { model: ["llm", "#1"] } }],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["generate", "generate_async", "stream_async"],
      kind: "request",
      roles: {
        messages: ["messages", "prompt", "#0"],
        maxOutput: ["options.llm_params.max_tokens"],
      },
    },
    {
      on: ["model"],
      paths: ["generate_events", "generate_events_async"],
      kind: "request",
      roles: { messages: ["events", "#0"] },
    },
  ],
  configured: {
    folder: ["config.#0", "config.config_path", "#0.#0", "#0.config_path"],
    file: "config.yml",
    list: "models",
    where: ["type", "main"],
    model: "model",
  },
  free: ["register_action", "register_action_param", "register_filter", "explain", "update_llm"],
  cacheKeys: [],
};
