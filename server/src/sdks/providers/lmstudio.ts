/**
 * LM Studio (Python and JavaScript): models on the machine, which answer a chat, go on with a text or act with tools.
 * Read from lmstudio-python 2f245ae (sync_api.py).
 */
import type { Roles, Sdk } from "../sdk";

const HOST = "self-hosted";

const ANSWER: Roles = {
  messages: ["history", "prompt", "chat", "#0"],
  maxOutput: ["config.maxTokens", "config.max_tokens", "#1.maxTokens"],
};

export const lmstudio: Sdk = {
  id: "lmstudio",
  packages: { python: ["lmstudio"], npm: ["@lmstudio/sdk"] },
  constructors: [
    { names: ["llm"], produces: "model", host: HOST, roles: { model: ["model_key", "#0"] } },
    {
      names: ["Client", "AsyncClient", "LMStudioClient", "get_default_client"],
      produces: "client",
      host: HOST,
    },
    { names: ["LLM", "AsyncLLM"], produces: "model", host: HOST, isAbstract: true },
  ],
  steps: [
    {
      on: ["client"],
      names: ["llm.model", "llm.load", "llm.load_new_instance", "llm.createDynamicHandle"],
      produces: "model",
      roles: { model: ["model_key", "#0"] },
    },
  ],
  calls: [
    {
      on: ["model"],
      paths: ["respond", "respond_stream", "complete", "complete_stream"],
      kind: "request",
      host: HOST,
      roles: ANSWER,
    },
    {
      on: ["model"],
      paths: ["act"],
      kind: "loop",
      host: HOST,
      needsTools: true,
      roles: {
        messages: ["chat", "#0"],
        tools: ["tools", "#1"],
        maxOutput: ["config.maxTokens", "#2.maxTokens"],
      },
      stepLimit: {
        ways: ["max_prediction_rounds", "#2.maxPredictionRounds"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source: "https://github.com/lmstudio-ai/lmstudio-python/blob/2f245ae/src/lmstudio/sync_api.py",
          },
        ],
      },
    },
  ],
  free: ["embed", "tokenize", "count_tokens", "unload", "llm.list_loaded"],
  cacheKeys: [],
};
