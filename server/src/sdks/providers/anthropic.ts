/**
 * The Anthropic SDKs (Python, TypeScript, Go) with their Bedrock, Vertex and Foundry clients, and a Go client by others.
 * Read from anthropic 1.13.0 (Python), @anthropic-ai/sdk 0.120.0 (2026-08-19) and anthropic-sdk-go 1.60.0 (2026-07-23); liushuangls/go-anthropic 543c460c.
 */
import type { Roles, Sdk } from "../sdk";

const MESSAGES: Roles = {
  model: ["model"],
  messages: ["messages"],
  system: ["system"],
  tools: ["tools"],
  maxOutput: ["max_tokens"],
  effort: ["output_config.effort"],
  reasoningBudget: ["thinking.budget_tokens"],
  serviceTier: ["service_tier", "speed"],
  region: ["inference_geo"],
  cacheControl: ["cache_control"],
};

/** The roles one step further in. */
function inside(step: string, roles: Roles): Roles {
  const entries = Object.entries(roles).map(([role, ways]) => [role, ways.map((way) => `${step}.${way}`)]);
  return Object.fromEntries(entries);
}

const CLIENT: Roles = { baseUrl: ["base_url", "baseURL"] };

const GO = "github.com/anthropics/anthropic-sdk-go";

/** Model ids that anthropic-sdk-go exports, of all its releases (message.go). */
const GO_MODELS =
  "claude-2.0 claude-2.1 claude-3-5-haiku-20241022 claude-3-5-haiku-latest claude-3-5-sonnet-20240620 " +
  "claude-3-5-sonnet-20241022 claude-3-5-sonnet-latest claude-3-7-sonnet-20250219 claude-3-7-sonnet-latest " +
  "claude-3-haiku-20240307 claude-3-opus-20240229 claude-3-opus-latest claude-3-sonnet-20240229 " +
  "claude-4-opus-20250514 claude-4-sonnet-20250514 claude-fable-5 claude-haiku-4-5 claude-haiku-4-5-20251001 " +
  "claude-instant-1.2 claude-mythos-5 claude-mythos-preview claude-opus-4-0 claude-opus-4-1 " +
  "claude-opus-4-1-20250805 claude-opus-4-20250514 claude-opus-4-5 claude-opus-4-5-20251101 claude-opus-4-6 " +
  "claude-opus-4-7 claude-opus-4-8 claude-sonnet-4-0 claude-sonnet-4-20250514 claude-sonnet-4-5 " +
  "claude-sonnet-4-5-20250929 claude-sonnet-4-6 claude-sonnet-5";

const GO_CLIENT = "github.com/liushuangls/go-anthropic";

/** Model ids under the names of liushuangls/go-anthropic (common.go). */
const GO_NAMES =
  "ModelClaudeInstant1Dot2=claude-instant-1.2 ModelClaude2Dot0=claude-2.0 ModelClaude2Dot1=claude-2.1 " +
  "ModelClaude3Opus20240229=claude-3-opus-20240229 ModelClaude3Sonnet20240229=claude-3-sonnet-20240229 " +
  "ModelClaude3Dot5Sonnet20240620=claude-3-5-sonnet-20240620 ModelClaude3Dot5Sonnet20241022=claude-3-5-sonnet-20241022 " +
  "ModelClaude3Dot5SonnetLatest=claude-3-5-sonnet-latest ModelClaude3Haiku20240307=claude-3-haiku-20240307 " +
  "ModelClaude3Dot5HaikuLatest=claude-3-5-haiku-latest ModelClaude3Dot5Haiku20241022=claude-3-5-haiku-20241022 " +
  "ModelClaudeHaiku4Dot5=claude-haiku-4-5 ModelClaudeHaiku4Dot5V20251015=claude-haiku-4-5-20251015 " +
  "ModelClaude3Dot7SonnetLatest=claude-3-7-sonnet-latest ModelClaude3Dot7Sonnet20250219=claude-3-7-sonnet-20250219 " +
  "ModelClaudeOpus4Dot0=claude-opus-4-0 ModelClaudeOpus4V20250514=claude-opus-4-20250514 " +
  "ModelClaudeSonnet4Dot0=claude-sonnet-4-0 ModelClaudeSonnet4V20250514=claude-sonnet-4-20250514 " +
  "ModelClaudeSonnet4Dot5=claude-sonnet-4-5 ModelClaudeSonnet4Dot5V20250929=claude-sonnet-4-5-20250929";

