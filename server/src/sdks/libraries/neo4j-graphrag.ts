/**
 * neo4j-graphrag (Python): models, answers over a graph, and queries that a model writes. Read from neo4j-graphrag-python 095c200b
 * (llm/, retrievers/text2cypher.py) and 009e2484 (generation/graphrag.py). Filling a graph asks a model on the side.
 */
import type { Constructor, Roles, Sdk } from "../sdk";

const MODEL: Roles = {
  model: ["model_name", "model_id", "#0"],
  maxOutput: [
    ...["max_tokens", "maxTokens", "max_output_tokens", "max_completion_tokens"].map(
      (name) => `model_params.${name}`,
    ),
    "generation_config.max_output_tokens",
  ],
  region: ["region_name"],
  baseUrl: ["base_url"],
};

const CLASSES: readonly (readonly [names: readonly string[], host: string | null])[] = [
  [
    ["OpenAILLM", "AnthropicLLM", "MistralAILLM", "CohereLLM", "GeminiLLM", "GoogleGenAILLM", "LiteLLM"],
    null,
  ],
  [["AzureOpenAILLM"], "azure"],
  [["BedrockLLM"], "aws-bedrock"],
  [["VertexAILLM"], "google-vertex"],
  [["OllamaLLM"], "self-hosted"],
];

const MODEL_CLASSES: readonly Constructor[] = CLASSES.map(([names, host]) => ({
  names,
  produces: "model",
  roles: MODEL,
  ...(host === null ? {} : { host }),
}));

export const neo4jGraphrag: Sdk = {
  id: "neo4j-graphrag",
  packages: { python: ["neo4j_graphrag"], npm: [] },
  constructors: [
    ...MODEL_CLASSES,
    { names: ["LLMInterface", "LLMInterfaceV2", "BaseLLM"], produces: "model", isAbstract: true },
    { names: ["GraphRAG"], produces: "plan", roles: { model: ["llm", "#1"] } },
    { names: ["Text2CypherRetriever"], produces: "plan", roles: { model: ["llm", "#1"] } },
    { names: ["ToolsRetriever"], produces: "plan", roles: { model: ["llm", "#1"], tools: ["tools", "#2"] } },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["invoke", "ainvoke"],
      kind: "request",
      roles: { messages: ["input", "#0"], system: ["system_instruction"] },
    },
    {
      on: ["model"],
      paths: ["invoke_with_tools", "ainvoke_with_tools"],
      kind: "request",
      roles: { messages: ["input", "#0"], tools: ["tools", "#1"], system: ["system_instruction"] },
    },
    {
      on: ["plan"],
      paths: ["search", "get_search_results"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["query_text", "#0"] },
    },
  ],
  free: ["run_async", "get_schema"],
  cacheKeys: [],
};
