/**
 * LlamaIndex (Python `llama_index`, JavaScript `llamaindex`): models, agents, and engines over an index.
 * Read from llama_index 011ea534 (agent/workflow/base_agent.py) and LlamaIndexTS 02f1298d (agent-workflow.ts: no limit).
 */
import type { Constructor, Roles, Sdk, StepLimitRule } from "../sdk";

const MODEL: Roles = {
  model: ["model", "model_name", "engine", "deployment_name", "#0"],
  maxOutput: ["max_tokens", "maxTokens", "max_new_tokens", "additional_kwargs.max_tokens"],
  baseUrl: ["api_base", "base_url", "baseURL", "additionalSessionOptions.baseURL"],
  region: ["region_name"],
  effort: ["reasoning_effort", "reasoningEffort"],
};

/** Models of pictures and text had classes of their own (llama_index.multi_modal_llms). */
function multiModal(name: string): string {
  return `${name}MultiModal`;
}

const CLASSES: readonly (readonly [names: readonly string[], host: string | null])[] = [
  [
    [
      ...["OpenAI", "OpenAIResponses", "OpenAILike", "Anthropic", "Gemini", "GoogleGenAI", "MistralAI"],
      ...["HuggingFaceInferenceAPI", "Cohere", "LiteLLM", "Perplexity", "DashScope", "ZhipuAI", "XAI"],
      ...[
        "openai",
        "openaiResponses",
        "anthropic",
        "gemini",
        "mistral",
        "huggingFace",
        "HuggingFaceInference",
      ],
      ...["DeepInfra", "deepinfra", "perplexity", "xai", "VercelLLM", "portkey", "ReplicateLLM"],
      ...["OpenAI", "Gemini", "Anthropic", "Replicate", "DashScope", "Nvidia"].map(multiModal),
    ],
    null,
  ],
  [["AzureOpenAI", multiModal("AzureOpenAI")], "azure"],
  [["Bedrock", "BedrockConverse"], "aws-bedrock"],
  [["Vertex"], "google-vertex"],
  [["Groq", "groq"], "groq"],
  [["DeepSeek", "deepseek", "DeepSeekLLM"], "deepseek"],
  [["OpenRouter"], "openrouter"],
  [["TogetherLLM", "TogetherAI", "together"], "together"],
  [["Fireworks", "FireworksLLM", "fireworks"], "fireworks"],
  [["Cerebras"], "cerebras"],
  [["Ollama", "ollama", multiModal("Ollama"), "LlamaCPP", "HuggingFaceLLM", "Vllm"], "self-hosted"],
];

const MODEL_CLASSES: readonly Constructor[] = CLASSES.map(([names, host]) => ({
  names,
  produces: "model",
  roles: host === null ? MODEL : { ...MODEL, baseUrl: [] },
  ...(host === null ? {} : { host }),
}));

const AGENT: Roles = {
  model: ["llm", "agents.0"],
  tools: ["tools", "tools_or_functions", "#0"],
  system: ["system_prompt", "systemPrompt"],
};

const SOURCE =
  "https://github.com/run-llama/llama_index/blob/011ea534/llama-index-core/llama_index/core/agent/workflow/base_agent.py";

const RUN_LIMIT: StepLimitRule = {
  ways: ["max_iterations"],
  unit: "turns",
  defaults: [
    { ecosystem: "python", bound: 20, source: SOURCE },
    {
      ecosystem: "npm",
      bound: null,
      source:
        "https://github.com/run-llama/LlamaIndexTS/blob/02f1298d/packages/workflow/src/agent/agent-workflow.ts",
    },
  ],
};

const OLD_LIMIT: StepLimitRule = {
  ways: ["max_iterations", "max_function_calls"],
  unit: "turns",
  defaults: [{ ecosystem: "any", bound: 10, source: SOURCE }],
};

const INDEXES = [
  "VectorStoreIndex",
  "SummaryIndex",
  "TreeIndex",
  "KeywordTableIndex",
  "PropertyGraphIndex",
  "ListIndex",
  "DocumentSummaryIndex",
  // Of old, when a query of the index itself asked the model.
  ...[
    "Vector",
    "Vectorstore",
    "VectorStore",
    "SimpleVector",
    "List",
    "Tree",
    "KeywordTable",
    "SimpleKeywordTable",
  ].map((name) => `GPT${name}Index`),
  ...["Faiss", "Pinecone", "Qdrant", "Weaviate", "Chroma", "KnowledgeGraph", "DocumentSummary"].map(
    (name) => `GPT${name}Index`,
  ),
];

const MAKERS = ["from_documents", "from_vector_store", "from_existing", "load_from_disk", "load_from_string"];

/** What makes one answer of many passages (llama_index.core.response_synthesizers). */
const SYNTHESISERS = [
  ...["TreeSummarize", "Refine", "CompactAndRefine", "SimpleSummarize", "Accumulate", "CompactAndAccumulate"],
  "get_response_synthesizer",
];

