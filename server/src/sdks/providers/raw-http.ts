/**
 * Requests to the addresses of model APIs without an SDK: requests, httpx, aiohttp, urllib, http.client (Python); fetch, axios, got, ky,
 * ofetch, undici and what hosts of scripts offer (JavaScript); net/http, resty (Go). The address decides: a host of the catalogue, or a path nobody else has together with the body.
 * Node's own http and https give the address whole or in parts, and the body later.
 * Paths and fields: the references of the APIs, as openai 3.22.1, anthropic 1.13.0, google-genai 2.25.0 and botocore send them.
 */
import { CHAT, COMPLETIONS, RESPONSES } from "../openai-shape";
import type { CallRule, Endpoint, Roles, Sdk } from "../sdk";

const MESSAGES: Roles = {
  messages: ["messages"],
  system: ["system"],
  tools: ["tools"],
  maxOutput: ["max_tokens"],
  effort: ["output_config.effort"],
  reasoningBudget: ["thinking.budget_tokens"],
  serviceTier: ["service_tier"],
  cacheControl: ["cache_control"],
};

const CONTENTS: Roles = {
  messages: ["contents"],
  system: ["systemInstruction", "system_instruction"],
  tools: ["tools"],
  maxOutput: ["generationConfig.maxOutputTokens", "generation_config.max_output_tokens"],
  choices: ["generationConfig.candidateCount"],
  effort: ["generationConfig.thinkingConfig.thinkingLevel"],
  reasoningBudget: ["generationConfig.thinkingConfig.thinkingBudget"],
};

const CONVERSE: Roles = {
  messages: ["messages"],
  system: ["system"],
  tools: ["toolConfig.tools"],
  maxOutput: ["inferenceConfig.maxTokens"],
};

const OLLAMA: Roles = {
  model: ["model"],
  messages: ["messages", "prompt"],
  system: ["system"],
  tools: ["tools"],
  maxOutput: ["options.num_predict"],
};

const OLLAMA_SERVER = { port: 11434, name: "ollama", host: "self-hosted" };

const DASHSCOPE: Roles = {
  model: ["model"],
  messages: ["input.messages", "input.prompt"],
  tools: ["parameters.tools"],
  maxOutput: ["parameters.max_tokens"],
};

/** Azure names the model in the path. */
const DEPLOYED: Roles = { messages: ["messages"], tools: ["tools"], maxOutput: CHAT.maxOutput ?? [] };

/** Hugging Face's containers and API for models of all kinds: what is generated anew tells those that answer with text. */
const INPUTS: Pick<Endpoint, "api" | "fields" | "telling"> = {
  api: "generate",
  fields: { messages: ["inputs"], maxOutput: ["parameters.max_new_tokens"] },
  telling: ["messages", "maxOutput"],
};

/** A body written beside the request: the address may stand in another file. */
const BODY_WORDS = ["model", "messages"];

/** What is read out of the answer. */
const ANSWER_WORDS = ["choices", "message", "content"];

