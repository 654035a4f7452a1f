/**
 * Replicate (Python and JavaScript), which runs models of all kinds: only those count that answer with text.
 * Read from replicate-python 5191d9c6 (client.py) and the JavaScript client's documentation.
 */

import type { CallRule, Roles, Sdk } from "../sdk";
import { TEXT_MODELS } from "../text-models";

/** What the input is called is up to each model; these are the names that language models have. */
function inputAt(at: string): Roles {
  return {
    messages: [`${at}.messages`, `${at}.prompt`],
    system: [`${at}.system_prompt`],
    maxOutput: [`${at}.max_tokens`, `${at}.max_new_tokens`],
  };
}

function joined(first: Roles, second: Roles): Roles {
  return {
    messages: [...(first.messages ?? []), ...(second.messages ?? [])],
    system: [...(first.system ?? []), ...(second.system ?? [])],
    maxOutput: [...(first.maxOutput ?? []), ...(second.maxOutput ?? [])],
  };
}

/** In JavaScript the input stands in the second argument. */
const RUN: Roles = { model: ["ref", "model", "#0"], ...joined(inputAt("input"), inputAt("#1.input")) };

/** What only a model that answers with text is given. */
const TEXT_INPUTS = ["messages", "system_prompt", "max_tokens", "max_new_tokens", "max_length"];

function run(paths: readonly string[], roles: Roles): CallRule {
  return {
    on: ["client", "function"],
    paths,
    kind: "request",
    host: "replicate",
    roles,
    onlyModels: {
      words: TEXT_MODELS,
      orGiven: TEXT_INPUTS.flatMap((name) => [`input.${name}`, `#1.input.${name}`]),
    },
  };
}

export const replicate: Sdk = {
  id: "replicate",
  packages: { python: ["replicate"], npm: ["replicate"] },
  constructors: [{ names: ["Client", "Replicate", ""], produces: "client", host: "replicate" }],
  steps: [],
  calls: [
    run(["run", "async_run", "stream", "async_stream"], RUN),
    run(["predictions.create", "predictions.async_create"], { model: ["model"], ...inputAt("input") }),
  ],
  free: ["models.get", "predictions.get", "wait"],
  cacheKeys: [],
};
