/**
 * Azure AI Inference (Python `azure.ai.inference`, JavaScript `@azure-rest/ai-inference`), also used with GitHub Models. The endpoint decides
 * who bills.
 */
import type { Roles, Sdk } from "../sdk";

const COMPLETE: Roles = {
  model: ["model"],
  messages: ["messages"],
  tools: ["tools"],
  maxOutput: ["max_tokens", "model_extras.max_completion_tokens"],
};

/** In JavaScript a path is chosen, and then posted to: `client.path("/chat/completions").post({ body })`. */
const POSTED: Roles = Object.fromEntries(
  Object.entries(COMPLETE).map(([role, ways]) => [role, ways.map((way) => `#0.body.${way}`)]),
);

export const azureAiInference: Sdk = {
  id: "azure-ai-inference",
  packages: { python: ["azure.ai.inference"], npm: ["@azure-rest/ai-inference"] },
  constructors: [
    {
      names: ["ChatCompletionsClient", "aio.ChatCompletionsClient"],
      produces: "client",
      roles: { ...COMPLETE, baseUrl: ["endpoint", "#0"] },
    },
    { names: [""], packages: ["@azure-rest/ai-inference"], produces: "client", roles: { baseUrl: ["#0"] } },
  ],
  steps: [{ on: ["client"], names: ["path"], when: { ways: ["#0"], values: ["/chat/completions"] } }],
  calls: [
    { on: ["client"], paths: ["complete"], kind: "request", roles: COMPLETE },
    { on: ["client"], paths: ["post"], kind: "request", roles: POSTED },
  ],
  free: ["get_model_info"],
  cacheKeys: [],
};
