/** The closed table of tokenizer families: how each is counted, how well, and how that is known. docs/tokens.md explains it. */
import { BASE_ENCODING, type ByKind, type Encoding, type Family, type FamilyFit } from "./types";

const SAME: ByKind = { english: 1, code: 1, chinese: 1, other: 1 };

/** Tokens per o200k token of the encodings held here: 1 MB each of English prose, TypeScript and Chinese; other: 501 languages (UDHR). */
const RATIOS: Readonly<Record<Encoding, ByKind>> = {
  o200k_base: SAME,
  cl100k_base: { english: 1, code: 1, chinese: 1.48, other: 1.25 },
  deepseek_v3: { english: 1.03, code: 1.05, chinese: 0.79, other: 1.12 },
  qwen3: { english: 1.01, code: 1, chinese: 0.86, other: 1.14 },
  llama3: { english: 1, code: 1, chinese: 1.05, other: 1.16 },
  tekken: { english: 1.02, code: 1.04, chinese: 1.24, other: 1.09 },
  gemma3: { english: 1.05, code: 1.17, chinese: 0.9, other: 1.03 },
};

function exact(id: string, encoding: Encoding, source: string): Family {
  return { id, encoding, exact: true, ratio: RATIOS[encoding], fit: null, error: null, source };
}

/** Counted as the closest encoding; nobody has measured how close it is. */
export function unmeasured(id: string, encoding: Encoding, why: string): Family {
  const source = `${why}; counted as ${encoding}`;
  return { id, encoding, exact: false, ratio: RATIOS[encoding], fit: null, error: null, source };
}

function claude(id: string, fit: FamilyFit, error: ByKind, ratio: ByKind): Family {
  const source =
    "fitted over o200k_base to recorded counts of Anthropic's endpoint for 1,740 programs and 45 languages, and to an " +
    "unofficial reconstruction of the vocabulary for English, Python and TypeScript; tested on 250 other programs";
  return { id, encoding: BASE_ENCODING, exact: false, ratio, fit, error, source };
}

/** Up to Claude 4.6. Weights: least squares of the relative error, every kind of text weighted alike. */
const CLAUDE_3: FamilyFit = {
  shares: {
    prose: 1.04,
    code: 1.073,
    han: 1.352,
    kana: 0.844,
    hangul: 1.77,
    cyrillic: 1.268,
    script: 2.184,
    latin: 7.188,
    symbols: 0.81,
  },
  extra: {
    proseCapitals: 0.072,
    proseDigits: -0.052,
    prosePunctuation: 0.212,
    codeCapitals: 0.038,
    codeDigits: -0.108,
    codeBlanks: 0.081,
    codePunctuation: 0.107,
    codeCapitalRuns: 0.591,
  },
};

/** Claude 4.7 and later, Claude 5 included. */
const CLAUDE_4_7: FamilyFit = {
  shares: {
    prose: 1.519,
    code: 1.126,
    han: 1.352,
    kana: 0.844,
    hangul: 1.772,
    cyrillic: 1.29,
    script: 2.193,
    latin: 6.689,
    symbols: 0.763,
  },
  extra: {
    proseCapitals: 0.175,
    proseDigits: -0.368,
    prosePunctuation: -0.195,
    codeCapitals: 0.186,
    codeDigits: -0.339,
    codeBlanks: 0.052,
    codePunctuation: 0.418,
    codeCapitalRuns: 1.43,
  },
};

const UNPUBLISHED = "no vocabulary is published for counting offline, and no counts are known";

export const FAMILY_LIST: readonly Family[] = [
  exact("o200k_base", "o200k_base", "OpenAI's own encoding since GPT-4o"),
  exact("o200k_harmony", "o200k_base", "o200k_base with other control tokens"),
  exact("cl100k_base", "cl100k_base", "OpenAI's own encoding for GPT-4 and GPT-3.5"),
  exact("deepseek-v3", "deepseek_v3", "DeepSeek's tokenizer.json; V4 has the same vocabulary and merges"),
  exact("qwen3", "qwen3", "Qwen3's tokenizer.json"),
  exact("tekken", "tekken", "Mistral Nemo's tokenizer.json"),
  exact("llama3", "llama3", "Llama 3.1's tokenizer.json"),
  exact("gemma3", "gemma3", "Gemma 3's tokenizer.json; Google's SDK counts Gemini up to 3 Pro with it"),
  claude(
    "claude-3",
    CLAUDE_3,
    { english: 0.04, code: 0.09, chinese: 0.08, other: 0.3 },
    { english: 1.11, code: 1.2, chinese: 1.36, other: 1.5 },
  ),
  claude(
    "claude-4.7",
    CLAUDE_4_7,
    { english: 0.05, code: 0.13, chinese: 0.08, other: 0.3 },
    { english: 1.53, code: 1.5, chinese: 1.36, other: 1.8 },
  ),
  unmeasured("gemini", "gemma3", "Google names no tokenizer for Gemini after 3 Pro"),
  unmeasured("gemma4", "gemma3", UNPUBLISHED),
  unmeasured("qwen3.5", "qwen3", "its larger vocabulary was not measured"),
  unmeasured("glm", "qwen3", UNPUBLISHED),
  unmeasured("kimi-k2", "qwen3", UNPUBLISHED),
  unmeasured("kimi-k3", "qwen3", UNPUBLISHED),
  unmeasured("minimax", "qwen3", UNPUBLISHED),
  unmeasured("doubao", "qwen3", UNPUBLISHED),
  unmeasured("llama4", "o200k_base", "its own vocabulary was not measured"),
  unmeasured("grok", "o200k_base", UNPUBLISHED),
  unmeasured("nova", "o200k_base", UNPUBLISHED),
  unmeasured("video", "o200k_base", "billed by length and size of the video, not by the prompt's text"),
];
