/**
 * ModelFusion (JavaScript), the library before the AI SDK's models were one interface. Read from 9d99703d (model-function/, the facades of
 * model-provider/): a provider's function makes a model, functions of the package ask it.
 */
import type { Constructor, Roles, Sdk } from "../sdk";

const MODEL: Roles = { model: ["model"], maxOutput: ["maxGenerationTokens"], baseUrl: ["api.baseUrl"] };

const MAKERS = ["ChatTextGenerator", "CompletionTextGenerator", "TextGenerator"];

function provider(name: string, host?: string): Constructor {
  return {
    names: MAKERS.map((maker) => `${name}.${maker}`),
    produces: "model",
    roles: MODEL,
    ...(host === undefined ? {} : { host }),
  };
}

const ASKED: Roles = { model: ["model"], messages: ["prompt"] };

export const modelfusion: Sdk = {
  id: "modelfusion",
  packages: { python: [], npm: ["modelfusion"] },
  constructors: [
    ...["openai", "mistral", "cohere", "huggingface", "openaicompatible"].map((name) => provider(name)),
    ...["llamacpp", "ollama"].map((name) => provider(name, "self-hosted")),
    { names: ["TextStreamingModel", "TextGenerationModel"], produces: "model", isAbstract: true },
  ],
  steps: [
    {
      on: ["model"],
      names: [
        ...["withTextPrompt", "withInstructionPrompt", "withChatPrompt", "withPromptTemplate"],
        ...["withSettings", "withJsonOutput", "asObjectGenerationModel"],
        ...["asFunctionCallObjectGenerationModel", "asToolCallGenerationModel"],
      ],
    },
  ],
  calls: [
    {
      on: ["function"],
      paths: ["generateText", "streamText", "generateObject", "streamObject"],
      kind: "request",
      roles: ASKED,
    },
    {
      on: ["function"],
      paths: ["generateToolCalls", "runTools"],
      kind: "request",
      roles: { ...ASKED, tools: ["tools"] },
    },
  ],
  free: ["embed", "embedMany", "countTokens"],
  cacheKeys: [],
};
