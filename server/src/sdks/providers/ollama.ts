/**
 * Ollama (Python, JavaScript, Go), a server on a machine of one's own. Read from ollama-python 25b93290 (ollama/_client.py) and
 * ollama 00d06619 (api/client.go).
 */
import type { Roles, Sdk } from "../sdk";

const OPTIONS: Roles = {
  model: ["model", "#0"],
  maxOutput: ["options.num_predict"],
  effort: ["think"],
};

const CHAT: Roles = { ...OPTIONS, messages: ["messages", "#1"], tools: ["tools"] };
const GENERATE: Roles = {
  serverHistory: ["context"],
  ...OPTIONS,
  messages: ["prompt", "#1"],
  system: ["system"],
};

/** Of the server's own Go package, under its names of today and before. */
const GO = ["github.com/ollama/ollama/api", "github.com/jmorganca/ollama/api"];

/** Functions of the module, members of its default export, and methods of clients. */
export const ollama: Sdk = {
  id: "ollama",
  packages: { python: ["ollama"], npm: ["ollama", "ollama/browser"], go: GO },
  constructors: [
    { names: ["Client", "AsyncClient", "Ollama"], produces: "client", host: "self-hosted" },
    { names: ["ollama"], packages: ["ollama"], produces: "client", host: "self-hosted" },
    {
      names: ["NewClient", "ClientFromEnvironment", "Client"],
      packages: GO,
      produces: "client",
      host: "self-hosted",
    },
  ],
  steps: [],
  calls: [
    { on: ["client", "function"], paths: ["chat"], kind: "request", host: "self-hosted", roles: CHAT },
    {
      on: ["client", "function"],
      paths: ["generate"],
      kind: "request",
      host: "self-hosted",
      roles: GENERATE,
    },
    {
      on: ["client"],
      paths: ["Chat"],
      kind: "request",
      host: "self-hosted",
      roles: { ...OPTIONS, model: ["model"], messages: ["messages"], tools: ["tools"] },
    },
    {
      on: ["client"],
      paths: ["Generate"],
      kind: "request",
      host: "self-hosted",
      roles: { ...OPTIONS, model: ["model"], messages: ["prompt"], system: ["system"] },
    },
  ],
  free: ["list", "show", "ps", "pull", "create", "delete"],
  cacheKeys: [],
};
