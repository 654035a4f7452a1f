/**
 * Volcengine's Ark runtime and its BytePlus edition (Python and Go), and the service before them. A model may be an endpoint id `ep-…` that
 * hides the model. The Go package read from volcengine-go-sdk 1974e56e (service/arkruntime).
 */
import { CHAT, RESPONSES } from "../openai-shape";
import type { Roles, Sdk } from "../sdk";

const CLIENT: Roles = { baseUrl: ["base_url"] };

const GO = "github.com/volcengine/volcengine-go-sdk/service/arkruntime";
const GO_BYTEPLUS = "github.com/byteplus-sdk/byteplus-go-sdk-v2/service/arkruntime";
const GO_MAKERS = ["NewClientWithApiKey", "NewClientWithAkSk", "Client"];
const GO_CLIENT: Roles = { baseUrl: ["WithBaseUrl()"] };

export const volcengine: Sdk = {
  id: "volcengine",
  packages: {
    python: ["volcenginesdkarkruntime", "byteplussdkarkruntime", "volcengine.maas"],
    npm: [],
    go: [GO, GO_BYTEPLUS],
  },
  constructors: [
    {
      names: ["Ark", "AsyncArk"],
      packages: ["volcenginesdkarkruntime"],
      produces: "client",
      host: "volcengine",
      roles: CLIENT,
    },
    {
      names: ["Ark", "AsyncArk"],
      packages: ["byteplussdkarkruntime"],
      produces: "client",
      host: "byteplus",
      roles: CLIENT,
    },
    { names: GO_MAKERS, packages: [GO], produces: "client", host: "volcengine", roles: GO_CLIENT },
    { names: GO_MAKERS, packages: [GO_BYTEPLUS], produces: "client", host: "byteplus", roles: GO_CLIENT },
    { names: ["MaasService"], packages: ["volcengine.maas"], produces: "model", host: "volcengine" },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: [
        "chat.completions.create",
        "bot_chat.completions.create",
        "context.completions.create",
        "batch.chat.completions.create",
        "batch_chat.completions.create",
      ],
      kind: "request",
      roles: CHAT,
    },
    {
      // The first version takes a request, the second an endpoint before it.
      on: ["model"],
      paths: ["chat", "stream_chat"],
      kind: "request",
      roles: {
        model: ["#0.model.name", "#0"],
        messages: ["#0.messages", "#1.messages"],
        maxOutput: ["#0.parameters.max_new_tokens", "#1.parameters.max_new_tokens"],
      },
    },
    { on: ["client"], paths: ["responses.create"], kind: "request", roles: RESPONSES },
    {
      on: ["client"],
      paths: ["", "Bot", "Context", "Batch"].flatMap((kind) =>
        ["", "Stream"].map((end) => `Create${kind}ChatCompletion${end}`),
      ),
      kind: "request",
      roles: CHAT,
    },
    {
      on: ["client"],
      paths: ["CreateResponses", "CreateResponsesStream"],
      kind: "request",
      roles: RESPONSES,
    },
  ],
  free: ["tokenization.create", "CreateTokenization"],
  cacheKeys: [],
};
