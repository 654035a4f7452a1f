/** Cohere (Python and JavaScript), API versions 1 and 2. Read from cohere-python 0370752c (v2/client.py). */
import type { Sdk } from "../sdk";

export const cohere: Sdk = {
  id: "cohere",
  packages: { python: ["cohere"], npm: ["cohere-ai"] },
  constructors: [
    {
      names: ["Client", "AsyncClient", "ClientV2", "AsyncClientV2", "CohereClient", "CohereClientV2"],
      produces: "client",
      roles: { baseUrl: ["base_url", "baseUrl", "environment"] },
    },
    {
      names: ["BedrockClient", "BedrockClientV2", "SagemakerClient"],
      produces: "client",
      host: "aws-bedrock",
      roles: { region: ["aws_region", "awsRegion"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["chat", "chat_stream", "chatStream", "v2.chat", "v2.chat_stream", "v2.chatStream"],
      kind: "request",
      roles: {
        model: ["model"],
        // Version 1 sends one message beside the history, which is what grows.
        messages: ["messages", "chat_history", "chatHistory", "message"],
        system: ["preamble"],
        tools: ["tools"],
        maxOutput: ["max_tokens", "maxTokens"],
        reasoningBudget: ["thinking.token_budget", "thinking.tokenBudget"],
        serverHistory: ["conversation_id", "conversationId"],
      },
    },
    {
      on: ["client"],
      paths: ["generate", "generate_stream", "generateStream"],
      kind: "request",
      roles: {
        model: ["model"],
        messages: ["prompt"],
        maxOutput: ["max_tokens", "maxTokens"],
        choices: ["num_generations", "numGenerations"],
      },
    },
  ],
  free: ["tokenize", "detokenize", "check_api_key", "models.list"],
  cacheKeys: [],
};
