/**
 * IBM watsonx.ai: in Python (`ibm_watsonx_ai`, before that `ibm_watson_machine_learning`) a model object with texts and chats, in
 * JavaScript a client. Read from the documentation of ibm-watsonx-ai 1.1.26 and 1.4.2 (fm_model_inference, fm_deployments) and of
 * @ibm-cloud/watsonx-ai 1.7.
 */
import type { Roles, Sdk } from "../sdk";

const LIMITS: Roles = {
  maxOutput: ["params.max_new_tokens", "params.max_tokens", "params.max_completion_tokens"],
};

export const watsonx: Sdk = {
  id: "watsonx",
  packages: { python: ["ibm_watsonx_ai", "ibm_watson_machine_learning"], npm: ["@ibm-cloud/watsonx-ai"] },
  constructors: [
    {
      names: ["ModelInference", "Model"],
      produces: "model",
      host: "watsonx",
      roles: { ...LIMITS, model: ["model_id", "#0"] },
    },
    { names: ["WatsonXAI", "WatsonXAI.newInstance"], produces: "client", host: "watsonx" },
  ],
  steps: [],
  calls: [
    {
      on: ["model"],
      paths: ["generate", "generate_text", "generate_text_stream", "agenerate", "agenerate_stream"],
      kind: "request",
      roles: { ...LIMITS, messages: ["prompt", "#0"] },
    },
    {
      on: ["model"],
      paths: ["chat", "chat_stream", "achat", "achat_stream"],
      kind: "request",
      roles: { ...LIMITS, messages: ["messages", "#0"], tools: ["tools"] },
    },
    {
      on: ["client"],
      paths: ["generateText", "generateTextStream", "textChat", "textChatStream"],
      kind: "request",
      roles: {
        model: ["modelId"],
        messages: ["messages", "input"],
        tools: ["tools"],
        maxOutput: ["parameters.max_new_tokens", "maxTokens", "maxCompletionTokens"],
      },
    },
  ],
  free: ["tokenize", "get_details", "to_langchain"],
  cacheKeys: [],
};
