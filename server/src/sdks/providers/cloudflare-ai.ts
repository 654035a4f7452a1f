/**
 * Cloudflare's Workers AI (JavaScript): a binding that a worker finds in its environment, which runs models of all kinds.
 * Read from developers.cloudflare.com/workers-ai/platform/bindings and, for the class of old, @cloudflare/ai 1.
 */

import type { Roles, Sdk } from "../sdk";
import { TEXT_MODELS } from "../text-models";

const INPUT: Roles = {
  model: ["#0"],
  messages: ["#1.messages", "#1.prompt", "#1.input"],
  tools: ["#1.tools"],
  maxOutput: ["#1.max_tokens"],
};

const SHARED = {
  on: ["client"],
  kind: "request",
  host: "cloudflare",
  roles: INPUT,
  onlyModels: { words: TEXT_MODELS, orGiven: ["#1.messages"] },
} as const;

export const cloudflareAi: Sdk = {
  id: "cloudflare-ai",
  packages: { python: [], npm: ["@cloudflare/ai"] },
  constructors: [{ names: ["Ai"], produces: "client", host: "cloudflare" }],
  steps: [],
  calls: [
    { ...SHARED, paths: ["run"] },
    // The usual name of the binding; nothing is imported for it.
    { ...SHARED, paths: ["AI.run"], telling: [["model", "messages"]] },
  ],
  free: ["toMarkdown", "models"],
  cacheKeys: [],
};
