/** Baidu's Qianfan (Python): objects with `do`, and since version 0.5 OpenAI's interface on a client. */
import { COPIED_CALLS } from "../openai-shape";
import type { Roles, Sdk } from "../sdk";

const MODEL: Roles = { model: ["model"] };

const DO: Roles = {
  model: ["model"],
  messages: ["messages", "prompt", "#0"],
  system: ["system"],
  tools: ["functions", "tools"],
  maxOutput: ["max_output_tokens", "max_tokens"],
};

export const qianfan: Sdk = {
  id: "qianfan",
  packages: { python: ["qianfan"], npm: [] },
  constructors: [
    { names: ["ChatCompletion", "Completion"], produces: "model", roles: MODEL },
    { names: ["Qianfan", "AsyncQianfan"], produces: "client" },
  ],
  steps: [],
  calls: [
    { on: ["model"], paths: ["do", "ado"], kind: "request", roles: DO },
    {
      on: ["model"],
      paths: ["batch_do", "abatch_do"],
      kind: "map",
      roles: { ...DO, items: ["messages_list", "prompt_list", "#0"] },
    },
    ...COPIED_CALLS,
  ],
  free: ["models", "get_model_info"],
  cacheKeys: [],
};
