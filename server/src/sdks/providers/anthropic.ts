/**
 * The Anthropic SDKs (Python and TypeScript) with their Bedrock, Vertex and Foundry clients.
 * Read from anthropic 1.13.0 (Python) and @anthropic-ai/sdk 0.120.0 (2026-08-19).
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

const CLIENT: Roles = { baseUrl: ["base_url", "baseURL"] };

export const anthropic: Sdk = {
  id: "anthropic",
  packages: {
    python: ["anthropic"],
    npm: [
      "@anthropic-ai/sdk",
      "@anthropic-ai/bedrock-sdk",
      "@anthropic-ai/vertex-sdk",
      "@anthropic-ai/foundry-sdk",
    ],
  },
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
    { names: ["AnthropicFoundry", "AsyncAnthropicFoundry"], produces: "client", host: "azure" },
  ],
  steps: [
    { on: ["client"], names: ["with_options", "withOptions", "copy"], roles: CLIENT },
    { on: ["client"], names: ["with_raw_response", "with_streaming_response"] },
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
        "beta.messages.parse",
      ],
      kind: "request",
      roles: MESSAGES,
      // Twilio and chat services have `messages.create`, too: they name no model.
      telling: [["model", "messages", "maxOutput"]],
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
      on: ["client"],
      paths: ["completions.create"],
      kind: "request",
      roles: { model: ["model"], messages: ["prompt"], maxOutput: ["max_tokens_to_sample"] },
    },
  ],
  free: ["messages.count_tokens", "messages.countTokens", "beta.messages.count_tokens", "models.list"],
  cacheKeys: ["cache_control"],
};
