/** Azure AI Inference (Python `azure.ai.inference`), also used with GitHub Models. The endpoint decides who bills. */
import type { Roles, Sdk } from "../sdk";

const COMPLETE: Roles = {
  model: ["model"],
  messages: ["messages"],
  tools: ["tools"],
  maxOutput: ["max_tokens", "model_extras.max_completion_tokens"],
};

export const azureAiInference: Sdk = {
  id: "azure-ai-inference",
  packages: { python: ["azure.ai.inference"], npm: [] },
  constructors: [
    {
      names: ["ChatCompletionsClient", "aio.ChatCompletionsClient"],
      produces: "client",
      roles: { ...COMPLETE, baseUrl: ["endpoint", "#0"] },
    },
  ],
  steps: [],
  calls: [{ on: ["client"], paths: ["complete"], kind: "request", roles: COMPLETE }],
  free: ["get_model_info"],
  cacheKeys: [],
};
