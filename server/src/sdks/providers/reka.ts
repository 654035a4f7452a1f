/** Reka's own SDK (Python), as langchain_community 0.3 (chat_models/reka.py) and camel (models/reka_model.py) call it; its source is not public. */
import type { Roles, Sdk } from "../sdk";

const CHAT: Roles = {
  model: ["model"],
  messages: ["messages"],
  maxOutput: ["max_tokens"],
};

export const reka: Sdk = {
  id: "reka",
  packages: { python: ["reka"], npm: [] },
  constructors: [{ names: ["Reka", "AsyncReka"], produces: "client", roles: { baseUrl: ["base_url"] } }],
  steps: [],
  calls: [{ on: ["client"], paths: ["chat.create", "chat.create_stream"], kind: "request", roles: CHAT }],
  free: ["chat.models", "models.get"],
  cacheKeys: [],
};
