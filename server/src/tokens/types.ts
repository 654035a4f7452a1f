/** Token counting. Exact encodings run our own linear-time BPE; other families are a labelled ratio over one of them. */
export type Encoding = "o200k_base" | "cl100k_base";

/** A tokenizer family as the catalogue names it, and how its tokens are had. */
export interface Family {
  readonly id: string;
  readonly encoding: Encoding;
  /** true: the encoding is the family's own. false: tokens = encoding tokens x ratio. */
  readonly exact: boolean;
  /** Ratio to the encoding's count by kind of text, with relative error (0.05 = ±5 %); null = unmeasured, and the range is wide. */
  readonly ratio: { readonly english: number; readonly code: number; readonly chinese: number };
  readonly errorPercent: number | null;
  readonly source: string;
}

/** Shares of the text's characters by kind (sum to 1), used to blend a family's ratios. */
export interface TextKind {
  readonly english: number;
  readonly code: number;
  readonly chinese: number;
}

/** Result of counting one text once, for every family. */
export interface TextCount {
  readonly tokens: Readonly<Record<Encoding, number>>;
  readonly kind: TextKind;
}
