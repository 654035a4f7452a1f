/**
 * Addresses that take requests to models, with the fields of their bodies. Paths and fields: the references of the APIs, as openai 3.22.1,
 * anthropic 1.13.0, google-genai 2.25.0 and botocore send them.
 */
import { CHAT, COMPLETIONS, RESPONSES } from "./openai-shape";
import type { Endpoint, Roles } from "./sdk";
import { TEXT_MODELS } from "./text-models";

const MESSAGES: Roles = {
  messages: ["messages"],
  system: ["system"],
  tools: ["tools"],
  maxOutput: ["max_tokens"],
  effort: ["output_config.effort"],
  reasoningBudget: ["thinking.budget_tokens"],
  serviceTier: ["service_tier"],
  cacheControl: ["cache_control"],
};

const CONTENTS: Roles = {
  messages: ["contents"],
  system: ["systemInstruction", "system_instruction"],
  tools: ["tools"],
  maxOutput: ["generationConfig.maxOutputTokens", "generation_config.max_output_tokens"],
  choices: ["generationConfig.candidateCount"],
  effort: ["generationConfig.thinkingConfig.thinkingLevel"],
  reasoningBudget: ["generationConfig.thinkingConfig.thinkingBudget"],
};

const CONVERSE: Roles = {
  messages: ["messages"],
  system: ["system"],
  tools: ["toolConfig.tools"],
  maxOutput: ["inferenceConfig.maxTokens"],
};

const OLLAMA: Roles = {
  model: ["model"],
  messages: ["messages", "prompt"],
  system: ["system"],
  tools: ["tools"],
  maxOutput: ["options.num_predict"],
};

const OLLAMA_SERVER = { port: 11434, name: "ollama", host: "self-hosted" };

const DASHSCOPE: Roles = {
  model: ["model"],
  messages: ["input.messages", "input.prompt"],
  tools: ["parameters.tools"],
  maxOutput: ["parameters.max_tokens"],
};

/** Azure names the model in the path. */
const DEPLOYED: Roles = { messages: ["messages"], tools: ["tools"], maxOutput: CHAT.maxOutput ?? [] };

/** Hugging Face's containers and API for models of all kinds: what is generated anew tells those that answer with text. */
const INPUTS: Pick<Endpoint, "api" | "fields" | "telling"> = {
  api: "generate",
  fields: { messages: ["inputs"], maxOutput: ["parameters.max_new_tokens"] },
  telling: ["messages", "maxOutput"],
};

/** At addresses that answer for models of all kinds the id has to tell, as far as it can be read. */
const TEXT_ONLY: NonNullable<Endpoint["onlyModels"]> = { words: TEXT_MODELS, orGiven: [] };

const HUGGING_FACE = ["api-inference.huggingface.co", "router.huggingface.co"];

const REPLICATE: Roles = {
  messages: ["input.prompt", "input.messages"],
  system: ["input.system_prompt"],
  maxOutput: ["input.max_tokens", "input.max_new_tokens"],
};

/** Vertex AI's first models: texts and chats in a list of one. Vectors are asked for by `content`. */
const INSTANCES: Roles = {
  messages: ["instances.0.prompt", "instances.0.messages"],
  system: ["instances.0.context"],
  maxOutput: ["parameters.maxOutputTokens"],
};

const COHERE_HOSTS = ["api.cohere.ai", "api.cohere.com"];

/** Servers of models on one's own machines that take a text and a length by names of their own. */
const OWN_SERVERS: readonly Endpoint[] = [
  // llama.cpp: https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
  {
    path: "/completion",
    api: "completion",
    fields: { messages: ["prompt"], maxOutput: ["n_predict"] },
    telling: ["messages", "maxOutput"],
  },
  // KoboldCpp, and text-generation-webui's first interface.
  {
    path: "/api/v1/generate",
    api: "generate",
    fields: { messages: ["prompt"], maxOutput: ["max_length", "max_new_tokens"] },
    telling: ["messages", "maxOutput"],
  },
  // FastChat's workers.
  ...["/worker_generate_stream", "/worker_generate"].map((path) => ({
    path,
    api: "worker_generate",
    fields: { model: ["model"], messages: ["prompt"], maxOutput: ["max_new_tokens"] },
    telling: ["messages"] as const,
  })),
  // A setting that holds Ollama's address often holds the `/api` as well.
  ...["/chat", "/generate"].map((path) => ({
    path,
    api: `api${path}`,
    fields: OLLAMA,
    telling: ["model", "messages"] as const,
    isShared: true as const,
    local: OLLAMA_SERVER,
  })),
  {
    path: "/generate",
    api: "generate",
    fields: { messages: ["prompt"], maxOutput: ["max_tokens"] },
    telling: ["messages"],
    isShared: true,
    local: { name: "vllm", host: "self-hosted" },
  },
];

