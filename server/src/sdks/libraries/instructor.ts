/**
 * Instructor (Python and JavaScript): a client of another SDK that answers with validated objects.
 * Read from instructor cc679553 (client.py). A failed validation asks again, three times at most.
 */
import type { Roles, Sdk } from "../sdk";

const CREATE: Roles = {
  model: ["model"],
  messages: ["messages", "contents"],
  system: ["system"],
  maxOutput: ["max_tokens", "max_completion_tokens", "generation_config.max_tokens"],
  effort: ["reasoning_effort"],
};

const VERBS = ["create", "create_with_completion", "create_partial", "create_iterable"];

export const instructor: Sdk = {
  id: "instructor",
  packages: { python: ["instructor"], npm: ["@instructor-ai/instructor", "@567-labs/instructor"] },
  constructors: [
    {
      names: ["from_provider"],
      produces: "client",
      roles: { model: ["model", "#0"], baseUrl: ["base_url"] },
    },
    {
      names: [
        ...["from_openai", "from_anthropic", "from_litellm", "from_genai", "from_gemini", "from_mistral"],
        ...["from_cohere", "from_groq", "from_bedrock", "from_fireworks", "from_cerebras", "from_perplexity"],
        ...["from_vertexai", "from_writer", "from_xai", "patch", "apatch"],
      ],
      produces: "client",
      wraps: ["client", "#0"],
      roles: { model: ["model"], maxOutput: ["max_tokens"] },
    },
    {
      names: ["Instructor", "AsyncInstructor"],
      packages: ["instructor"],
      produces: "client",
      wraps: ["client"],
    },
    {
      names: ["", "createInstructor"],
      packages: ["@instructor-ai/instructor", "@567-labs/instructor"],
      produces: "client",
      wraps: ["client"],
    },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: [
        ...VERBS,
        ...VERBS.map((verb) => `chat.completions.${verb}`),
        ...VERBS.map((verb) => `messages.${verb}`),
        "responses.create",
        "chat.create",
        "chat.completions.parse",
        "chat.completions.stream",
      ],
      kind: "request",
      roles: CREATE,
    },
  ],
  free: ["on", "off", "clear"],
  cacheKeys: ["cache_control"],
};
