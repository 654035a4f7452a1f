/**
 * LangChain chat models in Python and JavaScript: classes of the provider packages, `init_chat_model`, and chains
 * `prompt | model | parser`; LangChain's copy in Go. Read from langchain 1.4.2, langchain-openai 1.6.6, langchainjs 62fc484b
 * (2026-08-05) and langchaingo 8fea3de6.
 */
import { AGENT_CALLS, AGENT_CONSTRUCTORS } from "../langchain-agents";
import { CHAINS } from "../langchain-chains";
import { GO, GO_CALLS, GO_CONSTRUCTORS } from "../langchain-go";
import { CHAT_MODELS, MODEL, packagesOf } from "../langchain-models";
import type { Constructor, Sdk } from "../sdk";

const CORE = ["langchain_core", "langchain", "langchain_classic", "@langchain/core"];

const MEMORY = "https://github.com/langchain-ai/langchain/blob/01d81c7a/libs/langchain/langchain/memory";

/** Evaluators that ask a model (langchain/evaluation/schema.py). */
const JUDGES = [
  ...["qa", "cot_qa", "context_qa", "criteria", "labeled_criteria", "trajectory"],
  ...["score_string", "labeled_score_string", "pairwise_string", "labeled_pairwise_string"],
];

const EVALUATOR: Constructor = {
  names: ["load_evaluator", "loadEvaluator"],
  packages: ["langchain", "langchain_classic", "@langchain/classic"],
  produces: "model",
  wraps: ["llm", "#1.llm"],
  roles: { system: ["criteria"] },
};

/** Retrievers, compressors and readers of documents around a model. */
const ASKING = [
  ...["MultiQueryRetriever", "SelfQueryRetriever", "RePhraseQueryRetriever"],
  ...["LLMChainExtractor", "LLMChainFilter", "LLMListwiseRerank", "LLMGraphTransformer"],
];

