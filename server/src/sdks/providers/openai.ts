/**
 * The OpenAI SDKs (Python, JavaScript, Go) with their Azure and Bedrock clients, and the Go client that came before OpenAI's own.
 * The older clients for JavaScript: version 3 (3.3.0), its copy openai-edge 1.2.2, @azure/openai 1.0.0-beta.13; chatgpt 5.2.5.
 * Read from openai-python 3.22.1, openai-node 7.5.0, openai-go 3.52.0 (2026-08-21) and sashabaranov/go-openai 3d58ac5 (2026-08-02).
 */
import { CHAT, CLIENT, COMPLETIONS, RESPONSES } from "../openai-shape";
import type { Roles, Sdk } from "../sdk";

/** Model ids that openai-go exports, of all its releases (shared/shared.go). */
const GO_MODELS =
  "chatgpt-4o-latest codex-mini-latest computer-use-preview computer-use-preview-2025-03-11 gpt-3.5-turbo " +
  "gpt-3.5-turbo-0125 gpt-3.5-turbo-0301 gpt-3.5-turbo-0613 gpt-3.5-turbo-1106 gpt-3.5-turbo-16k " +
  "gpt-3.5-turbo-16k-0613 gpt-4 gpt-4-0125-preview gpt-4-0314 gpt-4-0613 gpt-4-1106-preview gpt-4-32k " +
  "gpt-4-32k-0314 gpt-4-32k-0613 gpt-4-turbo gpt-4-turbo-2024-04-09 gpt-4-turbo-preview gpt-4-vision-preview " +
  "gpt-4.1 gpt-4.1-2025-04-14 gpt-4.1-mini gpt-4.1-mini-2025-04-14 gpt-4.1-nano gpt-4.1-nano-2025-04-14 gpt-4o " +
  "gpt-4o-2024-05-13 gpt-4o-2024-08-06 gpt-4o-2024-11-20 gpt-4o-audio-preview gpt-4o-audio-preview-2024-10-01 " +
  "gpt-4o-audio-preview-2024-12-17 gpt-4o-audio-preview-2025-06-03 gpt-4o-mini gpt-4o-mini-2024-07-18 " +
  "gpt-4o-mini-audio-preview gpt-4o-mini-audio-preview-2024-12-17 gpt-4o-mini-search-preview " +
  "gpt-4o-mini-search-preview-2025-03-11 gpt-4o-search-preview gpt-4o-search-preview-2025-03-11 gpt-5 " +
  "gpt-5-2025-08-07 gpt-5-chat-latest gpt-5-codex gpt-5-mini gpt-5-mini-2025-08-07 gpt-5-nano " +
  "gpt-5-nano-2025-08-07 gpt-5-pro gpt-5-pro-2025-10-06 gpt-5.1 gpt-5.1-2025-11-13 gpt-5.1-chat-latest " +
  "gpt-5.1-codex gpt-5.1-codex-max gpt-5.1-mini gpt-5.2 gpt-5.2-2025-12-11 gpt-5.2-chat-latest gpt-5.2-pro " +
  "gpt-5.2-pro-2025-12-11 gpt-5.3-chat-latest gpt-5.4 gpt-5.4-mini gpt-5.4-mini-2026-03-17 gpt-5.4-nano " +
  "gpt-5.4-nano-2026-03-17 gpt-5.5 gpt-5.5-2026-04-23 gpt-5.5-pro gpt-5.5-pro-2026-04-23 gpt-5.6-cyber " +
  "gpt-5.6-luna gpt-5.6-sol gpt-5.6-terra gpt-daybreak-blue-latest gpt-daybreak-red-latest o1 o1-2024-12-17 " +
  "o1-mini o1-mini-2024-09-12 o1-preview o1-preview-2024-09-12 o1-pro o1-pro-2025-03-19 o3 o3-2025-04-16 " +
  "o3-deep-research o3-deep-research-2025-06-26 o3-mini o3-mini-2025-01-31 o3-pro o3-pro-2025-06-10 o4-mini " +
  "o4-mini-2025-04-16 o4-mini-deep-research o4-mini-deep-research-2025-06-26";

