/**
 * LangExtract (Python): extracts from a text, one request per part of it. Read from langextract 05e1dd78 (extraction.py).
 */
import type { Sdk } from "../sdk";

export const langextract: Sdk = {
  id: "langextract",
  packages: { python: ["langextract"], npm: [] },
  constructors: [
    {
      names: ["create_model", "ModelConfig"],
      produces: "model",
      roles: { model: ["config.model_id", "#0.model_id", "model_id", "#0"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["function"],
      paths: ["extract"],
      kind: "request",
      roles: {
        model: ["model", "config", "model_id"],
        messages: ["text_or_documents", "#0"],
        system: ["prompt_description", "#1"],
        maxOutput: ["language_model_params.max_output_tokens"],
        baseUrl: ["model_url"],
      },
    },
  ],
  free: ["visualize", "io.save_annotated_documents"],
  cacheKeys: [],
};