export const langchain: Sdk = {
  id: "langchain",
  packages: {
    python: [
      ...new Set([
        "langchain",
        "langchain_core",
        "langchain_classic",
        "langchain_experimental",
        "langchain_neo4j",
        ...["langsmith", "lanarky"],
        ...packagesOf((name) => !/[/@]/.test(name)),
      ]),
    ],
    npm: [
      ...new Set([
        "langchain",
        "@langchain/classic",
        "@langchain/core",
        ...packagesOf((name) => /[/@]/.test(name)),
      ]),
    ],
    go: [GO],
  },
  constructors: [
    ...CHAT_MODELS,
    ...GO_CONSTRUCTORS,
    ...AGENT_CONSTRUCTORS,
    {
      names: ["init_chat_model", "initChatModel"],
      packages: ["langchain", "langchain_classic"],
      produces: "model",
      roles: {
        ...MODEL,
        model: ["model", "#0"],
        provider: ["model_provider", "#1.modelProvider"],
        maxOutput: ["max_tokens", "#1.maxTokens"],
        baseUrl: ["base_url", "#1.baseUrl"],
      },
    },
    {
      names: [
        ...["BaseChatModel", "BaseLanguageModel", "Runnable", "RunnableSerializable", "BaseLLM", "Chain"],
        ...["language_models.BaseChatModel"],
      ],
      packages: CORE,
      produces: "model",
      isAbstract: true,
    },
    {
      names: ["ChatPromptTemplate", "PromptTemplate"].flatMap((name) => [
        name,
        `${name}.from_messages`,
        `${name}.from_template`,
        `${name}.fromMessages`,
        `${name}.fromTemplate`,
      ]),
      packages: CORE,
      produces: "template",
    },
    ...CHAINS,
    {
      // Where an answer does not parse they ask again.
      names: ["RetryOutputParser", "RetryWithErrorOutputParser", "OutputFixingParser"].flatMap((name) => [
        `${name}.from_llm`,
        `${name}.fromLLM`,
      ]),
      packages: CORE,
      produces: "plan",
      roles: { model: ["llm", "#0"], template: ["prompt"] },
    },
    {
      // They write questions, or read what was found, before anything is answered.
      names: ASKING.flatMap((name) => [`${name}.from_llm`, `${name}.fromLLM`, name]),
      packages: [...CORE, "langchain_community", "langchain_experimental"],
      produces: "plan",
      roles: { model: ["llm", "#0"], template: ["prompt"] },
      given: ["llm", "#0"],
    },
    {
      // Without a compressor that asks a model none is asked.
      names: ["ContextualCompressionRetriever"],
      packages: CORE,
      produces: "template",
      wraps: ["base_compressor", "baseCompressor"],
    },
    { names: ["VectorstoreIndexCreator"], packages: CORE, produces: "provider" },
    { names: ["pull", "hub.pull"], packages: ["langchain", "langchain_classic"], produces: "template" },
    // Comparisons of texts ask no model.
    { ...EVALUATOR, given: ["llm"] },
    { ...EVALUATOR, when: { ways: ["evaluator", "#0"], values: JUDGES } },
    {
      // Each gets the same input; the first model among them stands for all.
      names: ["RunnableParallel", "RunnableMap", "RunnableBranch"].flatMap((name) => [name, `${name}.from`]),
      packages: CORE,
      produces: "template",
      wraps: ["*"],
    },
    {
      // It hands on what it is given; what is piped behind it asks.
      names: ["RunnablePassthrough", "RunnablePassthrough.assign"],
      packages: CORE,
      produces: "template",
    },
    { names: ["Client", "AsyncClient"], packages: ["langsmith"], produces: "router" },
    {
      names: ["create_retrieval_chain", "createRetrievalChain"],
      packages: ["langchain", "langchain_classic"],
      produces: "model",
      wraps: ["combine_docs_chain", "combineDocsChain", "#1"],
    },
    {
      // What stands in it decides: without a model it asks none.
      names: ["RunnableSequence", "RunnableSequence.from"],
      packages: CORE,
      produces: "template",
      wraps: [
        ...["first", "#0.first", "#0.middle.0", "#0.middle.1", "last", "#0.last"],
        ...["#0", "#1", "#2", "#3", "#0.0", "#0.1", "#0.2", "#0.3", "#0.4"],
      ],
    },
    {
      names: ["RunnableWithMessageHistory"],
      packages: CORE,
      produces: "model",
      wraps: ["runnable", "#0"],
      conversation: ["get_session_history", "#1", "#0.getMessageHistory"],
    },
  ],
  steps: [
    {
      on: ["model", "template", "agent"],
      names: ["with_config", "withConfig"],
      // Fields that were declared configurable; other configuration has none of these keys.
      roles: {
        model: ["#0.model", "#0.configurable.model", "configurable.model", "config.configurable.model"],
        maxOutput: ["#0.max_tokens", "#0.configurable.max_tokens", "configurable.max_tokens"],
      },
    },
    {
      on: ["model", "template"],
      names: [
        "with_retry",
        "withRetry",
        "with_fallbacks",
        "withFallbacks",
        "with_types",
        "with_structured_output",
        "withStructuredOutput",
        ...["configurable_fields", "configurable_alternatives", "partial"],
        // What goes in and comes out of the chain is another; the model is not.
        ...["pick", "assign", "map", "with_listeners", "withListeners"],
      ],
    },
    {
      on: ["provider"],
      names: ["from_loaders", "afrom_loaders", "from_documents", "afrom_documents"],
      produces: "plan",
    },
    { on: ["agent"], names: ["compile", "with_types", "with_retry"] },
    {
      on: ["model"],
      names: ["bind_tools", "bindTools"],
      roles: { tools: ["tools", "#0"] },
    },
    {
      on: ["model"],
      names: ["bind"],
      roles: { tools: ["tools", "functions"], maxOutput: ["max_tokens", "maxTokens"] },
    },
    { on: ["model", "template"], names: ["pipe"], wraps: ["#0"] },
  ],
  keepers: [
    ...["Streamlit", "Redis", "UpstashRedis", "SQL", "Postgres", "Mongo", "MongoDB", "DynamoDB", "File"].map(
      (name) => `${name}ChatMessageHistory`,
    ),
    ...["Firestore", "Momento", "Cosmos", "CosmosDB", "Zep", "Cassandra", "Neo4j", "Elasticsearch"].map(
      (name) => `${name}ChatMessageHistory`,
    ),
  ],
  memories: [
    {
      names: ["ConversationBufferWindowMemory", "BufferWindowMemory"],
      keeps: "windowed",
      size: { ways: ["k"], default: 5 },
      unit: "messages",
      times: 2,
      source: `${MEMORY}/buffer_window.py`,
    },
    {
      names: ["ConversationTokenBufferMemory"],
      keeps: "windowed",
      size: { ways: ["max_token_limit", "maxTokenLimit"], default: 2000 },
      unit: "tokens",
      times: 1,
      source: `${MEMORY}/token_buffer.py`,
    },
    {
      names: ["ConversationSummaryBufferMemory"],
      keeps: "summarised",
      size: { ways: ["max_token_limit", "maxTokenLimit"], default: 2000 },
      unit: "tokens",
      times: 1,
      source: `${MEMORY}/summary_buffer.py`,
    },
    {
      names: ["ConversationSummaryMemory"],
      keeps: "summarised",
      size: null,
      unit: "tokens",
      times: 1,
      source: `${MEMORY}/summary.py`,
    },
  ],
  calls: [
    {
      on: ["model"],
      paths: [
        "invoke",
        "ainvoke",
        "stream",
        "astream",
        "astream_events",
        "streamEvents",
        "generate",
        "agenerate",
        ...["predict", "apredict", "predict_messages", "apredict_messages", "predictMessages"],
        ...["generate_prompt", "agenerate_prompt", "generatePrompt", "astream_log", "streamLog"],
        ...["predict_and_parse", "apredict_and_parse", "call_as_llm"],
        ...["run", "arun", "call", "acall", "()", "evaluate", "aevaluate"],
      ],
      kind: "request",
      roles: { messages: ["input", "messages", "text", "#0"], tools: ["functions"] },
    },
    {
      on: ["plan"],
      paths: ["parse", "aparse", "parse_with_prompt", "aparse_with_prompt", "parseWithPrompt"],
      kind: "request",
      roles: { messages: ["completion", "#0"] },
    },
    {
      on: ["plan"],
      paths: [
        ...["get_relevant_documents", "aget_relevant_documents", "getRelevantDocuments", "invoke", "ainvoke"],
        ...["convert_to_graph_documents", "aconvert_to_graph_documents"],
        ...["compress_documents", "acompress_documents", "compressDocuments"],
      ],
      kind: "request",
      roles: { messages: ["query", "documents", "#0"] },
    },
    {
      on: ["plan"],
      paths: ["query", "aquery", "query_with_sources", "aquery_with_sources"],
      kind: "request",
      roles: { model: ["llm"], messages: ["question", "#0"] },
    },
    ...GO_CALLS,
    ...AGENT_CALLS,
    {
      on: ["model"],
      paths: ["batch", "abatch", "batch_as_completed", "abatch_as_completed"],
      kind: "map",
      roles: { items: ["inputs", "#0"] },
    },
    { on: ["model"], paths: ["apply", "aapply"], kind: "map", roles: { items: ["input_list", "#0"] } },
    {
      on: ["model"],
      paths: ["string_pairs", "strings"].flatMap((of) => [`evaluate_${of}`, `aevaluate_${of}`]),
      kind: "request",
      roles: { messages: ["prediction", "#0.prediction"] },
    },
    {
      on: ["model"],
      paths: ["evaluateStrings", "evaluateStringPairs", "evaluate_agent_trajectory"],
      kind: "request",
      roles: { messages: ["prediction", "#0.prediction"] },
    },
    {
      // LangSmith runs the chain once for each example of a data set.
      on: ["router", "function"],
      paths: ["run_on_dataset", "arun_on_dataset"],
      packages: ["langsmith", "langchain", "langchain_classic"],
      kind: "map",
      roles: { model: ["llm_or_chain_factory", "#1"] },
    },
    {
      // Lanarky runs the chain while the answer is streamed.
      on: ["function"],
      paths: ["StreamingResponse.from_chain", "StreamingJSONResponse.from_chain"],
      packages: ["lanarky"],
      kind: "request",
      roles: { model: ["chain", "#0"], messages: ["inputs", "#1"] },
      needsModel: true,
    },
    {
      on: ["function"],
      paths: ["StreamingResponse"],
      packages: ["lanarky"],
      kind: "request",
      roles: { model: ["chain"], messages: ["config.inputs"] },
      needsModel: true,
    },
  ],
  free: ["get_num_tokens", "get_num_tokens_from_messages", "getNumTokens"],
  providerHosts: {
    openai: null,
    anthropic: null,
    google_genai: null,
    mistralai: null,
    xai: null,
    azure_openai: "azure",
    bedrock: "aws-bedrock",
    bedrock_converse: "aws-bedrock",
    google_vertexai: "google-vertex",
    google_anthropic_vertex: "google-vertex",
    groq: "groq",
    together: "together",
    fireworks: "fireworks",
    deepseek: "deepseek",
    openrouter: "openrouter",
    ollama: "self-hosted",
  },
  cacheKeys: ["cache_control"],
};
