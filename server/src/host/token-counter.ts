/** Both exact encodings from their shipped vocabularies, as one counter. */
import { countText } from "../tokens/count-text";
import { createEncoder } from "../tokens/encoder";
import type { Encoding, TextCount } from "../tokens/types";

export interface TokenCounter {
  count(text: string): TextCount;
}

/** Reads `<encoding>.bin` for each encoding. Rejects where one is missing: that is a broken install. */
export async function createTokenCounter(
  readBundled: (name: string) => Promise<Uint8Array>,
): Promise<TokenCounter> {
  const load = async (encoding: Encoding) => createEncoder(await readBundled(`${encoding}.bin`));
  const encoders = { o200k_base: await load("o200k_base"), cl100k_base: await load("cl100k_base") };
  return { count: (text) => countText(text, encoders) };
}
