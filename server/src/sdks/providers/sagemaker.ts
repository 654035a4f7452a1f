/**
 * Endpoints of Amazon SageMaker that serve language models: boto3 (Python), AWS SDK version 3 (JavaScript). An endpoint may hold a model
 * of any kind: the body tells those that answer with text. Read from botocore 1.43.107 (sagemaker-runtime service-2.json); bodies as the
 * text generation containers of Hugging Face (`inputs` with `parameters`) and those that speak OpenAI's form take them.
 */
import type { Roles, Sdk, Way } from "../sdk";

const NPM = "@aws-sdk/client-sagemaker-runtime";

function bodyAt(at: string): Roles {
  return {
    messages: [`${at}.messages`, `${at}.prompt`, `${at}.inputs`],
    maxOutput: [`${at}.max_tokens`, `${at}.parameters.max_new_tokens`, `${at}.parameters.max_tokens`],
  };
}

/** `inputs` alone is what classifiers take, too. */
function tellingAt(at: string): readonly Way[] {
  return [
    ...["messages", "prompt", "max_tokens", "stream"].map((key) => `${at}.${key}`),
    ...["max_new_tokens", "max_tokens", "temperature", "top_p", "do_sample"].map(
      (key) => `${at}.parameters.${key}`,
    ),
  ];
}

const RUNTIME = { ways: ["service_name", "#0"], values: ["sagemaker-runtime"] };

export const sagemaker: Sdk = {
  id: "sagemaker",
  packages: { python: ["boto3", "aioboto3", "aiobotocore"], npm: [NPM] },
  constructors: [
    {
      names: ["client"],
      packages: ["boto3"],
      when: RUNTIME,
      produces: "client",
      host: "self-hosted",
      roles: { region: ["region_name"] },
    },
    {
      names: ["SageMakerRuntimeClient"],
      packages: [NPM],
      produces: "client",
      host: "self-hosted",
      roles: { region: ["region"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["client"],
      paths: ["invoke_endpoint", "invoke_endpoint_with_response_stream"],
      kind: "request",
      given: tellingAt("Body"),
      roles: bodyAt("Body"),
    },
    {
      on: ["client"],
      paths: ["send"],
      sends: { way: "#0", makers: ["InvokeEndpointCommand", "InvokeEndpointWithResponseStreamCommand"] },
      kind: "request",
      given: tellingAt("#0.Body"),
      roles: bodyAt("#0.Body"),
    },
  ],
  free: ["invoke_endpoint_async"],
  cacheKeys: [],
  marks: ["sagemaker-runtime"],
};
