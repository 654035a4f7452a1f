/** Chat models of LangChain: the classes of its packages, for Python and JavaScript alike. */
import type { Constructor, Roles } from "./sdk";

export const MODEL: Roles = {
  model: [
    "model",
    "model_name",
    "modelName",
    "model_id",
    "repo_id",
    "azure_deployment",
    "azureOpenAIApiDeploymentName",
  ],
  maxOutput: [
    "max_tokens",
    "max_completion_tokens",
    "max_output_tokens",
    "max_tokens_to_sample",
    "num_predict",
    "maxTokens",
    "maxOutputTokens",
    "maxCompletionTokens",
    "numPredict",
    // What a class hands on to its endpoint as it is.
    "model_kwargs.max_tokens",
    "model_kwargs.max_new_tokens",
  ],
  baseUrl: [
    "base_url",
    "openai_api_base",
    "anthropic_api_url",
    "configuration.baseURL",
    "baseUrl",
    "anthropicApiUrl",
  ],
  effort: ["reasoning_effort", "reasoning.effort", "thinking_level", "reasoningEffort", "thinkingLevel"],
  reasoningBudget: [
    "thinking.budget_tokens",
    "thinking_budget",
    "thinkingBudget",
    "thinkingConfig.thinkingBudget",
  ],
  serviceTier: ["service_tier", "serviceTier"],
  region: ["region_name", "location", "region"],
  choices: ["n"],
};

