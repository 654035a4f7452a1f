/**
 * Amazon Bedrock's runtime: boto3 and aioboto3 (Python), AWS SDK version 3 (JavaScript), AWS SDK version 2 (Go).
 * Read from botocore 1.43.107 (bedrock-runtime service-2.json). Model ids may be inference profiles, whose prefix names the region.
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const CONVERSE: Roles = {
  model: ["modelId"],
  messages: ["messages"],
  system: ["system"],
  // Of a configuration that cannot be read all that is known is that there are some.
  tools: ["toolConfig.tools", "toolConfig"],
  maxOutput: ["inferenceConfig.maxTokens"],
  reasoningBudget: [
    "additionalModelRequestFields.thinking.budget_tokens",
    "additionalModelRequestFields.reasoning_config.budget_tokens",
  ],
  serviceTier: ["serviceTier.type"],
};

/** Bodies differ by lab; these keys are those of Anthropic, Amazon, Meta, Mistral and Titan. */
const INVOKE: Roles = {
  model: ["modelId"],
  messages: ["body.messages", "body.prompt", "body.inputText"],
  system: ["body.system"],
  tools: ["body.tools"],
  maxOutput: [
    "body.max_tokens",
    "body.max_tokens_to_sample",
    "body.max_gen_len",
    "body.inferenceConfig.maxTokens",
    "body.textGenerationConfig.maxTokenCount",
  ],
  reasoningBudget: ["body.thinking.budget_tokens"],
  serviceTier: ["serviceTier"],
};

/** Under the names of Go's fields on the wire as all Go structs are read (`ModelId` is "model_id"). */
const GO_CONVERSE: Roles = {
  model: ["model_id"],
  messages: ["messages"],
  system: ["system"],
  tools: ["tool_config.tools"],
  maxOutput: ["inference_config.max_tokens"],
};

/**
 * A question to a knowledge base, which asks the model with what it finds:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_RetrieveAndGenerate.html
 */
const KNOWLEDGE_BASE = "retrieveAndGenerateConfiguration.knowledgeBaseConfiguration";
const KNOWLEDGE: Roles = {
  model: [`${KNOWLEDGE_BASE}.modelArn`],
  messages: ["input.text"],
  maxOutput: [`${KNOWLEDGE_BASE}.generationConfiguration.inferenceConfig.textInferenceConfig.maxTokens`],
};

/**
 * Agents of Bedrock go on with tools by themselves; which model they ask stands with the agent, but for one that is made on the spot:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_InvokeInlineAgent.html
 */
const AGENT: Roles = { model: ["foundationModel"], messages: ["inputText"], system: ["instruction"] };
const AGENT_LIMIT: StepLimitRule = {
  repeatsAlone: true,
  ways: [],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: null,
      source: "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_InvokeAgent.html",
    },
  ],
};

const CLIENTS = ["@aws-sdk/client-bedrock-runtime", "@aws-sdk/client-bedrock-agent-runtime"];
const GO = "github.com/aws/aws-sdk-go-v2/service/bedrockruntime";

const RUNTIME = { ways: ["service_name", "#0"], values: ["bedrock-runtime", "bedrock-agent-runtime"] };
const PLACE: Roles = { region: ["region_name"], baseUrl: ["endpoint_url"] };

/** The command's own options stand inside the call's first argument. */
function sent(roles: Roles): Roles {
  return Object.fromEntries(
    Object.entries(roles).map(([role, ways]) => [role, ways.map((way) => `#0.${way}`)]),
  );
}

export const bedrock: Sdk = {
  id: "bedrock",
  packages: {
    python: ["boto3", "aioboto3", "aiobotocore"],
    npm: [...CLIENTS],
    go: [GO],
  },
  constructors: [
    {
      names: ["client"],
      packages: ["boto3"],
      when: RUNTIME,
      produces: "client",
      host: "aws-bedrock",
      roles: PLACE,
    },
    {
      names: ["Session", "session.Session", "get_session"],
      packages: ["boto3", "aioboto3", "aiobotocore"],
      produces: "provider",
      roles: { region: ["region_name"] },
    },
    {
      names: ["BedrockRuntimeClient", "BedrockRuntime", "BedrockAgentRuntimeClient", "BedrockAgentRuntime"],
      packages: CLIENTS,
      produces: "client",
      host: "aws-bedrock",
      roles: { region: ["region"] },
    },
    { names: ["NewFromConfig", "New", "Client"], packages: [GO], produces: "client", host: "aws-bedrock" },
  ],
  steps: [
    {
      on: ["provider"],
      names: ["client", "create_client"],
      when: RUNTIME,
      produces: "client",
      host: "aws-bedrock",
      roles: PLACE,
    },
  ],
  calls: [
    {
      on: ["client"],
      paths: ["converse", "converse_stream", "converseStream"],
      kind: "request",
      host: "aws-bedrock",
      roles: CONVERSE,
      telling: [["model", "messages"]],
    },
    {
      on: ["client"],
      paths: ["invoke_model", "invoke_model_with_response_stream", "invokeModel"],
      kind: "request",
      host: "aws-bedrock",
      roles: INVOKE,
      telling: [["model"]],
    },
    {
      on: ["client"],
      paths: [
        ...["retrieve_and_generate", "retrieve_and_generate_stream"],
        ...["retrieveAndGenerate", "retrieveAndGenerateStream"],
      ],
      kind: "request",
      host: "aws-bedrock",
      roles: KNOWLEDGE,
    },
    {
      on: ["client"],
      paths: ["send"],
      sends: { way: "#0", makers: ["RetrieveAndGenerateCommand", "RetrieveAndGenerateStreamCommand"] },
      kind: "request",
      roles: sent(KNOWLEDGE),
    },
    {
      on: ["client"],
      paths: ["invoke_agent", "invoke_inline_agent", "invokeAgent", "invokeInlineAgent"],
      kind: "loop",
      host: "aws-bedrock",
      roles: AGENT,
      stepLimit: AGENT_LIMIT,
    },
    {
      on: ["client"],
      paths: ["send"],
      sends: { way: "#0", makers: ["InvokeAgentCommand", "InvokeInlineAgentCommand"] },
      kind: "loop",
      roles: sent(AGENT),
      stepLimit: AGENT_LIMIT,
    },
    {
      on: ["client"],
      paths: ["Converse", "ConverseStream"],
      kind: "request",
      host: "aws-bedrock",
      roles: GO_CONVERSE,
      telling: [["model", "messages"]],
    },
    {
      on: ["client"],
      paths: ["InvokeModel", "InvokeModelWithResponseStream"],
      kind: "request",
      host: "aws-bedrock",
      roles: { ...INVOKE, model: ["model_id"] },
      telling: [["model"]],
    },
    {
      on: ["client"],
      paths: ["send"],
      sends: { way: "#0", makers: ["ConverseCommand", "ConverseStreamCommand"] },
      kind: "request",
      roles: sent(CONVERSE),
    },
    {
      on: ["client"],
      paths: ["send"],
      sends: { way: "#0", makers: ["InvokeModelCommand", "InvokeModelWithResponseStreamCommand"] },
      kind: "request",
      roles: sent(INVOKE),
    },
  ],
  free: ["count_tokens", "list_foundation_models", "get_async_invoke"],
  cacheKeys: ["cachePoint", "cache_control"],
  marks: ["bedrock-runtime", "service/bedrockruntime"],
};
