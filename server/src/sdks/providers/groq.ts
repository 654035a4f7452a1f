/** Groq (Python and JavaScript): OpenAI's interface on Groq's host. Read from groq 1.7.0 (Python). */
import { CLIENT, COPIED_CALLS } from "../openai-shape";
import type { Sdk } from "../sdk";

export const groq: Sdk = {
  id: "groq",
  packages: { python: ["groq"], npm: ["groq-sdk"] },
  constructors: [{ names: ["Groq", "AsyncGroq", ""], produces: "client", host: "groq", roles: CLIENT }],
  steps: [
    { on: ["client"], names: ["with_options", "withOptions", "copy"], roles: CLIENT },
    { on: ["client"], names: ["with_raw_response", "with_streaming_response"] },
  ],
  calls: COPIED_CALLS,
  free: ["models.list", "models.retrieve"],
  cacheKeys: [],
};
