/** Fireworks' own client (Python): OpenAI's interface on Fireworks' host, and its `LLM` with the model fixed. */
import { CHAT, COMPLETIONS } from "../openai-shape";
import type { Sdk } from "../sdk";

export const fireworks: Sdk = {
  id: "fireworks",
  packages: { python: ["fireworks"], npm: [] },
  constructors: [
    {
      names: ["Fireworks", "AsyncFireworks", "client.Fireworks", "client.AsyncFireworks"],
      produces: "client",
      host: "fireworks",
      roles: { baseUrl: ["base_url"] },
    },
    { names: ["LLM"], produces: "client", host: "fireworks", roles: { model: ["model"] } },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["chat.completions.create", "chat.completions.acreate"],
      kind: "request",
      host: "fireworks",
      roles: CHAT,
    },
    {
      on: ["client", "function"],
      paths: [
        ...["completions.create", "completions.acreate", "completion.create"],
        ...["Completion.create", "Completion.acreate"],
      ],
      kind: "request",
      host: "fireworks",
      roles: COMPLETIONS,
    },
    {
      on: ["function"],
      paths: ["ChatCompletion.create", "ChatCompletion.acreate"],
      kind: "request",
      host: "fireworks",
      roles: CHAT,
    },
  ],
  free: ["models.list"],
  cacheKeys: [],
};
