/** Counts a text once, for every family. */
import { ChunkedCounter } from "./chunked-counter";
import { FEATURE_COUNT, featuresOf, tallyText } from "./features";
import { BASE_ENCODING, type Encoding, type TextCount } from "./types";

/** Anything that counts the tokens of a piece of text: an encoder. */
export interface TokenCount {
  count(text: string): number;
}

/** Counts through an encoder chunk by chunk: equal to the whole count, and cheap after an edit. */
export function chunkedTokens(encoder: TokenCount): ChunkedCounter {
  return new ChunkedCounter((chunk) => [encoder.count(chunk)], 1);
}

/** Tallies a text's features chunk by chunk. */
export function chunkedFeatures(): ChunkedCounter {
  return new ChunkedCounter(tallyText, FEATURE_COUNT);
}

/** Tokens of the text in each encoding given, and what it is made of. `base` counts in BASE_ENCODING. */
export function countText(
  text: string,
  base: ChunkedCounter,
  others: ReadonlyMap<Encoding, ChunkedCounter>,
  features: ChunkedCounter,
): TextCount {
  const tokens: Partial<Record<Encoding, number>> = {};
  for (const [encoding, counter] of others) tokens[encoding] = counter.sums(text)[0] ?? 0;
  return {
    tokens: { ...tokens, [BASE_ENCODING]: base.sums(text)[0] ?? 0 },
    features: featuresOf(features.sums(text)),
  };
}