/** Class, packages that export it, and the host it always calls (null: the lab's own, or told by the base URL). */
const CLASSES: readonly (readonly [
  names: readonly string[],
  packages: readonly string[],
  host: string | null,
])[] = [
  [
    ["ChatOpenAI", "ChatOpenAIResponses"],
    [
      "langchain_openai",
      "langchain_community",
      "langchain",
      "@langchain/openai",
      "langchain/chat_models/openai",
    ],
    null,
  ],
  [
    ["AzureChatOpenAI"],
    ["langchain_openai", "langchain_community", "langchain", "@langchain/openai"],
    "azure",
  ],
  [
    ["ChatAnthropic"],
    [
      "langchain_anthropic",
      "langchain_community",
      "langchain",
      "@langchain/anthropic",
      "langchain/chat_models/anthropic",
    ],
    null,
  ],
  [["ChatAnthropicVertex"], ["langchain_google_vertexai"], "google-vertex"],
  [
    ["ChatGoogleGenerativeAI", "ChatGoogle"],
    ["langchain_google_genai", "@langchain/google-genai", "@langchain/google"],
    null,
  ],
  [
    ["ChatVertexAI"],
    [
      ...["langchain_google_vertexai", "langchain_community", "langchain"],
      ...["@langchain/google-vertexai", "@langchain/google-vertexai-web"],
    ],
    "google-vertex",
  ],
  [
    ["ChatBedrock", "ChatBedrockConverse", "ChatAnthropicBedrock", "BedrockChat"],
    ["langchain_aws", "langchain_community", "langchain", "@langchain/aws", "@langchain/community"],
    "aws-bedrock",
  ],
  [["ChatMistralAI"], ["langchain_mistralai", "@langchain/mistralai"], null],
  [["ChatGroq"], ["langchain_groq", "@langchain/groq"], "groq"],
  [["ChatDeepSeek"], ["langchain_deepseek", "@langchain/deepseek"], "deepseek"],
  [["ChatXAI"], ["langchain_xai", "@langchain/xai"], null],
  [["ChatFireworks"], ["langchain_fireworks", "@langchain/community"], "fireworks"],
  [["ChatTogether", "ChatTogetherAI"], ["langchain_together", "@langchain/community"], "together"],
  [["ChatCerebras"], ["langchain_cerebras", "@langchain/cerebras"], "cerebras"],
  [["ChatOpenRouter"], ["langchain_openrouter", "@langchain/openrouter"], "openrouter"],
  [
    ["ChatOllama"],
    ["langchain_ollama", "langchain_community", "langchain", "@langchain/ollama", "@langchain/community"],
    "self-hosted",
  ],
  [
    [
      ...["ChatTongyi", "ChatZhipuAI", "MoonshotChat", "QianfanChatEndpoint", "ChatLiteLLM"],
      ...[
        "Tongyi",
        "QianfanLLMEndpoint",
        "ChatDeepInfra",
        "ChatAnyscale",
        "ChatLlamaCpp",
        "ChatBaichuan",
        "ChatSparkLLM",
        "ChatHunyuan",
      ],
    ],
    ["langchain_community", "langchain_litellm", "langchain"],
    null,
  ],
  [
    ["ChatCloudflareWorkersAI", "CloudflareWorkersAI"],
    ["langchain_cloudflare", "@langchain/cloudflare"],
    "cloudflare",
  ],
  [["ChatNVIDIA"], ["langchain_nvidia_ai_endpoints"], null],
  [["ChatPerplexity"], ["langchain_perplexity", "langchain_community", "@langchain/community"], null],
  [
    ["Replicate", "ChatReplicate"],
    ["langchain_replicate", "langchain", "langchain_community", "@langchain/community"],
    null,
  ],
  [["ChatWatsonx", "WatsonxLLM"], ["langchain_ibm", "@langchain/community"], null],
  [["GigaChat", "GigaChatModel"], ["langchain_gigachat", "langchain_community", "langchain"], null],
  [["ChatDatabricks"], ["databricks_langchain", "langchain_databricks", "langchain_community"], null],
  [["ChatSambaNovaCloud", "ChatSambaNova"], ["langchain_sambanova", "langchain_community"], null],
  [["ChatUpstage"], ["langchain_upstage"], null],
  [["AzureAIChatCompletionsModel"], ["langchain_azure_ai"], null],
  [["ChatQwen", "ChatQwQ"], ["langchain_qwq"], null],
  [
    ["ChatYandexGPT", "YandexGPT", "MiniMaxChat", "ChatOCIGenAI", "AzureMLChatOnlineEndpoint"],
    ["langchain_community"],
    null,
  ],
  [["ChatWriter"], ["langchain_writer"], null],
  [["ChatAI21"], ["langchain_ai21"], null],
  [["ChatCohere"], ["langchain_cohere", "langchain_community", "@langchain/cohere"], null],
  [
    ["ChatHuggingFace", "HuggingFaceEndpoint", "HuggingFaceHub", "HuggingFaceTextGenInference"],
    ["langchain_huggingface", "langchain_community", "langchain"],
    null,
  ],
  // Text models of old: they take a text and answer with one.
  [
    ["OpenAI"],
    [
      "langchain_openai",
      "langchain",
      "langchain_community.llms",
      "@langchain/openai",
      "langchain/llms/openai",
    ],
    null,
  ],
  [
    ["OpenAIChat"],
    ["langchain", "langchain_community.llms", "@langchain/openai", "langchain/llms/openai"],
    null,
  ],
  [
    ["AzureOpenAI"],
    ["langchain_openai", "langchain", "langchain_community.llms", "@langchain/openai"],
    "azure",
  ],
  [
    ["HuggingFacePipeline", "HuggingFacePipeline.from_model_id"],
    ["langchain_huggingface", "langchain_community", "langchain"],
    "self-hosted",
  ],
  [["OllamaLLM"], ["langchain_ollama"], "self-hosted"],
  [
    ["Ollama", "LlamaCpp", "GPT4All", "CTransformers", "VLLM"],
    ["langchain", "langchain_community", "@langchain/ollama", "@langchain/community"],
    "self-hosted",
  ],
  [["Bedrock", "BedrockLLM"], ["langchain", "langchain_community.llms", "langchain_aws"], "aws-bedrock"],
  [["ChatGooglePalm", "GoogleGenerativeAI", "GooglePalm"], ["langchain_google_genai", "langchain"], null],
  [["VertexAI"], ["langchain_google_vertexai", "langchain"], "google-vertex"],
  [["Anthropic", "Cohere", "Together", "Fireworks"], ["langchain", "langchain_community.llms"], null],
];

export const CHAT_MODELS: readonly Constructor[] = CLASSES.map(([names, packages, host]) => ({
  names,
  packages,
  produces: "model",
  roles: MODEL,
  ...(host === null ? {} : { host }),
}));

/** Packages of the classes, as far as they are wanted. */
export function packagesOf(isWanted: (name: string) => boolean): readonly string[] {
  return CLASSES.flatMap(([, packages]) => packages).filter(isWanted);
}
