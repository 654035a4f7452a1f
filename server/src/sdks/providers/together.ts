/** Together AI (Python and JavaScript): OpenAI's interface on Together's host. */
import { CLIENT, COPIED_CALLS } from "../openai-shape";
import type { Sdk } from "../sdk";

export const together: Sdk = {
  id: "together",
  packages: { python: ["together"], npm: ["together-ai"] },
  constructors: [
    { names: ["Together", "AsyncTogether", ""], produces: "client", host: "together", roles: CLIENT },
  ],
  steps: [{ on: ["client"], names: ["with_options", "withOptions", "copy"], roles: CLIENT }],
  calls: COPIED_CALLS,
  free: ["models.list"],
  cacheKeys: [],
};
