/**
 * Ragas (Python): metrics that ask a model about the answers of a retrieval, and questions made from documents.
 * Read from ragas 00b7ae79 (evaluation.py) and 0ee82781 (metrics/__init__.py); the newer metrics' names from the documentation of 0.2.
 */
import type { Sdk } from "../sdk";

export const ragas: Sdk = {
  id: "ragas",
  packages: { python: ["ragas"], npm: [] },
  constructors: [
    {
      names: ["LangchainLLMWrapper", "LlamaIndexLLMWrapper"],
      produces: "model",
      roles: { model: ["langchain_llm", "llm", "#0"] },
    },
    { names: ["llm_factory"], produces: "model", roles: { model: ["model", "#0"] } },
    {
      names: [
        ...[
          "Faithfulness",
          "AnswerRelevancy",
          "ResponseRelevancy",
          "AnswerCorrectness",
          "FactualCorrectness",
        ],
        ...["ContextPrecision", "ContextRecall", "ContextRelevancy", "LLMContextRecall", "AspectCritic"],
        ...["LLMContextPrecisionWithReference", "LLMContextPrecisionWithoutReference", "AspectCritique"],
        ...["SimpleCriteriaScore", "RubricsScore", "NoiseSensitivity", "SummarizationScore"],
      ],
      produces: "plan",
      roles: { model: ["llm"] },
    },
    {
      names: ["TestsetGenerator", "TestsetGenerator.from_langchain"],
      produces: "agent",
      roles: { model: ["llm", "generator_llm", "#0"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["function"],
      paths: ["evaluate", "aevaluate"],
      kind: "map",
      roles: { items: ["dataset", "#0"], model: ["llm", "#2", "metrics.0", "#1.0"] },
    },
    {
      on: ["plan"],
      paths: ["score", "ascore", "single_turn_score", "single_turn_ascore", "multi_turn_ascore"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["sample", "#0"] },
    },
    {
      on: ["agent"],
      paths: ["generate", "generate_with_langchain_docs", "generate_with_llamaindex_docs"],
      namesMaker: true,
      kind: "map",
      roles: { items: ["documents", "#0"] },
    },
  ],
  free: ["to_pandas"],
  cacheKeys: [],
};
