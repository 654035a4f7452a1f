/**
 * vLLM (Python): weights that a program loads and asks by itself, without a server between. Read from vllm 0.11
 * (vllm/entrypoints/llm.py, vllm/engine/async_llm_engine.py, vllm/sampling_params.py).
 */
import type { Roles, Sdk } from "../sdk";

const ENGINES = ["AsyncLLMEngine", "LLMEngine", "AsyncLLM"];

const SAMPLING: Roles = {
  maxOutput: ["sampling_params.max_tokens", "#1.max_tokens"],
  choices: ["sampling_params.n", "#1.n"],
};

export const vllm: Sdk = {
  id: "vllm",
  packages: { python: ["vllm"], npm: [] },
  constructors: [
    { names: ["LLM"], produces: "model", host: "self-hosted", roles: { model: ["model", "#0"] } },
    {
      names: ENGINES.flatMap((name) => [`${name}.from_engine_args`, `${name}.from_vllm_config`]),
      produces: "model",
      host: "self-hosted",
      roles: { model: ["engine_args.model", "#0.model"] },
    },
    { names: ENGINES, produces: "model", host: "self-hosted", isAbstract: true },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["generate"],
      kind: "request",
      roles: { ...SAMPLING, messages: ["prompts", "prompt", "#0"] },
    },
    {
      on: ["model"],
      paths: ["chat"],
      kind: "request",
      roles: { ...SAMPLING, messages: ["messages", "#0"], tools: ["tools"] },
    },
  ],
  free: ["get_tokenizer", "encode", "embed", "classify", "score", "sleep", "wake_up"],
  cacheKeys: [],
};
