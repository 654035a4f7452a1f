/**
 * Simon Willison's `llm` (Python): a model by its name, whose plugin sends the request; a conversation keeps what was said, and a chain
 * calls tools. Read from llm 0017e07f (models.py).
 */
import type { Roles, Sdk } from "../sdk";

const PROMPT: Roles = {
  messages: ["messages", "prompt", "#0"],
  system: ["system"],
  tools: ["tools"],
  maxOutput: ["max_tokens", "options.max_tokens"],
};

export const llm: Sdk = {
  id: "llm",
  packages: { python: ["llm"], npm: [] },
  constructors: [
    { names: ["get_model", "get_async_model"], produces: "model", roles: { model: ["name", "#0"] } },
    { names: ["Model", "AsyncModel"], produces: "model", isAbstract: true },
    { names: ["Conversation", "AsyncConversation"], produces: "session", roles: { model: ["model", "#0"] } },
  ],
  steps: [{ on: ["model"], names: ["conversation"], produces: "session", roles: { tools: ["tools"] } }],
  calls: [
    { on: ["model", "session"], paths: ["prompt"], kind: "request", roles: PROMPT },
    {
      on: ["model", "session"],
      paths: ["chain"],
      kind: "loop",
      needsTools: true,
      roles: PROMPT,
      stepLimit: {
        ways: ["chain_limit"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source: "https://github.com/simonw/llm/blob/0017e07f/llm/models.py",
          },
        ],
      },
    },
  ],
  free: ["embed", "embed_multi", "get_key"],
  cacheKeys: [],
  commonNames: { llm: "hookspecs.py" },
  // Many a workspace has an `llm.py` of its own.
  marks: ["llm.get_model", "llm.get_async_model", "from llm import"],
};