/** Longer paths go first. */
const ENDPOINTS: readonly Endpoint[] = [
  {
    path: "/deployments/{model}/chat/completions",
    api: "chat.completions",
    fields: DEPLOYED,
    telling: ["messages"],
  },
  {
    path: "/deployments/{model}/completions",
    api: "completions",
    fields: COMPLETIONS,
    telling: ["messages"],
  },
  // A server on one's own machine knows one model and need not be told it.
  { path: "/v1/chat/completions", api: "chat.completions", fields: CHAT, telling: ["messages"] },
  { path: "/chat/completions", api: "chat.completions", fields: CHAT, telling: ["model", "messages"] },
  { path: "/v1/completions", api: "completions", fields: COMPLETIONS, telling: ["model", "messages"] },
  { path: "/completions", api: "completions", fields: COMPLETIONS, telling: ["model", "messages"] },
  { path: "/v1/responses", api: "responses", fields: RESPONSES, telling: ["model", "messages"] },
  { path: "/responses", api: "responses", fields: RESPONSES },
  // Anthropic's first interface: a text in, a text out.
  {
    path: "/v1/complete",
    api: "completions",
    fields: { model: ["model"], messages: ["prompt"], maxOutput: ["max_tokens_to_sample"] },
    telling: ["model", "messages", "maxOutput"],
  },
  {
    path: "/v1/messages",
    api: "messages",
    fields: { ...MESSAGES, model: ["model"] },
    telling: ["model", "messages", "maxOutput"],
  },
  { path: "/models/{model}:generateContent", api: "generateContent", fields: CONTENTS, telling: [] },
  {
    path: "/models/{model}:streamGenerateContent",
    api: "streamGenerateContent",
    fields: CONTENTS,
    telling: [],
  },
  { path: "/models/{model}:rawPredict", api: "rawPredict", fields: MESSAGES, telling: [] },
  { path: "/models/{model}:streamRawPredict", api: "streamRawPredict", fields: MESSAGES, telling: [] },
  { path: "/model/{model}/converse", api: "converse", fields: CONVERSE },
  { path: "/model/{model}/converse-stream", api: "converse-stream", fields: CONVERSE },
  { path: "/model/{model}/invoke", api: "invoke", fields: MESSAGES },
  { path: "/model/{model}/invoke-with-response-stream", api: "invoke", fields: MESSAGES },
  { path: "/api/chat", api: "api/chat", fields: OLLAMA, local: OLLAMA_SERVER },
  // The context of an answer is the conversation so far, in tokens.
  {
    path: "/api/generate",
    api: "api/generate",
    fields: { ...OLLAMA, serverHistory: ["context"] },
    local: OLLAMA_SERVER,
  },
  // The thread and the assistant, both on the server, hold conversation and model.
  {
    path: "/v1/threads/{any}/runs",
    api: "threads.runs",
    fields: { model: ["model"], system: ["instructions", "additional_instructions"], tools: ["tools"] },
  },
  {
    path: "/foundationModels/v1/completion",
    api: "completion",
    fields: {
      model: ["modelUri"],
      messages: ["messages"],
      maxOutput: ["completionOptions.maxTokens", "completionOptions.max_tokens"],
    },
    telling: ["model", "messages"],
  },
  { path: "/aigc/text-generation/generation", api: "text-generation", fields: DASHSCOPE, telling: [] },
  {
    path: "/aigc/multimodal-generation/generation",
    api: "multimodal-generation",
    fields: DASHSCOPE,
    telling: [],
  },
  { path: "/v1/text/chatcompletion_v2", api: "chatcompletion_v2", fields: CHAT, telling: [] },
  { path: "/v2/chat", api: "chat", fields: CHAT },
  { path: "/models/{owner/model}", ...INPUTS },
  { path: "/models/{model}", ...INPUTS },
  ...["/generate", "/generate_stream"].map((path) => ({ path, ...INPUTS })),
  // Databricks.
  {
    path: "/serving-endpoints/{model}/invocations",
    api: "invocations",
    fields: DEPLOYED,
    telling: ["messages"],
  },
  // Together's first interface.
  { path: "/inference", api: "inference", fields: COMPLETIONS },
];

const PYTHON_BODIES = ["json", "data", "content"];
/** Members that send a body, on a module or on a session of it. */
const POST = { urls: ["url", "#0"], bodies: [...PYTHON_BODIES, "#1"] };
const ANY_METHOD = { urls: ["url", "#1"], bodies: PYTHON_BODIES };

function python(packages: readonly string[]): readonly CallRule[] {
  return [
    { on: ["function"], paths: ["post"], packages, kind: "request", roles: {}, http: POST },
    {
      on: ["function"],
      paths: ["request", "stream"],
      packages,
      kind: "request",
      roles: {},
      http: ANY_METHOD,
    },
  ];
}

const FETCH: Pick<CallRule, "kind" | "roles" | "http"> = {
  kind: "request",
  roles: {},
  // `fetch(new Request(url, {…}))` is given both in one.
  http: { urls: ["#0"], bodies: ["#1.body", "#0.#1.body"] },
};

