/** ell (Python): functions that return a prompt become requests. Read from ell 00437d2f (lmp/simple.py); tools are handed back to the caller. */
import type { Sdk } from "../sdk";

export const ell: Sdk = {
  id: "ell",
  packages: { python: ["ell"], npm: [] },
  constructors: [
    {
      names: ["simple", "complex"],
      produces: "prompted",
      roles: {
        model: ["model", "#0"],
        tools: ["tools"],
        maxOutput: ["max_tokens", "max_completion_tokens"],
        choices: ["n"],
      },
    },
  ],
  steps: [],
  calls: [
    { on: ["prompted"], paths: ["()"], kind: "request", roles: { maxOutput: ["lm_params.max_tokens"] } },
  ],
  free: ["init", "tool", "system", "user", "assistant"],
  cacheKeys: [],
};
