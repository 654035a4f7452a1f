/** Volcengine's Ark runtime and its BytePlus edition (Python). A model may be an endpoint id `ep-…` that hides the model. */
import { CHAT, RESPONSES } from "../openai-shape";
import type { Roles, Sdk } from "../sdk";

const CLIENT: Roles = { baseUrl: ["base_url"] };

export const volcengine: Sdk = {
  id: "volcengine",
  packages: { python: ["volcenginesdkarkruntime", "byteplussdkarkruntime"], npm: [] },
  constructors: [
    {
      names: ["Ark", "AsyncArk"],
      packages: ["volcenginesdkarkruntime"],
      produces: "client",
      host: "volcengine",
      roles: CLIENT,
    },
    {
      names: ["Ark", "AsyncArk"],
      packages: ["byteplussdkarkruntime"],
      produces: "client",
      host: "byteplus",
      roles: CLIENT,
    },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: [
        "chat.completions.create",
        "bot_chat.completions.create",
        "context.completions.create",
        "batch.chat.completions.create",
        "batch_chat.completions.create",
      ],
      kind: "request",
      roles: CHAT,
    },
    { on: ["client"], paths: ["responses.create"], kind: "request", roles: RESPONSES },
  ],
  free: ["tokenization.create"],
  cacheKeys: [],
};