export const anthropic: Sdk = {
  id: "anthropic",
  foreign: { host: "anthropic", ids: /^(models\/)?(gpt-|chatgpt|o\d|gemini)/i },
  packages: {
    python: ["anthropic"],
    npm: [
      "@anthropic-ai/sdk",
      "@anthropic-ai/bedrock-sdk",
      "@anthropic-ai/vertex-sdk",
      "@anthropic-ai/foundry-sdk",
    ],
    go: [GO, GO_CLIENT],
  },
  constants: { prefixes: ["Model"], ids: GO_MODELS.split(" "), named: GO_NAMES.split(" ") },
  constructors: [
    {
      names: ["Anthropic", "AsyncAnthropic", "Client", "AsyncClient", ""],
      packages: ["anthropic", "@anthropic-ai/sdk"],
      produces: "client",
      roles: CLIENT,
    },
    {
      names: [
        "AnthropicBedrock",
        "AsyncAnthropicBedrock",
        "AnthropicBedrockMantle",
        "AsyncAnthropicBedrockMantle",
        "AnthropicAWS",
        "AsyncAnthropicAWS",
      ],
      produces: "client",
      host: "aws-bedrock",
      roles: { region: ["aws_region", "awsRegion"] },
    },
    { names: [""], packages: ["@anthropic-ai/bedrock-sdk"], produces: "client", host: "aws-bedrock" },
    {
      names: ["AnthropicVertex", "AsyncAnthropicVertex"],
      produces: "client",
      host: "google-vertex",
      roles: { region: ["region"] },
    },
    { names: [""], packages: ["@anthropic-ai/vertex-sdk"], produces: "client", host: "google-vertex" },
    {
      names: ["NewClient"],
      packages: [GO],
      produces: "client",
      host: "aws-bedrock",
      given: ["bedrock:WithLoadDefaultConfig()", "bedrock:WithConfig()"],
    },
    { names: ["NewMantleClient", "MantleClient"], packages: [GO], produces: "client", host: "aws-bedrock" },
    {
      names: ["NewClient"],
      packages: [GO],
      produces: "client",
      host: "google-vertex",
      given: ["vertex:WithGoogleAuth()", "vertex:WithCredentials()"],
      roles: { region: ["WithGoogleAuth().#1", "WithCredentials().#1"] },
    },
    {
      names: ["NewClient", "Client"],
      packages: [GO],
      produces: "client",
      roles: { baseUrl: ["WithBaseURL()"] },
    },
    {
      names: ["NewClient", "Client"],
      packages: [GO_CLIENT],
      produces: "client",
      roles: { baseUrl: ["WithBaseURL()"] },
    },
    { names: ["AnthropicFoundry", "AsyncAnthropicFoundry"], produces: "client", host: "azure" },
  ],
  steps: [
    { on: ["client"], names: ["with_options", "withOptions", "copy"], roles: CLIENT },
    { on: ["client"], names: ["with_raw_response", "with_streaming_response"] },
    {
      on: ["client"],
      names: ["Beta.Messages.NewToolRunner", "Beta.Messages.NewToolRunnerStreaming"],
      produces: "agent",
      roles: { ...inside("beta_message_new_params", MESSAGES), tools: ["#0"] },
    },
  ],
  calls: [
    {
      on: ["client"],
      paths: [
        "messages.create",
        "messages.stream",
        "messages.parse",
        "beta.messages.create",
        "beta.messages.stream",
        // Until 0.38 a namespace of its own.
        "beta.prompt_caching.messages.create",
        "beta.prompt_caching.messages.stream",
        "beta.promptCaching.messages.create",
        "beta.messages.parse",
        "Messages.New",
        "Messages.NewStreaming",
        "Beta.Messages.New",
        "Beta.Messages.NewStreaming",
      ],
      kind: "request",
      roles: MESSAGES,
      // Twilio and chat services have `messages.create`, too: they name no model.
      telling: [["model", "messages", "maxOutput"]],
    },
    { on: ["client"], paths: ["CreateMessages"], kind: "request", roles: MESSAGES },
    {
      on: ["client"],
      paths: ["CreateMessagesStream"],
      kind: "request",
      roles: inside("messages_request", MESSAGES),
    },
    {
      on: ["client"],
      paths: ["beta.messages.tool_runner", "beta.messages.toolRunner", "messages.tool_runner"],
      kind: "loop",
      roles: MESSAGES,
      telling: [["model", "messages", "tools"]],
      stepLimit: {
        ways: ["max_iterations"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source:
              "https://github.com/anthropics/anthropic-sdk-typescript/blob/bfa9197f/src/lib/tools/BetaToolRunner.ts",
          },
        ],
      },
    },
    {
      on: ["agent"],
      paths: ["RunToCompletion", "All", "AllStreaming", "NextMessage", "NextStreaming"],
      kind: "loop",
      roles: {},
      stepLimit: {
        ways: ["max_iterations"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: null,
            source: "https://github.com/anthropics/anthropic-sdk-go/blob/b43f0d7a/betatoolrunner.go",
          },
        ],
      },
    },
    {
      on: ["client"],
      // `completion` is the first version's.
      paths: ["completions.create", "completion", "acompletion", "completion_stream"],
      kind: "request",
      roles: { model: ["model"], messages: ["prompt"], maxOutput: ["max_tokens_to_sample"] },
    },
  ],
  free: ["messages.count_tokens", "messages.countTokens", "beta.messages.count_tokens", "models.list"],
  cacheKeys: ["cache_control"],
};
