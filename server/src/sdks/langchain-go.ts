/** LangChain's copy in Go: models, chains and executors. Read from langchaingo 8fea3de6 (2026-01-12). */
import type { CallRule, Constructor, Roles, StepLimitRule } from "./sdk";

export const GO = "github.com/tmc/langchaingo";

/** Packages under `llms` with the host each calls; the model is an option, and callers may override it. */
const GO_MODELS: readonly Constructor[] = (
  [
    ["openai anthropic googleai mistral cohere huggingface ernie maritaca", null],
    ["bedrock", "aws-bedrock"],
    ["googleai/vertex", "google-vertex"],
    ["cloudflare", "cloudflare"],
    ["ollama llamafile", "self-hosted"],
  ] as const
).map(([names, host]) => ({
  names: ["New", "NewChat", "LLM"],
  packages: names.split(" ").map((name) => `${GO}/llms/${name}`),
  produces: "model",
  roles: {
    model: ["WithModel()", "WithDefaultModel()", "WithModelName()"],
    baseUrl: host === null ? ["WithBaseURL()", "WithURL()", "WithEndpoint()"] : [],
    maxOutput: ["WithDefaultMaxTokens()"],
  },
  ...(host === null ? {} : { host }),
}));

const GO_OPTIONS: Roles = {
  model: ["WithModel()"],
  maxOutput: ["WithMaxTokens()"],
  tools: ["WithTools()", "WithFunctions()"],
  choices: ["WithN()", "WithCandidateCount()"],
};

const GO_EXECUTOR: StepLimitRule = {
  ways: ["WithMaxIterations()"],
  unit: "turns",
  defaults: [
    {
      ecosystem: "any",
      bound: 5,
      source: "https://github.com/tmc/langchaingo/blob/8fea3de6/agents/initialize.go",
    },
  ],
};

/** What makes models, chains and executors. */
export const GO_CONSTRUCTORS: readonly Constructor[] = [
  ...GO_MODELS,
  { names: ["Model", "LLM"], packages: [`${GO}/llms`], produces: "model", isAbstract: true },
  { names: ["Chain", "LLMChain"], packages: [`${GO}/chains`], produces: "model", isAbstract: true },
  {
    names: [
      ...["NewLLMChain", "NewConversation", "NewLLMMathChain", "NewStuffDocuments", "NewMapReduceDocuments"],
      ...["NewRetrievalQA", "NewRetrievalQAFromLLM", "NewSQLDatabaseChain", "NewAPIChain"],
      ...["NewConversationalRetrievalQA", "NewConversationalRetrievalQAFromLLM", "NewRefineDocuments"],
      ...["LoadStuffQA", "LoadRefineQA", "LoadMapReduceQA", "LoadMapRerankQA"],
      ...["LoadStuffSummarization", "LoadRefineSummarization", "LoadMapReduceSummarization"],
    ],
    packages: [`${GO}/chains`],
    produces: "model",
    wraps: ["#0"],
    roles: { template: ["#1.#0", "#1.template"] },
  },
  {
    names: ["NewOneShotAgent", "NewConversationalAgent", "NewOpenAIFunctionsAgent"],
    packages: [`${GO}/agents`],
    produces: "plan",
    roles: { model: ["#0"], tools: ["#1"] },
  },
  {
    names: ["Initialize", "NewExecutor"],
    packages: [`${GO}/agents`],
    produces: "agent",
    roles: { model: ["#0"], tools: ["#1"] },
  },
];

/** Calls of models; chains and executors are run by functions of a package. */
export const GO_CALLS: readonly CallRule[] = [
  {
    on: ["model"],
    paths: ["GenerateContent", "Call"],
    kind: "request",
    roles: { ...GO_OPTIONS, messages: ["#1"] },
  },
  {
    on: ["function"],
    paths: ["GenerateFromSinglePrompt"],
    packages: [`${GO}/llms`],
    kind: "request",
    roles: { ...GO_OPTIONS, model: ["WithModel()", "#1"], messages: ["#2"] },
  },
  {
    on: ["function"],
    paths: ["Run", "Call", "Predict"],
    packages: [`${GO}/chains`],
    kind: "loop",
    sends: { way: "#1", makers: ["Initialize", "NewExecutor"] },
    roles: { model: ["#1"], messages: ["#2"] },
    stepLimit: GO_EXECUTOR,
  },
  {
    on: ["function"],
    paths: ["Run", "Call", "Predict"],
    packages: [`${GO}/chains`],
    // A chain of the program's own asks its models itself.
    needsModel: true,
    kind: "request",
    roles: { ...GO_OPTIONS, model: ["#1"], messages: ["#2"] },
  },
];
