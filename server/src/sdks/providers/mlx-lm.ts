/** mlx-lm (Python): models on the machine's own chip. Read from mlx-lm 0024613b (generate.py). */
import type { Sdk } from "../sdk";

export const mlxLm: Sdk = {
  id: "mlx-lm",
  packages: { python: ["mlx_lm"], npm: [] },
  constructors: [
    {
      names: ["load"],
      produces: "model",
      host: "self-hosted",
      roles: { model: ["path_or_hf_repo", "#0"] },
    },
  ],
  // It gives back the model together with its tokenizer.
  steps: [{ on: ["model"], names: ["[]"] }],
  calls: [
    {
      on: ["function"],
      paths: ["generate", "stream_generate"],
      kind: "request",
      host: "self-hosted",
      roles: { model: ["model", "#0"], messages: ["prompt", "#2"], maxOutput: ["max_tokens"] },
    },
  ],
  free: ["convert"],
  cacheKeys: [],
};
