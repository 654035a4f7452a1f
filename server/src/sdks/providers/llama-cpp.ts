/**
 * Models in the program's own process: llama-cpp-python (read from 00c954ec, llama_cpp/llama.py) and the Python package of GPT4All
 * (read from gpt4all.py in its repository). The name of its file, or of the repository it is from, stands for the model.
 */
import type { Roles, Sdk } from "../sdk";

const LLAMA = ["llama_cpp"];
const GPT4ALL = ["gpt4all"];

const CHAT: Roles = {
  messages: ["messages", "#0"],
  tools: ["tools", "functions"],
  maxOutput: ["max_tokens"],
};

export const llamaCpp: Sdk = {
  id: "llama-cpp",
  packages: { python: [...LLAMA, ...GPT4ALL], npm: [] },
  constructors: [
    {
      names: ["Llama"],
      packages: LLAMA,
      produces: "model",
      host: "self-hosted",
      roles: { model: ["model_path", "#0"] },
    },
    {
      names: ["Llama.from_pretrained"],
      packages: LLAMA,
      produces: "model",
      host: "self-hosted",
      roles: { model: ["repo_id", "#0"] },
    },
    {
      names: ["GPT4All"],
      packages: GPT4ALL,
      produces: "model",
      host: "self-hosted",
      roles: { model: ["model_name", "#0"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["create_chat_completion", "create_chat_completion_openai_v1", "chat_completion"],
      kind: "request",
      roles: CHAT,
    },
    {
      on: ["model"],
      paths: ["()", "create_completion", "generate"],
      kind: "request",
      roles: { messages: ["prompt", "#0"], maxOutput: ["max_tokens", "#1"] },
    },
  ],
  free: ["tokenize", "detokenize", "embed", "create_embedding"],
  cacheKeys: [],
};
