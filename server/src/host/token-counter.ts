/** Counts in the shipped vocabularies, each loaded when it is first asked for and kept with what it has counted. */
import { CharacterClasses } from "../tokens/character-class";
import type { ChunkedCounter } from "../tokens/chunked-counter";
import { chunkedFeatures, chunkedTokens, countText } from "../tokens/count-text";
import { createEncoder } from "../tokens/encoder";
import { BASE_ENCODING, type Encoding, type TextCount } from "../tokens/types";

export interface TokenCounter {
  /**
   * One count per text, in order. Rejects where BASE_ENCODING's vocabulary is missing: that is a broken install. Another one that
   * is missing (its licence lets a distributor leave it out) is left out of the count, and the family is estimated.
   */
  count(texts: readonly string[], encodings: readonly Encoding[]): Promise<readonly TextCount[]>;
}

/** `readBundled` reads `<encoding>.bin`. */
export function createTokenCounter(readBundled: (name: string) => Promise<Uint8Array>): TokenCounter {
  const classes = new CharacterClasses();
  const features = chunkedFeatures();
  const loading = new Map<Encoding, Promise<ChunkedCounter>>();
  const load = (encoding: Encoding): Promise<ChunkedCounter> => {
    const known = loading.get(encoding);
    if (known) return known;
    const counter = readBundled(`${encoding}.bin`).then((bytes) =>
      chunkedTokens(createEncoder(bytes, classes)),
    );
    loading.set(encoding, counter);
    return counter;
  };
  return {
    count: async (texts, encodings) => {
      const base = await load(BASE_ENCODING);
      const others = new Map<Encoding, ChunkedCounter>();
      for (const encoding of encodings)
        if (encoding !== BASE_ENCODING) {
          const counter = await load(encoding).catch(() => null);
          if (counter) others.set(encoding, counter);
        }
      return texts.map((text) => countText(text, base, others, features));
    },
  };
}
