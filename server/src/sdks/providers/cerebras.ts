/** Cerebras (Python and JavaScript): OpenAI's interface on Cerebras' host. */
import { CLIENT, COPIED_CALLS } from "../openai-shape";
import type { Sdk } from "../sdk";

export const cerebras: Sdk = {
  id: "cerebras",
  packages: { python: ["cerebras.cloud.sdk"], npm: ["@cerebras/cerebras_cloud_sdk"] },
  constructors: [
    { names: ["Cerebras", "AsyncCerebras", ""], produces: "client", host: "cerebras", roles: CLIENT },
  ],
  steps: [{ on: ["client"], names: ["with_options", "withOptions", "copy"], roles: CLIENT }],
  calls: COPIED_CALLS,
  free: ["models.list"],
  cacheKeys: [],
};
