/** Token counting. Exact encodings run our own linear-time BPE; other families are a labelled estimate over one of them. */
export type Encoding =
  | "cl100k_base"
  | "o200k_base"
  | "deepseek_v3"
  | "qwen3"
  | "tekken"
  | "llama3"
  | "gemma3";

/** Every encoding we hold a vocabulary of; `server/vocabularies/<encoding>.bin`. */
export const ENCODINGS: readonly Encoding[] = [
  "cl100k_base",
  "o200k_base",
  "deepseek_v3",
  "qwen3",
  "tekken",
  "llama3",
  "gemma3",
];

/** A number per kind of text. */
export interface ByKind {
  readonly english: number;
  readonly code: number;
  readonly chinese: number;
  /** Any other language or script. */
  readonly other: number;
}

/** Shares of the text's characters by kind; they sum to 1. */
export type TextKind = ByKind;

/** Characters of a text by what they are. ASCII is split by lines into prose and code; the rest of the names are subsets of the two. */
export interface TextFeatures {
  readonly prose: number;
  readonly code: number;
  readonly han: number;
  readonly kana: number;
  readonly hangul: number;
  /** Cyrillic and Greek. */
  readonly cyrillic: number;
  /** Arabic, Hebrew, the scripts of India, Thai, … */
  readonly script: number;
  /** Latin letters beyond ASCII. */
  readonly latin: number;
  readonly symbols: number;
  readonly proseCapitals: number;
  readonly proseDigits: number;
  readonly prosePunctuation: number;
  readonly codeCapitals: number;
  readonly codeDigits: number;
  readonly codeBlanks: number;
  readonly codePunctuation: number;
  /** Capitals that follow none. */
  readonly codeCapitalRuns: number;
}

/** A tokenizer family as the catalogue names it, and how its tokens are had. */
export interface Family {
  readonly id: string;
  /** The encoding it is counted with: its own, or the closest one held here. */
  readonly encoding: Encoding;
  /** Whether the encoding is the family's own. */
  readonly exact: boolean;
  /** Its tokens per token of BASE_ENCODING: scales sizes that were measured in that one. */
  readonly ratio: ByKind;
  /** Tokens from BASE_ENCODING's count and the text's features, where there is a fit. */
  readonly fit: FamilyFit | null;
  /** Half the width of the range P10 to P90 of the relative error of an estimate (0.05 = ±5 %); null = unmeasured. */
  readonly error: ByKind | null;
  readonly source: string;
}

/** tokens = base tokens x the mean of `shares`, weighted by the text's characters, + the features times `extra`. */
export interface FamilyFit {
  readonly shares: Readonly<Partial<Record<keyof TextFeatures, number>>>;
  readonly extra: Readonly<Partial<Record<keyof TextFeatures, number>>>;
}

/** The encoding every count includes: families without a vocabulary here are estimated from it. */
export const BASE_ENCODING = "o200k_base" satisfies Encoding;

/** Result of counting one text once, for every family. */
export interface TextCount {
  /** By the encodings asked for, and BASE_ENCODING. */
  readonly tokens: Readonly<Partial<Record<Encoding, number>>> & { readonly [BASE_ENCODING]: number };
  readonly features: TextFeatures;
}
