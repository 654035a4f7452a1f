/**
 * Outlines (Python): a model of another library, called with a prompt and the form of the answer; before version 1 a generator was made of
 * the model first. Weights that transformers hold in the process are no requests here, as nowhere. Read from outlines 1.3.2 (models/, generator.py, applications.py) and 0.1.14 (models/, generate/api.py).
 */
import type { Constructor, Roles, Sdk } from "../sdk";

const PROMPT: Roles = {
  messages: ["model_input", "prompt", "prompts", "#0"],
  maxOutput: ["max_tokens", "max_new_tokens", "max_output_tokens"],
};

/** The client is another SDK's, and says where the request goes. */
const OF_CLIENT: Constructor = {
  names: [
    "from_openai",
    "from_anthropic",
    "from_gemini",
    "from_mistral",
    "from_vllm",
    "from_sglang",
    "from_tgi",
  ],
  produces: "model",
  roles: { model: ["model_name", "#1"] },
  wraps: ["client", "#0"],
};

export const outlines: Sdk = {
  id: "outlines",
  packages: { python: ["outlines"], npm: [] },
  constructors: [
    OF_CLIENT,
    { ...OF_CLIENT, names: ["from_dottxt"], roles: { model: ["model", "#1"] } },
    { ...OF_CLIENT, names: ["from_ollama", "from_lmstudio"], host: "self-hosted" },
    {
      // The weights are loaded by another library, under their name.
      names: ["from_llamacpp", "from_mlxlm", "from_vllm_offline"],
      produces: "model",
      host: "self-hosted",
      roles: { model: ["model.#0", "#0.#0", "model.model", "#0.model"] },
      wraps: ["model", "#0"],
    },
    {
      names: ["models.llamacpp", "models.mlxlm", "models.vllm"],
      produces: "model",
      host: "self-hosted",
      roles: { model: ["model_name", "repo_id", "#0"] },
    },
    {
      names: ["models.openai"],
      produces: "model",
      roles: { model: ["model_name", "#0", "config.model", "#1.model"], maxOutput: ["config.max_tokens"] },
      wraps: ["#0"],
    },
    {
      names: ["models.azure_openai"],
      produces: "model",
      host: "azure",
      roles: { model: ["model_name", "deployment_name", "#0"], maxOutput: ["config.max_tokens"] },
    },
    {
      names: [
        "Generator",
        ...["text", "json", "choice", "regex", "cfg", "format"].map((name) => `generate.${name}`),
      ],
      produces: "plan",
      roles: { model: ["model", "#0"] },
    },
    { names: ["Application"], produces: "provider", roles: { template: ["template", "#0"] } },
  ],
  steps: [],
  calls: [
    { on: ["model"], paths: ["()", "stream"], kind: "request", roles: PROMPT },
    {
      on: ["model"],
      paths: ["batch"],
      kind: "map",
      roles: { ...PROMPT, items: ["model_input", "prompts", "#0"] },
    },
    { on: ["plan"], paths: ["()", "stream"], kind: "request", roles: PROMPT, needsModel: true },
    {
      on: ["provider"],
      paths: ["()"],
      kind: "request",
      roles: { ...PROMPT, model: ["model", "#0"], messages: ["template_vars", "#1"] },
    },
  ],
  free: ["clear_cache", "disable_cache"],
  cacheKeys: [],
};
