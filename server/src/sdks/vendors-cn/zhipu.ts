/** Zhipu (`zhipuai`, for China) and Z.ai (`zai`): OpenAI's interface on two hosts. */
import { CHAT } from "../openai-shape";
import type { Roles, Sdk } from "../sdk";

const CLIENT: Roles = { baseUrl: ["base_url"] };

export const zhipu: Sdk = {
  id: "zhipu",
  packages: { python: ["zhipuai", "zai"], npm: [] },
  constructors: [
    { names: ["ZhipuAI"], packages: ["zhipuai"], produces: "client", host: "zhipu-cn", roles: CLIENT },
    { names: ["ZhipuAiClient"], packages: ["zai"], produces: "client", host: "zhipu-cn", roles: CLIENT },
    { names: ["ZaiClient"], packages: ["zai"], produces: "client", host: "zai", roles: CLIENT },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["chat.completions.create", "chat.asyncCompletions.create", "async_chat.completions.create"],
      kind: "request",
      roles: CHAT,
    },
    {
      // The functions of the first version.
      on: ["function"],
      paths: ["model_api.invoke", "model_api.async_invoke", "model_api.sse_invoke"],
      packages: ["zhipuai"],
      kind: "request",
      roles: { model: ["model"], messages: ["prompt"] },
    },
  ],
  free: ["chat.asyncCompletions.retrieve_completion_result"],
  cacheKeys: [],
  commonNames: { zai: "_client.py" },
};
