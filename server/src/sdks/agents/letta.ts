/**
 * Letta (Python and JavaScript): agents that live on a server, with their model, tools and conversation.
 * Read from letta-python 1c54c82d (resources/agents/messages.py) and https://docs.letta.com/prompts.
 */
import type { Sdk } from "../sdk";

const NPM = "@letta-ai/letta-client";

export const letta: Sdk = {
  id: "letta",
  packages: { python: ["letta_client"], npm: [NPM] },
  constructors: [
    {
      names: ["Letta", "AsyncLetta", "LettaClient", ""],
      produces: "client",
      roles: { baseUrl: ["base_url", "baseURL", "baseUrl"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["create", "stream", "create_stream", "createStream", "create_async", "createAsync"].map(
        (name) => `agents.messages.${name}`,
      ),
      kind: "loop",
      roles: {
        model: ["override_model", "#1.override_model"],
        messages: ["messages", "input", "#1.messages", "#1.input"],
        tools: ["client_tools", "#1.client_tools"],
        serverHistory: ["agent_id", "#0"],
      },
      stepLimit: {
        repeatsAlone: true,
        ways: ["max_steps", "#1.max_steps"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source:
              "https://github.com/letta-ai/letta-python/blob/1c54c82d/src/letta_client/resources/agents/messages.py",
          },
        ],
      },
    },
  ],
  free: ["agents.create", "agents.messages.list", "agents.messages.cancel"],
  cacheKeys: [],
};