/** Longer paths go first. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    path: "/deployments/{model}/chat/completions",
    api: "chat.completions",
    fields: DEPLOYED,
    telling: ["messages"],
  },
  {
    path: "/deployments/{model}/completions",
    api: "completions",
    fields: COMPLETIONS,
    telling: ["messages"],
  },
  // A server on one's own machine knows one model and need not be told it.
  { path: "/v1/chat/completions", api: "chat.completions", fields: CHAT, telling: ["messages"] },
  { path: "/chat/completions", api: "chat.completions", fields: CHAT, telling: ["model", "messages"] },
  { path: "/v1/completions", api: "completions", fields: COMPLETIONS, telling: ["model", "messages"] },
  { path: "/completions", api: "completions", fields: COMPLETIONS, telling: ["model", "messages"] },
  { path: "/v1/responses", api: "responses", fields: RESPONSES, telling: ["model", "messages"] },
  { path: "/responses", api: "responses", fields: RESPONSES },
  // Anthropic's first interface: a text in, a text out.
  {
    path: "/v1/complete",
    api: "completions",
    fields: { model: ["model"], messages: ["prompt"], maxOutput: ["max_tokens_to_sample"] },
    telling: ["model", "messages", "maxOutput"],
  },
  {
    path: "/v1/messages",
    api: "messages",
    fields: { ...MESSAGES, model: ["model"] },
    telling: ["model", "messages", "maxOutput"],
  },
  { path: "/models/{model}:generateContent", api: "generateContent", fields: CONTENTS, telling: [] },
  {
    path: "/models/{model}:streamGenerateContent",
    api: "streamGenerateContent",
    fields: CONTENTS,
    telling: [],
  },
  { path: "/models/{model}:rawPredict", api: "rawPredict", fields: MESSAGES, telling: [] },
  { path: "/models/{model}:streamRawPredict", api: "streamRawPredict", fields: MESSAGES, telling: [] },
  { path: "/model/{model}/converse", api: "converse", fields: CONVERSE },
  { path: "/model/{model}/converse-stream", api: "converse-stream", fields: CONVERSE },
  { path: "/model/{model}/invoke", api: "invoke", fields: MESSAGES },
  { path: "/model/{model}/invoke-with-response-stream", api: "invoke", fields: MESSAGES },
  { path: "/api/chat", api: "api/chat", fields: OLLAMA, local: OLLAMA_SERVER },
  // The context of an answer is the conversation so far, in tokens.
  {
    path: "/api/generate",
    api: "api/generate",
    fields: { ...OLLAMA, serverHistory: ["context"] },
    local: OLLAMA_SERVER,
  },
  // The thread and the assistant, both on the server, hold conversation and model.
  {
    path: "/v1/threads/{any}/runs",
    api: "threads.runs",
    fields: { model: ["model"], system: ["instructions", "additional_instructions"], tools: ["tools"] },
  },
  {
    path: "/foundationModels/v1/completion",
    api: "completion",
    fields: {
      model: ["modelUri"],
      messages: ["messages"],
      maxOutput: ["completionOptions.maxTokens", "completionOptions.max_tokens"],
    },
    telling: ["model", "messages"],
  },
  { path: "/aigc/text-generation/generation", api: "text-generation", fields: DASHSCOPE, telling: [] },
  {
    path: "/aigc/multimodal-generation/generation",
    api: "multimodal-generation",
    fields: DASHSCOPE,
    telling: [],
  },
  { path: "/v1/text/chatcompletion_v2", api: "chatcompletion_v2", fields: CHAT, telling: [] },
  { path: "/v2/chat", api: "chat", fields: CHAT },
  { path: "/models/{owner/model}", ...INPUTS },
  { path: "/models/{model}", ...INPUTS },
  {
    path: "/models/{owner/model}",
    api: "generate",
    fields: { messages: ["inputs"], maxOutput: ["parameters.max_new_tokens"] },
    telling: ["messages"],
    at: HUGGING_FACE,
    onlyModels: TEXT_ONLY,
  },
  {
    path: "/v1/models/{owner/model}/predictions",
    api: "predictions",
    fields: REPLICATE,
    telling: ["messages"],
    at: ["api.replicate.com"],
    onlyModels: TEXT_ONLY,
  },
  {
    path: "/ai/run/{@maker/owner/model}",
    api: "ai/run",
    fields: { messages: ["messages", "prompt"], maxOutput: ["max_tokens"] },
    telling: ["messages"],
    isShared: true,
    onlyModels: TEXT_ONLY,
  },
  {
    path: "/ai/run/{model}",
    api: "ai/run",
    fields: { messages: ["messages"], maxOutput: ["max_tokens"] },
    telling: ["messages"],
    isShared: true,
  },
  {
    path: "/models/{model}:predict",
    api: "predict",
    fields: INSTANCES,
    telling: ["messages"],
    isShared: true,
  },
  {
    path: "/v1/chat",
    api: "chat",
    fields: { model: ["model"], messages: ["message"], system: ["preamble"], maxOutput: ["max_tokens"] },
    telling: ["messages"],
    at: COHERE_HOSTS,
  },
  {
    path: "/v1/generate",
    api: "generate",
    fields: COMPLETIONS,
    telling: ["messages"],
    at: COHERE_HOSTS,
  },
  ...OWN_SERVERS,
  ...["/generate", "/generate_stream"].map((path) => ({ path, ...INPUTS })),
  // Databricks.
  {
    path: "/serving-endpoints/{model}/invocations",
    api: "invocations",
    fields: DEPLOYED,
    telling: ["messages"],
  },
  // Together's first interface.
  { path: "/inference", api: "inference", fields: COMPLETIONS },
];
