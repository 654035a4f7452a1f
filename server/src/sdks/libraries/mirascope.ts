/**
 * Mirascope (Python): functions that return a prompt become requests, through the provider named first or by its own module. Read from
 * mirascope 057729fa (llm/llm_call.py); the one text of version 2, "provider/model", stands first.
 */
import type { Roles, Sdk } from "../sdk";

const REST: Roles = { tools: ["tools"], maxOutput: ["call_params.max_tokens"] };

export const mirascope: Sdk = {
  id: "mirascope",
  packages: { python: ["mirascope"], npm: [] },
  constructors: [
    {
      names: ["llm.call", "call"],
      produces: "prompted",
      roles: { ...REST, model: ["model", "#1", "#0"] },
    },
    {
      names: [
        ...["openai", "anthropic", "google", "gemini", "groq", "mistral", "cohere"].map(
          (name) => `${name}.call`,
        ),
        ...["azure", "bedrock", "litellm", "vertex", "xai"].map((name) => `${name}.call`),
      ],
      produces: "prompted",
      roles: { ...REST, model: ["model", "#0"] },
    },
  ],
  steps: [],
  calls: [{ on: ["prompted"], paths: ["()"], kind: "request", roles: {} }],
  free: ["prompt_template", "tool", "with_langfuse", "with_logfire"],
  cacheKeys: [],
};
