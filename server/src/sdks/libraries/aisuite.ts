/** aisuite (Python): OpenAI's interface for many providers. Read from 1b4bbf30. With `max_turns` it calls the tools itself. */
import { CHAT } from "../openai-shape";
import type { Sdk } from "../sdk";

export const aisuite: Sdk = {
  id: "aisuite",
  packages: { python: ["aisuite"], npm: ["aisuite"] },
  constructors: [{ names: ["Client"], produces: "client" }],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["chat.completions.create"],
      kind: "loop",
      needsTools: true,
      needsLimit: true,
      roles: CHAT,
      stepLimit: {
        ways: ["max_turns"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source: "https://github.com/andrewyng/aisuite/tree/1b4bbf30/aisuite",
          },
        ],
      },
    },
  ],
  free: ["configure"],
  cacheKeys: [],
};
