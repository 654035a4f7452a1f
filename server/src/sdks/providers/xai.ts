/** xAI's SDK (Python): a chat object to which messages are appended before each request. Read from xai-sdk-python README. */
import type { Sdk } from "../sdk";

export const xai: Sdk = {
  id: "xai",
  packages: { python: ["xai_sdk"], npm: [] },
  constructors: [{ names: ["Client", "AsyncClient"], produces: "client" }],
  steps: [
    {
      on: ["client"],
      names: ["chat.create"],
      produces: "session",
      roles: {
        model: ["model"],
        messages: ["messages"],
        tools: ["tools"],
        maxOutput: ["max_tokens"],
        effort: ["reasoning_effort"],
      },
    },
  ],
  calls: [
    { on: ["session"], paths: ["sample", "stream", "defer", "parse"], kind: "request", roles: {} },
    {
      on: ["session"],
      paths: ["sample_batch", "stream_batch"],
      kind: "request",
      roles: { choices: ["n", "#0"] },
    },
  ],
  free: ["append", "models.list_language_models", "tokenize.tokenize_text"],
  cacheKeys: [],
};
