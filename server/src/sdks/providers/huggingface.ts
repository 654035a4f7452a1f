/**
 * Hugging Face's inference clients (Python `huggingface_hub`, JavaScript `@huggingface/inference`).
 * Read from huggingface_hub 2.0.0. The provider named decides who bills; without one Hugging Face chooses.
 */
import type { Roles, Sdk } from "../sdk";

const CHAT: Roles = {
  model: ["model"],
  messages: ["messages", "#0"],
  tools: ["tools"],
  maxOutput: ["max_tokens", "max_completion_tokens"],
  choices: ["n"],
  provider: ["provider"],
};

const OPENAI_LIKE: Roles = { ...CHAT, messages: ["messages"] };

const TEXT: Roles = {
  model: ["model"],
  messages: ["prompt", "inputs", "#0"],
  maxOutput: ["max_new_tokens", "parameters.max_new_tokens"],
  provider: ["provider"],
};

/** The clients of Hugging Face's own containers; at an address that the program tells. */
const CONTAINERS = ["text_generation"];

export const huggingface: Sdk = {
  id: "huggingface",
  packages: { python: ["huggingface_hub", ...CONTAINERS], npm: ["@huggingface/inference"] },
  constructors: [
    {
      names: ["InferenceClient", "AsyncInferenceClient"],
      packages: ["huggingface_hub"],
      produces: "client",
      roles: { model: ["model", "#0"], provider: ["provider"], baseUrl: ["base_url"] },
    },
    {
      names: ["Client", "AsyncClient"],
      packages: CONTAINERS,
      produces: "model",
      roles: { baseUrl: ["base_url", "#0"] },
    },
    {
      names: ["InferenceAPIClient", "InferenceAPIAsyncClient"],
      packages: CONTAINERS,
      produces: "model",
      roles: { model: ["repo_id", "#0"] },
    },
    {
      names: ["InferenceClient", "HfInference"],
      packages: ["@huggingface/inference"],
      produces: "client",
      roles: { baseUrl: ["#1.endpointUrl"] },
    },
  ],
  steps: [],
  calls: [
    { on: ["client"], paths: ["chat_completion"], kind: "request", roles: CHAT },
    { on: ["model"], paths: ["generate", "generate_stream"], kind: "request", roles: TEXT },
    {
      on: ["model"],
      paths: ["chat"],
      kind: "request",
      roles: { messages: ["messages", "#0"], tools: ["tools"], maxOutput: ["max_tokens"] },
    },
    {
      on: ["client"],
      paths: ["chat.completions.create", "chatCompletion", "chatCompletionStream"],
      kind: "request",
      roles: OPENAI_LIKE,
    },
    {
      on: ["client"],
      paths: ["text_generation", "textGeneration", "textGenerationStream"],
      kind: "request",
      roles: TEXT,
    },
    {
      on: ["client"],
      paths: ["post"],
      kind: "request",
      roles: {
        model: ["model"],
        messages: ["json.inputs", "data.inputs"],
        maxOutput: ["json.parameters.max_new_tokens", "data.parameters.max_new_tokens"],
      },
    },
    {
      on: ["function"],
      paths: ["chatCompletion", "chatCompletionStream"],
      packages: ["@huggingface/inference"],
      kind: "request",
      roles: OPENAI_LIKE,
    },
    {
      on: ["function"],
      paths: ["textGeneration", "textGenerationStream"],
      packages: ["@huggingface/inference"],
      kind: "request",
      roles: TEXT,
    },
  ],
  free: ["get_endpoint_info", "health_check"],
  providerHosts: {
    cerebras: "cerebras",
    "fireworks-ai": "fireworks",
    groq: "groq",
    nebius: "nebius",
    novita: "novita",
    openai: "openai",
    together: "together",
  },
  cacheKeys: [],
};