const PIPELINE_RUNS = [
  ...["run", "arun", "run_with_intermediates", "arun_with_intermediates", "run_multi", "arun_multi"],
];

/** A pipeline is what stands in it; one of a retriever alone asks no model. */
const CHAINED = [0, 1, 2, 3, 4, 5].flatMap((index) => [`chain.${index}`, `#0.${index}`]);

/** Query engines that are made themselves, over retrievers or over other engines (llama_index.core.query_engine). */
const ENGINES = [
  ...[
    "RetrieverQueryEngine",
    "SubQuestionQueryEngine",
    "RouterQueryEngine",
    "ToolRetrieverRouterQueryEngine",
  ],
  ...["CitationQueryEngine", "MultiStepQueryEngine", "TransformQueryEngine", "RetryQueryEngine"],
  ...[
    "SimpleMultiModalQueryEngine",
    "KnowledgeGraphQueryEngine",
    "FLAREInstructQueryEngine",
    "NLSQLTableQueryEngine",
  ],
  ...[
    "SQLTableRetrieverQueryEngine",
    "SQLAutoVectorQueryEngine",
    "SQLJoinQueryEngine",
    "PGVectorSQLQueryEngine",
  ],
  ...["PandasQueryEngine", "PolarsQueryEngine", "JSONQueryEngine", "JSONalyzeQueryEngine"],
  ...[
    "RetryGuidelineQueryEngine",
    "RetrySourceQueryEngine",
    "ComposableGraphQueryEngine",
    "CogniswitchQueryEngine",
  ],
];

/** What asks for an answer in a form (llama_index.core.program): the object is called with what fills its prompt. */
const PROGRAMS = [
  ...["LLMTextCompletionProgram", "MultiModalLLMCompletionProgram", "FunctionCallingProgram"],
  ...["OpenAIPydanticProgram", "GuidancePydanticProgram", "LMFormatEnforcerPydanticProgram", "DFFullProgram"],
];