/** `fetch` under other names, with a body that needs no text: objects are sent as JSON. */
const FETCH_LIKE = ["ofetch", "@microsoft/fetch-event-source", "electron", "@tauri-apps/plugin-http", "expo"];

/** One object holds the whole request: `$.ajax({…})`, `requestUrl({…})`. */
const IN_ONE: Pick<CallRule, "kind" | "roles" | "http"> = {
  kind: "request",
  roles: {},
  http: { urls: ["#0.url", "#0"], bodies: ["#0.data", "#0.body", "#0.json", "#1.data"] },
};

const GO = ["net/http"];

/** In Go a request is made as a whole, and sent by a client. */
const GO_CALLS: readonly CallRule[] = (
  [
    ["NewRequest", "#1", "#2"],
    ["NewRequestWithContext", "#2", "#3"],
    ["Post", "#0", "#2"],
  ] as const
).map(([name, url, body]) => ({
  on: ["function", "client"],
  paths: [name],
  packages: GO,
  kind: "request",
  roles: {},
  // `client.R().SetBody(body).Post(url)`
  http: { urls: [url], bodies: [body, "@SetBody.#0"] },
  sentBy: "Do",
}));

const RESTY = ["github.com/go-resty/resty", "resty.dev"];

const NODE = ["https", "http", "node:https", "node:http"];

const AXIOS = ["axios"];
const GOT = ["got", "ky"];

