/** Portkey's gateway client (Python and JavaScript): OpenAI's interface; what is named `@provider/model` goes to that provider. */
import { CHAT, CLIENT, COMPLETIONS, RESPONSES } from "../openai-shape";
import type { Sdk } from "../sdk";

export const portkey: Sdk = {
  id: "portkey",
  packages: { python: ["portkey_ai"], npm: ["portkey-ai"] },
  constructors: [{ names: ["Portkey", "AsyncPortkey", ""], produces: "client", roles: CLIENT }],
  steps: [{ on: ["client"], names: ["with_options"], roles: CLIENT }],
  calls: [
    {
      on: ["client"],
      paths: ["chat.completions.create", "beta.chat.completions.parse"],
      kind: "request",
      roles: CHAT,
    },
    { on: ["client"], paths: ["responses.create"], kind: "request", roles: RESPONSES },
    { on: ["client"], paths: ["completions.create"], kind: "request", roles: COMPLETIONS },
    {
      on: ["client"],
      paths: ["prompts.completions.create"],
      kind: "request",
      roles: { maxOutput: ["max_tokens"] },
    },
  ],
  free: ["models.list", "feedback.create"],
  cacheKeys: [],
};