/** Model ids under the names that sashabaranov/go-openai gives them (completion.go of all its releases). */
const GO_NAMES =
  "O1Mini=o1-mini O1Mini20240912=o1-mini-2024-09-12 O1Preview=o1-preview " +
  "O1Preview20240912=o1-preview-2024-09-12 O1=o1 O120241217=o1-2024-12-17 O3=o3 O320250416=o3-2025-04-16 " +
  "O3Mini=o3-mini O3Mini20250131=o3-mini-2025-01-31 O3Pro=o3-pro O3DeepResearch=o3-deep-research " +
  "O4Mini=o4-mini O4Mini20250416=o4-mini-2025-04-16 O4MiniDeepResearch=o4-mini-deep-research " +
  "GPT432K0613=gpt-4-32k-0613 GPT432K0314=gpt-4-32k-0314 GPT432K=gpt-4-32k GPT40613=gpt-4-0613 " +
  "GPT40314=gpt-4-0314 GPT4o=gpt-4o GPT4o20240513=gpt-4o-2024-05-13 GPT4o20240806=gpt-4o-2024-08-06 " +
  "GPT4o20241120=gpt-4o-2024-11-20 GPT4oLatest=chatgpt-4o-latest GPT4oMini=gpt-4o-mini " +
  "GPT4oMini20240718=gpt-4o-mini-2024-07-18 GPT4Turbo=gpt-4-turbo " +
  "GPT4Turbo20240409=gpt-4-turbo-2024-04-09 GPT4Turbo0125=gpt-4-0125-preview " +
  "GPT4Turbo1106=gpt-4-1106-preview GPT4TurboPreview=gpt-4-turbo-preview " +
  "GPT4VisionPreview=gpt-4-vision-preview GPT4=gpt-4 GPT4Dot1=gpt-4.1 " +
  "GPT4Dot120250414=gpt-4.1-2025-04-14 GPT4Dot1Mini=gpt-4.1-mini " +
  "GPT4Dot1Mini20250414=gpt-4.1-mini-2025-04-14 GPT4Dot1Nano=gpt-4.1-nano " +
  "GPT4Dot1Nano20250414=gpt-4.1-nano-2025-04-14 GPT4Dot5Preview=gpt-4.5-preview " +
  "GPT4Dot5Preview20250227=gpt-4.5-preview-2025-02-27 GPT5=gpt-5 GPT5Mini=gpt-5-mini GPT5Nano=gpt-5-nano " +
  "GPT5Pro=gpt-5-pro GPT5ChatLatest=gpt-5-chat-latest GPT5Codex=gpt-5-codex GPT5Dot1=gpt-5.1 " +
  "GPT5Dot1ChatLatest=gpt-5.1-chat-latest GPT5Dot1Codex=gpt-5.1-codex " +
  "GPT5Dot1CodexMini=gpt-5.1-codex-mini GPT5Dot1CodexMax=gpt-5.1-codex-max GPT5Dot2=gpt-5.2 " +
  "GPT5Dot2ChatLatest=gpt-5.2-chat-latest GPT5Dot2Pro=gpt-5.2-pro GPT5Dot2Codex=gpt-5.2-codex " +
  "GPT5Dot3ChatLatest=gpt-5.3-chat-latest GPT5Dot3Codex=gpt-5.3-codex GPT5Dot4=gpt-5.4 " +
  "GPT5Dot4Mini=gpt-5.4-mini GPT5Dot4Nano=gpt-5.4-nano GPT5Dot4Pro=gpt-5.4-pro GPT5Dot5=gpt-5.5 " +
  "GPT5Dot5Pro=gpt-5.5-pro GPT5Dot6=gpt-5.6 GPT5Dot6Sol=gpt-5.6-sol GPT5Dot6Terra=gpt-5.6-terra " +
  "GPT5Dot6Luna=gpt-5.6-luna GPT3Dot5Turbo0125=gpt-3.5-turbo-0125 GPT3Dot5Turbo1106=gpt-3.5-turbo-1106 " +
  "GPT3Dot5Turbo0613=gpt-3.5-turbo-0613 GPT3Dot5Turbo0301=gpt-3.5-turbo-0301 " +
  "GPT3Dot5Turbo16K=gpt-3.5-turbo-16k GPT3Dot5Turbo16K0613=gpt-3.5-turbo-16k-0613 " +
  "GPT3Dot5Turbo=gpt-3.5-turbo GPT3Dot5TurboInstruct=gpt-3.5-turbo-instruct " +
  "GPT3TextDavinci003=text-davinci-003 GPT3TextDavinci002=text-davinci-002 " +
  "GPT3TextCurie001=text-curie-001 GPT3TextBabbage001=text-babbage-001 GPT3TextAda001=text-ada-001 " +
  "GPT3TextDavinci001=text-davinci-001 GPT3DavinciInstructBeta=davinci-instruct-beta GPT3Davinci=davinci " +
  "GPT3Davinci002=davinci-002 GPT3CurieInstructBeta=curie-instruct-beta GPT3Curie=curie " +
  "GPT3Curie002=curie-002 GPT3Ada=ada GPT3Ada002=ada-002 GPT3Babbage=babbage GPT3Babbage002=babbage-002 " +
  "CodexCodeDavinci002=code-davinci-002 CodexCodeCushman001=code-cushman-001 " +
  "CodexCodeDavinci001=code-davinci-001 O4Mini2020416=o4-mini-2025-04-16";

