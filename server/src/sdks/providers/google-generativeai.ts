/**
 * Google's older SDKs: `google.generativeai` and `vertexai.generative_models` (Python), `@google/generative-ai` and
 * `@google-cloud/vertexai` (JavaScript), `generative-ai-go` and `vertexai/genai` (Go). The model is an object; its chats keep the
 * conversation.
 * Names read from google-generativeai 0.8 (generative_models.py), its published copies, and generative-ai-go 1a2951b (genai/client.go).
 */
import type { Roles, Sdk } from "../sdk";

const SETTINGS: Roles = {
  system: ["system_instruction", "systemInstruction"],
  tools: ["tools"],
  maxOutput: [
    "generation_config.max_output_tokens",
    "generationConfig.maxOutputTokens",
    "#0.generationConfig.maxOutputTokens",
  ],
};

const PALM: Roles = {
  model: ["model"],
  messages: ["messages", "prompt"],
  system: ["context"],
  maxOutput: ["max_output_tokens"],
  choices: ["candidate_count"],
};

const GO = "github.com/google/generative-ai-go";
const GO_VERTEX = "cloud.google.com/go/vertexai/genai";

/** Apps of Firebase ask through it, with a function in the place of a method: https://firebase.google.com/docs/ai-logic/get-started */
const FIREBASE = ["firebase/ai", "firebase/vertexai", "firebase/vertexai-preview", "@firebase/ai"];

const VERTEX = ["vertexai", "@google-cloud/vertexai"];

export const googleGenerativeai: Sdk = {
  id: "google-generativeai",
  foreign: { host: "google-ai-studio", ids: /^(gpt-|chatgpt|o\d)/i },
  packages: {
    python: ["google.generativeai", "vertexai"],
    npm: ["@google/generative-ai", "@google-cloud/vertexai", ...FIREBASE],
    go: [GO, GO_VERTEX],
  },
  constructors: [
    {
      names: ["GenerativeModel"],
      packages: ["google.generativeai"],
      produces: "model",
      roles: { ...SETTINGS, model: ["model_name", "#0"] },
    },
    {
      names: ["GenerativeModel"],
      packages: ["vertexai"],
      produces: "model",
      host: "google-vertex",
      roles: { ...SETTINGS, model: ["model_name", "#0"] },
    },
    {
      // Vertex's text and chat models before Gemini.
      names: ["TextGenerationModel", "CodeGenerationModel", "ChatModel", "CodeChatModel"].map(
        (name) => `${name}.from_pretrained`,
      ),
      packages: ["vertexai"],
      produces: "model",
      host: "google-vertex",
      roles: { model: ["model_name", "#0"] },
    },
    {
      names: ["GenerativeModel.from_cached_content"],
      packages: ["google.generativeai"],
      produces: "model",
      roles: { ...SETTINGS, model: ["cached_content.model", "#0.model"] },
    },
    // A chat of the first versions is made by its first message.
    { names: ["chat"], packages: ["google.generativeai"], produces: "session", roles: PALM },
    { names: ["NewClient", "Client"], packages: [GO], produces: "provider" },
    {
      names: ["NewClient", "Client"],
      packages: [GO_VERTEX],
      produces: "provider",
      host: "google-vertex",
      roles: { region: ["#2"] },
    },
    { names: ["ChatSession"], packages: [GO, GO_VERTEX], produces: "session" },
    { names: ["GenerativeModel"], packages: [GO], produces: "model" },
    { names: ["GenerativeModel"], packages: [GO_VERTEX], produces: "model", host: "google-vertex" },
    { names: ["GoogleGenerativeAI"], packages: ["@google/generative-ai"], produces: "provider" },
    {
      names: ["getGenerativeModel"],
      packages: FIREBASE,
      produces: "model",
      roles: {
        model: ["#1.model"],
        system: ["#1.systemInstruction"],
        tools: ["#1.tools"],
        maxOutput: ["#1.generationConfig.maxOutputTokens"],
      },
    },
    {
      names: ["VertexAI"],
      packages: VERTEX,
      produces: "provider",
      host: "google-vertex",
      roles: { region: ["location"] },
    },
  ],
  steps: [
    {
      on: ["provider"],
      names: ["getGenerativeModel", "preview.getGenerativeModel"],
      produces: "model",
      roles: { ...SETTINGS, model: ["model"] },
    },
    { on: ["provider"], names: ["GenerativeModel"], produces: "model", roles: { model: ["#0"] } },
    { on: ["model"], names: ["StartChat"], produces: "session" },
    {
      on: ["model"],
      names: ["start_chat", "startChat"],
      produces: "session",
      roles: { ...SETTINGS, system: ["context"], messages: ["history", "message_history"] },
    },
  ],
  calls: [
    {
      on: ["model"],
      paths: ["predict", "predict_async", "predict_streaming", "predict_streaming_async"],
      kind: "request",
      roles: { messages: ["prompt", "prefix", "#0"], maxOutput: ["max_output_tokens"] },
    },
    {
      on: ["model"],
      paths: ["generate_content", "generate_content_async", "generateContent", "generateContentStream"],
      kind: "request",
      roles: {
        ...SETTINGS,
        messages: ["contents", "#0"],
        maxOutput: [
          "generation_config.max_output_tokens",
          "#1.max_output_tokens",
          "generationConfig.maxOutputTokens",
        ],
      },
    },
    {
      on: ["model"],
      paths: ["GenerateContent", "GenerateContentStream"],
      kind: "request",
      roles: { messages: ["#1"] },
    },
    {
      on: ["session"],
      paths: ["SendMessage", "SendMessageStream"],
      kind: "request",
      roles: { messages: ["#1"] },
    },
    {
      // The PaLM functions of the first versions.
      on: ["function"],
      paths: ["chat", "generate_text"],
      packages: ["google.generativeai"],
      kind: "request",
      roles: PALM,
    },
    { on: ["session"], paths: ["reply"], kind: "request", roles: { messages: ["message", "#0"] } },
    {
      on: ["session"],
      paths: [
        ...["send_message", "send_message_async", "sendMessage", "sendMessageStream"],
        ...["send_message_streaming", "send_message_streaming_async"],
      ],
      kind: "request",
      roles: { ...SETTINGS, messages: ["content", "message", "#0"] },
    },
  ],
  free: ["count_tokens", "countTokens", "configure", "list_models"],
  cacheKeys: [],
};