export const rawHttp: Sdk = {
  id: "raw-http",
  packages: {
    python: ["requests", "httpx", "aiohttp", "urllib", "urllib3", "http"],
    npm: [
      ...["axios", "got", "ky", "undici", "node-fetch", "cross-fetch", "isomorphic-fetch", "obsidian"],
      ...[...FETCH_LIKE, ...NODE],
    ],
    go: [...GO, ...RESTY],
  },
  constructors: [
    { names: ["Client"], packages: GO, produces: "client" },
    { names: ["New", "Client", "NewWithClient"], packages: RESTY, produces: "client" },
    { names: ["Request"], packages: RESTY, produces: "client" },
    {
      names: ["HTTPSConnection", "HTTPConnection"],
      packages: ["http"],
      produces: "client",
      roles: { baseUrl: ["host", "#0"] },
    },
    { names: ["request.build_opener", "build_opener"], packages: ["urllib"], produces: "client" },
    {
      names: ["Session", "session", "Client", "AsyncClient", "ClientSession", "PoolManager"],
      packages: ["requests", "httpx", "aiohttp", "urllib3"],
      produces: "client",
      roles: { baseUrl: ["base_url"] },
    },
    { names: ["create"], packages: AXIOS, produces: "client", roles: { baseUrl: ["baseURL"] } },
    { names: ["extend", "create"], packages: GOT, produces: "client", roles: { baseUrl: ["prefixUrl"] } },
    {
      names: ["$fetch.create", "ofetch.create"],
      packages: ["ofetch"],
      produces: "client",
      roles: { baseUrl: ["baseURL"] },
    },
  ],
  steps: [
    {
      on: ["client"],
      names: [
        "R",
        "NewRequest",
        "SetBody",
        "SetHeader",
        "SetHeaders",
        "SetContext",
        "SetAuthToken",
        "SetResult",
        "SetError",
        "SetQueryParam",
        "SetQueryParams",
        "SetTimeout",
        "SetRetryCount",
        "SetDoNotParseResponse",
        "SetDebug",
        "SetAuthScheme",
        "ForceContentType",
        "EnableTrace",
      ],
    },
    { on: ["client"], names: ["SetBaseURL", "SetHostURL"], roles: { baseUrl: ["#0"] } },
  ],
  calls: [
    ...python(["requests", "httpx", "aiohttp"]),
    {
      on: ["client"],
      paths: ["post"],
      kind: "request",
      roles: {},
      http: { urls: POST.urls, bodies: [...POST.bodies, "#1.json"] },
    },
    {
      on: ["client"],
      paths: ["request", "stream"],
      kind: "request",
      roles: {},
      // `http.client` is given body and headers by position; axios all in one.
      http: { urls: ["url", "#1"], bodies: [...ANY_METHOD.bodies, "body", "#2"] },
    },
    {
      on: ["client"],
      paths: ["()"],
      ...IN_ONE,
      http: { urls: ["#0.url", "#0"], bodies: ["#0.data", "#1.data", "#1.json", "#1.body"] },
    },
    {
      on: ["function"],
      paths: ["request.urlopen", "urlopen"],
      packages: ["urllib"],
      kind: "request",
      roles: {},
      http: { urls: ["#0.url", "#0.#0", "#0"], bodies: ["data", "#1", "#0.data", "#0.#1"] },
    },
    {
      on: ["client"],
      paths: ["open"],
      kind: "request",
      roles: {},
      http: { urls: ["#0.url", "#0.#0", "#0"], bodies: ["data", "#1", "#0.data", "#0.#1"] },
    },
    ...GO_CALLS,
    { on: ["function"], paths: ["fetch", "$fetch"], isGlobal: true, ...FETCH },
    {
      on: ["function"],
      paths: ["fetch", "$fetch", "ofetch", "net.fetch", "fetchEventSource", "$fetch.raw"],
      packages: FETCH_LIKE,
      ...FETCH,
    },
    {
      on: ["function"],
      paths: ["$.ajax", "jQuery.ajax", "GM_xmlhttpRequest", "GM.xmlHttpRequest"],
      isGlobal: true,
      ...IN_ONE,
    },
    { on: ["function"], paths: ["requestUrl", "request"], packages: ["obsidian"], ...IN_ONE },
    // Scripts inside Google's documents.
    {
      on: ["function"],
      paths: ["UrlFetchApp.fetch"],
      isGlobal: true,
      kind: "request",
      roles: {},
      http: { urls: ["#0"], bodies: ["#1.payload"] },
    },
    { on: ["function"], paths: [""], packages: ["node-fetch", "cross-fetch", "isomorphic-fetch"], ...FETCH },
    {
      on: ["function"],
      paths: ["request"],
      packages: NODE,
      kind: "request",
      roles: {},
      http: {
        urls: ["#0"],
        bodies: ["@write.#0", "@end.#0"],
        split: { host: ["#0.hostname", "#0.host"], path: ["#0.path"] },
      },
    },
    {
      on: ["function"],
      paths: ["fetch", "request", "stream"],
      packages: ["undici", "cross-fetch"],
      ...FETCH,
    },
    {
      on: ["function"],
      paths: ["post"],
      packages: AXIOS,
      kind: "request",
      roles: {},
      http: { urls: ["#0"], bodies: ["#1"] },
    },
    {
      on: ["function"],
      paths: ["", "request"],
      packages: AXIOS,
      kind: "request",
      roles: {},
      http: { urls: ["#0.url", "#0"], bodies: ["#0.data", "#1.data"] },
    },
    {
      on: ["function"],
      paths: ["", "post"],
      packages: GOT,
      kind: "request",
      roles: {},
      http: { urls: ["#0"], bodies: ["#1.json", "#1.body"] },
    },
  ],
  endpoints: ENDPOINTS,
  free: ["get", "delete"],
  cacheKeys: ["cache_control"],
  marks: [
    "/completions",
    "/v1/messages",
    "/v1/responses",
    "/v1/threads/",
    "modelUri",
    ":generateContent",
    ":streamGenerateContent",
    ":rawPredict",
    ":streamRawPredict",
    "/converse",
    "/api/chat",
    "/api/generate",
    "/text-generation/generation",
    "/multimodal-generation/generation",
    "/inference",
    "api.openai.com",
    "api.anthropic.com",
    "api.together.xyz",
    "/serving-endpoints/",
    "generativelanguage.googleapis.com",
  ],
  markGroups: [
    ...["fetch", "requestUrl"].map((name) => [name, "JSON.stringify", ...BODY_WORDS]),
    ...["axios", "requests", "httpx", "aiohttp"].flatMap((name) => [
      [name, "post", ...BODY_WORDS],
      [name, "post", ...ANSWER_WORDS],
      [name, "post", "inputs", "max_new_tokens"],
    ]),
  ],
};
