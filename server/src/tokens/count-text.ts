/** Counts a text once, for every family. */
import { classifyText } from "./classify";
import type { Encoding, TextCount } from "./types";

/** Anything that counts tokens: an encoder, or a chunked counter over one. */
export interface TokenCount {
  count(text: string): number;
}

export type Counters = Readonly<Record<Encoding, TokenCount>>;

/** Tokens of the text in each encoding, and what kind of text it is. */
export function countText(text: string, encoders: Counters): TextCount {
  return {
    tokens: { o200k_base: encoders.o200k_base.count(text), cl100k_base: encoders.cl100k_base.count(text) },
    kind: classifyText(text),
  };
}