export const llamaindex: Sdk = {
  id: "llamaindex",
  packages: {
    python: ["llama_index"],
    npm: [
      "llamaindex",
      ...[
        ...["openai", "anthropic", "google", "mistral", "groq", "ollama", "deepseek", "together", "xai"],
        ...["fireworks", "deepinfra", "huggingface", "perplexity", "vercel", "vllm", "azure", "cohere"],
        ...["aws", "cloud", "portkey-ai", "replicate"],
      ].map((name) => `@llamaindex/${name}`),
      "@llamaindex/core",
      "@llamaindex/workflow",
    ],
  },
  constructors: [
    ...MODEL_CLASSES,
    {
      names: [
        "FunctionAgent",
        "ReActAgent",
        "CodeActAgent",
        "OpenAIAgent",
        "AgentWorkflow",
        "AgentWorkflow.from_tools_or_functions",
        "AgentWorkflow.fromTools",
        "agent",
        "multiAgent",
      ],
      produces: "agent",
      roles: AGENT,
    },
    {
      names: [
        "ReActAgent.from_tools",
        "OpenAIAgent.from_tools",
        "FunctionCallingAgent.from_tools",
        "AgentRunner.from_llm",
        ...["FunctionCallingAgentWorker", "ReActAgentWorker", "OpenAIAgentWorker"].map(
          (name) => `${name}.from_tools`,
        ),
      ],
      produces: "agent",
      roles: AGENT,
      stepLimit: OLD_LIMIT,
    },
    {
      names: [
        ...INDEXES,
        ...INDEXES.flatMap((name) => MAKERS.map((maker) => `${name}.${maker}`)),
        ...INDEXES.flatMap((name) => [`${name}.fromDocuments`, `${name}.fromVectorStore`, `${name}.init`]),
        ...["load_index_from_storage", "load_graph_from_storage"],
        ...["LlamaCloudIndex", "DashScopeCloudIndex", "VectaraIndex", "ColbertIndex", "VertexAIIndex"],
        ...["DashScopeCloudIndex.from_documents", "LlamaCloudIndex.from_documents"],
        "LlamaCloudIndex.fromDocuments",
      ],
      produces: "provider",
    },
    {
      names: [
        ...ENGINES,
        ...ENGINES.flatMap((name) => [`${name}.from_args`, `${name}.from_defaults`]),
        "SubQuestionQueryEngine.fromDefaults",
        "RouterQueryEngine.fromDefaults",
      ],
      produces: "plan",
      roles: { model: ["llm"] },
    },
    {
      names: [
        ...["FaithfulnessEvaluator", "RelevancyEvaluator", "CorrectnessEvaluator", "GuidelineEvaluator"],
        ...["AnswerRelevancyEvaluator", "ContextRelevancyEvaluator", "PairwiseComparisonEvaluator"],
      ],
      produces: "template",
      roles: { model: ["llm", "#0"] },
    },
    {
      names: SYNTHESISERS,
      produces: "plan",
      roles: { model: ["llm"], template: ["summary_template", "text_qa_template"] },
    },
    {
      names: ["DatasetGenerator", "RagDatasetGenerator"].flatMap((name) => [name, `${name}.from_documents`]),
      produces: "plan",
      roles: { model: ["llm"], items: ["documents", "nodes", "#0"] },
    },
    {
      names: PROGRAMS.flatMap((name) => [name, `${name}.from_defaults`]),
      produces: "plan",
      roles: {
        model: ["llm", "multi_modal_llm"],
        template: ["prompt", "prompt_template_str"],
        tools: ["tools"],
      },
    },
    {
      names: ["QueryPipeline"],
      produces: "template",
      wraps: CHAINED,
      attached: [{ names: ["add_modules", "add_chain", "add"], role: "model" }],
    },
    {
      names: ["AgentRunner"],
      produces: "agent",
      wraps: ["agent_worker", "#0"],
      roles: AGENT,
      stepLimit: OLD_LIMIT,
    },
    { names: ["LLMPredictor"], produces: "model", wraps: ["llm", "#0"] },
    { names: ["LLM", "BaseLLM", "MultiModalLLM", "LLMPredictorType"], produces: "model", isAbstract: true },
    { names: ["BaseQueryEngine"], produces: "plan", isAbstract: true },
    { names: ["BaseChatEngine"], produces: "session", isAbstract: true },
    { names: ["BaseAgent", "AgentRunner"], produces: "agent", isAbstract: true },
    {
      names: [
        "ContextChatEngine",
        "ContextChatEngine.from_defaults",
        "CondensePlusContextChatEngine.from_defaults",
        "SimpleChatEngine",
        "SimpleChatEngine.from_defaults",
        "CondenseQuestionChatEngine.from_defaults",
      ],
      produces: "session",
      roles: { model: ["llm"], system: ["system_prompt"] },
    },
  ],
  steps: [
    { on: ["agent"], names: ["as_agent"] },
    {
      on: ["provider"],
      names: ["as_query_engine", "asQueryEngine"],
      produces: "plan",
      roles: { model: ["llm"] },
    },
    {
      on: ["provider"],
      names: ["as_chat_engine", "asChatEngine"],
      produces: "session",
      roles: { model: ["llm"], system: ["system_prompt"] },
    },
    { on: ["model"], names: ["as_structured_llm"] },
  ],
  calls: [
    {
      on: ["model"],
      paths: [
        ...["complete", "acomplete", "stream_complete", "astream_complete"],
        ...["chat", "achat", "stream_chat", "astream_chat", "predict", "apredict"],
      ],
      kind: "request",
      roles: { messages: ["messages", "prompt", "#0"], tools: ["tools"] },
    },
    {
      on: ["model"],
      paths: ["structured_predict", "astructured_predict", "stream_structured_predict"],
      kind: "request",
      roles: { messages: ["prompt", "#1"] },
    },
    {
      on: ["model"],
      paths: ["predict_and_call", "apredict_and_call", "chat_with_tools", "achat_with_tools"],
      kind: "request",
      roles: { tools: ["tools", "#0"], messages: ["chat_history", "user_msg"] },
    },
    {
      on: ["agent"],
      paths: ["run", "runStream"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["user_msg", "#0"] },
      stepLimit: RUN_LIMIT,
    },
    {
      on: ["agent"],
      paths: ["chat", "achat", "stream_chat", "astream_chat", "query", "aquery"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["message", "#0"] },
      stepLimit: OLD_LIMIT,
    },
    {
      on: ["plan", "provider"],
      paths: ["query", "aquery"],
      kind: "request",
      roles: { messages: ["query", "query_str", "#0"] },
    },
    {
      on: ["plan"],
      paths: ["()", "acall", "stream_call"],
      namesMaker: true,
      kind: "request",
      roles: {},
    },
    {
      on: ["plan"],
      paths: ["get_response", "aget_response", "synthesize", "asynthesize"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["query_str", "query", "#0"] },
    },
    {
      on: ["plan"],
      paths: ["from_nodes", "from_dataset"].flatMap((of) => [
        `generate_questions_${of}`,
        `agenerate_questions_${of}`,
        `generate_dataset_${of}`,
        `agenerate_dataset_${of}`,
      ]),
      kind: "map",
      roles: {},
    },
    {
      on: ["model", "plan"],
      paths: PIPELINE_RUNS,
      kind: "request",
      roles: { messages: ["input", "#0"] },
    },
    {
      // What was added to it later decides.
      on: ["template"],
      paths: PIPELINE_RUNS,
      kind: "request",
      roles: { messages: ["input", "#0"] },
      needsModel: true,
    },
    {
      on: ["template"],
      paths: ["evaluate", "aevaluate", "evaluate_response", "aevaluate_response"],
      kind: "request",
      roles: { messages: ["query", "#0"] },
    },
    {
      on: ["session"],
      paths: ["chat", "achat", "stream_chat", "astream_chat"],
      kind: "request",
      roles: { messages: ["message", "#0"] },
    },
  ],
  free: ["as_retriever", "insert", "refresh"],
  cacheKeys: [],
  ambient: { calls: [], assigned: ["Settings.llm"] },
};
