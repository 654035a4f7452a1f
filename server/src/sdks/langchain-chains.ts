/**
 * LangChain's chains of old: classes and functions that put a prompt before a model. Read from langchain 1.4.2 (langchain_classic/chains)
 * and aa990c3a (libs/langchain/langchain/chains), langchain_experimental and langchainjs 62fc484b (langchain-classic/src/chains).
 */
import type { Constructor } from "./sdk";

const PACKAGES = [
  ...["langchain", "langchain_classic", "langchain_community", "langchain_experimental", "langchain_neo4j"],
  "@langchain/classic",
];

/** Chains over documents and texts, and the ways to make each. */
const CLASSES: readonly (readonly [names: readonly string[], makers: readonly string[]])[] = [
  [
    ["RetrievalQA", "VectorDBQA"],
    ["from_chain_type", "from_llm"],
  ],
  [
    ["RetrievalQAWithSourcesChain", "VectorDBQAWithSourcesChain", "QAWithSourcesChain"],
    ["from_chain_type", "from_llm"],
  ],
  [
    ["ConversationalRetrievalChain", "ChatVectorDBChain", "ConversationalRetrievalQAChain"],
    ["from_llm", "fromLLM"],
  ],
  [["RetrievalQAChain", "VectorDBQAChain", "ChatVectorDBQAChain"], ["fromLLM"]],
  [["QAGenerationChain", "QAEvalChain", "CotQAEvalChain"], ["from_llm"]],
  [["LLMMathChain", "SQLDatabaseChain", "SqlDatabaseChain"], ["from_llm"]],
  [["LLMCheckerChain", "LLMSummarizationCheckerChain", "NatBotChain", "FlareChain"], ["from_llm"]],
  [
    ["GraphQAChain", "GraphCypherQAChain", "GraphSparqlQAChain", "NebulaGraphQAChain", "KuzuQAChain"],
    ["from_llm", "fromLLM"],
  ],
  [["ConstitutionalChain"], ["from_llm", "fromLLM"]],
  [["MultiPromptChain"], ["from_prompts", "fromLLMAndPrompts"]],
  [["MultiRetrievalQAChain"], ["from_retrievers", "fromLLMAndRetrievers"]],
  [["LLMRouterChain"], ["from_llm", "fromLLM"]],
  [["APIChain"], ["from_llm_and_api_docs", "fromLLMAndAPIDocs"]],
  [["OpenAPIEndpointChain"], ["from_api_operation"]],
  [["PALChain"], ["from_math_prompt", "from_colored_object_prompt"]],
];

const INSIDE = ["llm", "llm_chain", "llmChain", "combine_documents_chain", "combine_docs_chain", "#0"];

/** The first chain of several stands for all. */
const SEVERAL = [
  "chains.0",
  "#0.chains.0",
  "initial_llm_chain",
  "combineDocumentsChain",
  "#0.combineDocumentsChain",
];

export const CHAINS: readonly Constructor[] = [
  {
    names: [
      ...["LLMChain", "ConversationChain"],
      ...CLASSES.flatMap(([names, makers]) =>
        names.flatMap((name) => [name, ...makers.map((maker) => `${name}.${maker}`)]),
      ),
      ...["load_qa_chain", "load_qa_with_sources_chain", "load_summarize_chain"],
      ...["loadQAStuffChain", "loadQAMapReduceChain", "loadQARefineChain", "loadSummarizationChain"],
      ...[
        "StuffDocumentsChain",
        "MapReduceDocumentsChain",
        "MapRerankDocumentsChain",
        "RefineDocumentsChain",
      ],
      ...["ReduceDocumentsChain", "AnalyzeDocumentChain", "SequentialChain", "SimpleSequentialChain"],
      "create_sql_query_chain",
      "create_history_aware_retriever",
      "create_map_reduce_documents_chain",
      "create_stuff_documents_chain",
      "createStuffDocumentsChain",
      ...[
        "create_qa_with_sources_chain",
        "create_qa_with_structure_chain",
        "create_citation_fuzzy_match_chain",
      ],
      "create_citation_fuzzy_match_runnable",
    ],
    packages: PACKAGES,
    produces: "model",
    wraps: [...INSIDE, ...SEVERAL],
    roles: { template: ["prompt"] },
    conversation: ["memory"],
  },
  {
    // The form of the answer stands before the model.
    names: [
      ...["extraction", "tagging"].flatMap((kind) => [
        `create_${kind}_chain`,
        `create_${kind}_chain_pydantic`,
      ]),
      ...["create_structured_output_chain", "create_structured_output_runnable", "create_openai_fn_chain"],
      ...["create_openai_fn_runnable", "createExtractionChain", "createTaggingChain", "createOpenAPIChain"],
      ...["createExtractionChainFromZod", "createTaggingChainFromZod", "createStructuredOutputChainFromZod"],
    ],
    packages: PACKAGES,
    produces: "model",
    wraps: ["llm", "#1", "#1.llm", "#0.llm"],
    roles: { template: ["prompt", "#1.prompt"] },
  },
];