const AZURE = ["@azure/openai"];

/** The older client of Azure gives the deployment and the messages before the options. */
const DEPLOYED: Roles = {
  model: ["#0"],
  messages: ["#1"],
  tools: ["#2.tools", "#2.functions"],
  maxOutput: ["#2.maxTokens"],
  choices: ["#2.n"],
};

const GO_CLIENT = "github.com/sashabaranov/go-openai";

export const openai: Sdk = {
  id: "openai",
  packages: {
    python: ["openai", "langfuse.openai"],
    npm: ["openai", "openai-edge", "@azure/openai", "chatgpt"],
    go: ["github.com/openai/openai-go", GO_CLIENT],
  },
  constants: {
    prefixes: ["ChatModel", "ResponsesModel"],
    ids: GO_MODELS.split(" "),
    named: GO_NAMES.split(" "),
  },
  constructors: [
    {
      names: ["OpenAI", "AsyncOpenAI", "Client", "AsyncClient", ""],
      packages: ["openai", "langfuse.openai"],
      produces: "client",
      roles: CLIENT,
    },
    {
      names: ["AzureOpenAI", "AsyncAzureOpenAI"],
      packages: ["openai", "langfuse.openai"],
      produces: "client",
      host: "azure",
    },
    {
      names: ["NewClient", "Client"],
      packages: ["github.com/openai/openai-go/bedrock"],
      produces: "client",
      host: "aws-bedrock",
      roles: { region: ["aws_region"] },
    },
    {
      names: ["NewClient"],
      packages: ["github.com/openai/openai-go"],
      produces: "client",
      host: "azure",
      given: ["WithEndpoint()"],
    },
    {
      names: ["NewClient", "Client"],
      packages: ["github.com/openai/openai-go"],
      produces: "client",
      roles: { baseUrl: ["WithBaseURL()"] },
    },
    { names: ["NewClient", "NewOrgClient", "Client"], packages: [GO_CLIENT], produces: "client" },
    {
      names: ["OpenAIApi"],
      packages: ["openai", "openai-edge"],
      produces: "client",
      roles: { baseUrl: ["basePath", "#1"] },
    },
    {
      names: ["ChatGPTAPI"],
      packages: ["chatgpt"],
      produces: "client",
      roles: {
        model: ["completionParams.model"],
        system: ["systemMessage"],
        maxOutput: ["maxResponseTokens"],
        baseUrl: ["apiBaseUrl"],
      },
    },
    // A key of OpenAI's own stands alone; Azure's stands behind the address.
    { names: ["OpenAIClient"], packages: AZURE, produces: "client", given: ["#1"], host: "azure" },
    { names: ["OpenAIClient"], packages: AZURE, produces: "client" },
    { names: ["DefaultAzureConfig"], packages: [GO_CLIENT], produces: "provider", host: "azure" },
    {
      names: ["NewClientWithConfig"],
      packages: [GO_CLIENT],
      produces: "client",
      roles: CLIENT,
      wraps: ["#0"],
    },
    {
      names: ["BedrockOpenAI", "AsyncBedrockOpenAI"],
      packages: ["openai"],
      produces: "client",
      host: "aws-bedrock",
    },
  ],
  steps: [
    { on: ["client"], names: ["with_options", "withOptions", "copy"], roles: CLIENT },
    { on: ["client"], names: ["with_raw_response", "with_streaming_response"] },
    {
      on: ["client"],
      names: ["beta.assistants.create"],
      produces: "plan",
      roles: { model: ["model"], system: ["instructions"], tools: ["tools"] },
    },
  ],
  calls: [
    {
      on: ["client", "function"],
      paths: [
        "chat.completions.create",
        "chat.completions.parse",
        "chat.completions.stream",
        "beta.chat.completions.create",
        "beta.chat.completions.parse",
        "beta.chat.completions.stream",
      ],
      kind: "request",
      roles: CHAT,
      telling: [["model"], ["messages"]],
    },
    {
      on: ["client"],
      paths: ["Chat.Completions.New", "Chat.Completions.NewStreaming"],
      kind: "request",
      roles: CHAT,
      telling: [["model"], ["messages"]],
    },
    {
      on: ["client"],
      paths: [
        "chat.completions.runTools",
        "chat.completions.run_tools",
        "beta.chat.completions.runTools",
        "beta.chat.completions.runFunctions",
      ],
      kind: "loop",
      roles: CHAT,
      telling: [["model", "tools"]],
      stepLimit: {
        ways: ["#1.maxChatCompletions"],
        unit: "turns",
        defaults: [
          {
            ecosystem: "any",
            bound: 10,
            source:
              "https://github.com/openai/openai-node/blob/7b7d6ca7/src/lib/AbstractChatCompletionRunner.ts",
          },
        ],
      },
    },
    {
      on: ["client", "function"],
      paths: [
        "responses.create",
        "responses.parse",
        "responses.stream",
        "responses.compact",
        "beta.responses.create",
      ],
      kind: "request",
      roles: RESPONSES,
      telling: [["model", "messages"]],
    },
    {
      on: ["client"],
      paths: ["createChatCompletion"],
      kind: "request",
      roles: CHAT,
      telling: [["model", "messages"]],
    },
    {
      on: ["client"],
      paths: ["sendMessage"],
      kind: "request",
      roles: {
        model: ["#1.completionParams.model"],
        messages: ["#0"],
        system: ["#1.systemMessage"],
        serverHistory: ["#1.parentMessageId"],
      },
    },
    { on: ["client"], paths: ["createCompletion"], kind: "request", roles: COMPLETIONS },
    {
      on: ["client"],
      paths: ["getChatCompletions", "streamChatCompletions", "listChatCompletions"],
      kind: "request",
      roles: DEPLOYED,
    },
    {
      on: ["client"],
      paths: ["getCompletions", "streamCompletions", "listCompletions"],
      kind: "request",
      roles: DEPLOYED,
    },
    {
      on: ["client"],
      paths: ["CreateChatCompletion", "CreateChatCompletionStream"],
      kind: "request",
      roles: CHAT,
      telling: [["model"], ["messages"]],
    },
    { on: ["client"], paths: ["CreateResponse", "CreateResponseStream"], kind: "request", roles: RESPONSES },
    {
      on: ["client"],
      paths: ["CreateCompletion", "CreateCompletionStream"],
      kind: "request",
      roles: COMPLETIONS,
    },
    {
      on: ["client"],
      paths: ["Responses.New", "Responses.NewStreaming"],
      kind: "request",
      roles: RESPONSES,
      telling: [["model", "messages"]],
    },
    {
      on: ["client"],
      paths: ["Completions.New", "Completions.NewStreaming"],
      kind: "request",
      roles: COMPLETIONS,
    },
    {
      on: ["client", "function"],
      paths: ["completions.create"],
      kind: "request",
      roles: COMPLETIONS,
      telling: [["model", "messages"]],
    },
    {
      // Assistants: the run goes on with what the tools gave.
      on: ["client"],
      paths: [
        ...["submit_tool_outputs", "submit_tool_outputs_and_poll", "submit_tool_outputs_stream"],
        ...["submitToolOutputs", "submitToolOutputsAndPoll", "submitToolOutputsStream"],
      ].map((name) => `beta.threads.runs.${name}`),
      kind: "request",
      roles: { serverHistory: ["thread_id", "#1.thread_id", "#0"] },
    },
    {
      // Assistants: the thread on the server holds the conversation, the assistant may hold model and tools.
      on: ["client"],
      paths: [
        "beta.threads.runs.create",
        "beta.threads.runs.create_and_poll",
        "beta.threads.runs.stream",
        "beta.threads.create_and_run",
        "beta.threads.create_and_run_poll",
        "beta.threads.runs.createAndPoll",
        "beta.threads.runs.createAndStream",
        "beta.threads.create_and_run_stream",
        "beta.threads.createAndRun",
        "beta.threads.createAndRunPoll",
        "beta.threads.createAndRunStream",
      ],
      kind: "request",
      heldBy: ["assistant_id", "#1.assistant_id", "#0.assistant_id"],
      roles: {
        model: ["model", "#1.model"],
        system: ["instructions", "additional_instructions", "#1.instructions"],
        tools: ["tools", "#1.tools"],
        maxOutput: ["max_completion_tokens", "#1.max_completion_tokens"],
        serverHistory: ["thread_id", "#0"],
      },
    },
    {
      on: ["function"],
      paths: ["ChatCompletion.create", "ChatCompletion.acreate"],
      packages: ["openai"],
      kind: "request",
      roles: { ...CHAT, model: ["model", "engine"] },
    },
    {
      on: ["function"],
      paths: ["Completion.create", "Completion.acreate"],
      packages: ["openai"],
      kind: "request",
      roles: { ...COMPLETIONS, model: ["model", "engine"] },
    },
  ],
  free: ["responses.input_tokens.count", "models.list", "models.retrieve"],
  cacheKeys: [],
};
