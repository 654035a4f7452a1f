/**
 * Requests to the addresses of model APIs without an SDK: requests, httpx, aiohttp, urllib, http.client (Python); fetch, axios, got, ky,
 * ofetch, undici and what hosts of scripts offer (JavaScript); net/http, resty (Go). The address decides: a host of the catalogue, or a path nobody else has together with the body.
 * Node's own http and https give the address whole or in parts, and the body later.
 */
import { ENDPOINTS } from "../raw-http-endpoints";
import type { CallRule, Sdk } from "../sdk";

/** A body written beside the request: the address may stand in another file. */
const BODY_WORDS = ["model", "messages"];

/** What is read out of the answer. */
const ANSWER_WORDS = ["choices", "message", "content"];

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

/** Packages that export `fetch` whole. */
const FETCH_PACKAGES = [
  ...["node-fetch", "cross-fetch", "isomorphic-fetch", "isomorphic-unfetch", "unfetch"],
  ...["node-fetch-native", "make-fetch-happen"],
];

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
      ...["axios", "got", "ky", "undici", "obsidian", "sse.js", "launchdarkly-eventsource"],
      ...[...FETCH_PACKAGES, ...FETCH_LIKE, ...NODE],
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
    {
      on: ["function"],
      paths: ["XMLHttpRequest"],
      isGlobal: true,
      kind: "request",
      roles: {},
      http: { urls: ["@open.#1"], bodies: ["@send.#0"] },
      sentBy: "send",
    },
    {
      on: ["function"],
      paths: ["SSE", ""],
      packages: ["sse.js"],
      kind: "request",
      roles: {},
      http: { urls: ["#0"], bodies: ["#1.payload"] },
    },
    {
      on: ["function"],
      paths: ["EventSource", ""],
      packages: ["launchdarkly-eventsource"],
      kind: "request",
      roles: {},
      http: { urls: ["#0"], bodies: ["#1.body"] },
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
    { on: ["function"], paths: [""], packages: FETCH_PACKAGES, ...FETCH },
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
    ...["n_predict", "/worker_generate", "/api/v1/generate", "/ai/run/", ":predict"],
    ...[
      "api-inference.huggingface.co",
      "router.huggingface.co",
      "api.replicate.com",
      "api.cohere.ai",
      "api.cohere.com",
    ],
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
      [name, "post", "model", "prompt", "/generate"],
      [name, "post", "prompt", "max_tokens", "/generate"],
    ]),
    ...["/chat", "/generate"].map((path) => ["fetch", "JSON.stringify", "model", path]),
  ],
};
