/**
 * MetaGPT (Python). Actions ask the model in their own code; a team runs its roles in rounds.
 * Read from MetaGPT 00dbe555 (team.py) and 041b49d6 (provider/base_llm.py). The model is configured in a file.
 */
import type { Sdk } from "../sdk";

export const metagpt: Sdk = {
  id: "metagpt",
  packages: { python: ["metagpt"], npm: [] },
  constructors: [
    { names: ["Action", "LLM"], produces: "client" },
    { names: ["Role"], produces: "client" },
    { names: ["Team"], produces: "agent" },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["_aask", "aask", "llm.aask", "rc.todo._aask"],
      kind: "request",
      roles: { messages: ["prompt", "msg", "#0"], system: ["system_msgs", "#1"] },
    },
    {
      on: ["client"],
      paths: [
        "aask_code",
        "llm.aask_code",
        "acompletion_text",
        "llm.acompletion_text",
        "acompletion",
        "llm.acompletion",
      ],
      kind: "request",
      roles: { messages: ["messages", "#0"] },
    },
    {
      on: ["agent"],
      paths: ["run"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["idea"] },
      stepLimit: {
        repeatsAlone: true,
        ways: ["n_round"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: 3,
            source: "https://github.com/geekan/MetaGPT/blob/00dbe555/metagpt/team.py",
          },
        ],
      },
    },
  ],
  free: ["hire", "invest", "run_project"],
  cacheKeys: [],
};
