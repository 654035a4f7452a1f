/**
 * Google's Gen AI SDK (Python `google.genai`, JavaScript `@google/genai`, Go `google.golang.org/genai`), for AI Studio and Vertex AI.
 * Read from google-genai 2.25.0, @google/genai 2.32.0 and go-genai 6fd3e65 (2026-08-21). Python functions among the tools are called
 * by the library itself, schemas are handed back to the caller. Live sessions from python-genai 01e3b2b2 (live.py).
 */
import type { CallRule, Roles, Sdk } from "../sdk";

const CONFIG: Roles = {
  system: ["config.system_instruction", "config.systemInstruction"],
  tools: ["config.tools"],
  maxOutput: ["config.max_output_tokens", "config.maxOutputTokens"],
  choices: ["config.candidate_count", "config.candidateCount"],
  effort: ["config.thinking_config.thinking_level", "config.thinkingConfig.thinkingLevel"],
  reasoningBudget: ["config.thinking_config.thinking_budget", "config.thinkingConfig.thinkingBudget"],
  serviceTier: ["config.service_tier", "config.serviceTier"],
};

/** Go: model, contents and configuration stand behind the context, in this order. */
function goConfig(at: string): Roles {
  return {
    system: [`${at}.system_instruction`],
    tools: [`${at}.tools`],
    maxOutput: [`${at}.max_output_tokens`],
    choices: [`${at}.candidate_count`],
    effort: [`${at}.thinking_config.thinking_level`],
    reasoningBudget: [`${at}.thinking_config.thinking_budget`],
    serviceTier: [`${at}.service_tier`],
  };
}

const GO = "google.golang.org/genai";

const GENERATE: Roles = { ...CONFIG, model: ["model"], messages: ["contents"] };

const AUTOMATIC_CALLS = {
  ways: [
    "config.automatic_function_calling.maximum_remote_calls",
    "config.automaticFunctionCalling.maximumRemoteCalls",
  ],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 10,
      source: "https://github.com/googleapis/python-genai/blob/66807187/google/genai/_extra_utils.py",
    },
  ],
} as const;

const OFF = "config.automatic_function_calling.disable";

/** What makes the model answer in a live session, which keeps the conversation at the provider; pieces of sound and images do not. */
const LIVE_CALLS: readonly CallRule[] = [
  {
    on: ["session"],
    paths: ["send_client_content", "sendClientContent", "SendClientContent"],
    kind: "request",
    // More is to come before the model answers.
    unless: { ways: ["turn_complete", "turnComplete"], values: ["false"] },
    roles: { messages: ["turns"] },
    telling: [["messages"]],
    needsImport: true,
  },
  {
    on: ["session"],
    paths: ["send_tool_response", "sendToolResponse", "SendToolResponse"],
    kind: "request",
    roles: { messages: ["function_responses", "functionResponses"] },
    telling: [["messages"]],
    needsImport: true,
  },
  {
    on: ["session"],
    paths: ["send_realtime_input", "sendRealtimeInput", "SendRealtimeInput"],
    kind: "request",
    given: ["text"],
    roles: { messages: ["text"] },
    telling: [["messages"]],
    needsImport: true,
  },
  {
    // Until 1.10.
    on: ["session"],
    paths: ["send"],
    kind: "request",
    given: ["end_of_turn"],
    roles: { messages: ["input", "#0"] },
  },
];

export const googleGenai: Sdk = {
  id: "google-genai",
  foreign: { host: "google-ai-studio", ids: /^(gpt-|chatgpt|o\d)/i },
  packages: { python: ["google.genai"], npm: ["@google/genai"], go: [GO] },
  constructors: [
    {
      names: ["Client", "GoogleGenAI"],
      produces: "client",
      when: { ways: ["vertexai", "enterprise"], values: ["true"] },
      host: "google-vertex",
      roles: { region: ["location"] },
    },
    {
      // Only the backend of Vertex AI takes a project.
      names: ["NewClient"],
      packages: [GO],
      produces: "client",
      given: ["project"],
      host: "google-vertex",
      roles: { region: ["location"] },
    },
    {
      names: ["NewClient"],
      packages: [GO],
      produces: "client",
      roles: { baseUrl: ["http_options.base_url"] },
    },
    {
      names: ["Client", "GoogleGenAI"],
      produces: "client",
      roles: { baseUrl: ["http_options.base_url", "httpOptions.baseUrl"], region: ["location"] },
    },
  ],
  steps: [
    {
      on: ["client"],
      names: ["aio.live.connect", "live.connect"],
      produces: "session",
      roles: { ...CONFIG, model: ["model"] },
    },
    {
      on: ["client"],
      names: ["Live.Connect"],
      produces: "session",
      roles: { ...goConfig("#2"), model: ["#1"] },
    },
    // The context manager of a session, entered by hand.
    { on: ["session"], names: ["__aenter__"] },
    {
      on: ["client"],
      names: ["chats.create", "aio.chats.create"],
      produces: "session",
      roles: { ...CONFIG, model: ["model"] },
    },
    {
      on: ["client"],
      names: ["Chats.Create"],
      produces: "session",
      roles: { ...goConfig("#2"), model: ["#1"] },
    },
  ],
  calls: [
    {
      on: ["client"],
      paths: [
        "models.generate_content",
        "models.generate_content_stream",
        "aio.models.generate_content",
        "aio.models.generate_content_stream",
        "models.generateContent",
        "models.generateContentStream",
      ],
      kind: "loop",
      needsTools: "functions",
      offWhen: OFF,
      stepLimit: AUTOMATIC_CALLS,
      roles: GENERATE,
      telling: [["model", "messages"]],
    },
    {
      on: ["client"],
      paths: ["Models.GenerateContent", "Models.GenerateContentStream"],
      kind: "request",
      roles: { ...goConfig("#3"), model: ["#1"], messages: ["#2"] },
      telling: [["model", "messages"]],
    },
    {
      on: ["session"],
      paths: ["SendMessage", "SendMessageStream", "Send", "SendStream"],
      kind: "request",
      roles: { messages: ["#1"] },
    },
    {
      on: ["session"],
      paths: ["send_message", "send_message_stream", "sendMessage", "sendMessageStream"],
      kind: "loop",
      needsTools: "functions",
      offWhen: OFF,
      stepLimit: AUTOMATIC_CALLS,
      roles: { ...CONFIG, messages: ["message", "#0"] },
    },
    ...LIVE_CALLS,
    {
      on: ["client"],
      paths: ["interactions.create", "aio.interactions.create"],
      kind: "request",
      roles: {
        model: ["model"],
        messages: ["input"],
        system: ["system_instruction"],
        tools: ["tools"],
        serverHistory: ["previous_interaction_id"],
        maxOutput: ["generation_config.max_output_tokens"],
      },
    },
  ],
  free: ["models.count_tokens", "models.countTokens", "models.compute_tokens", "models.list", "models.get"],
  cacheKeys: [],
};
