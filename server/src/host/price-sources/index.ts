/** Every source of prices. The word in the settings finds its source: names first, then addresses. */
import { genaiPrices } from "./genai-prices";
import { litellm } from "./litellm";
import type { PriceSource } from "./source";
import { teamUrl } from "./team-url";

export const SOURCES: readonly PriceSource[] = [genaiPrices, litellm, teamUrl];

/** The source a word means, with its address; undefined for a word that is neither a name nor an address. */
export function sourceOf(
  word: string,
): { readonly source: PriceSource; readonly address: string } | undefined {
  for (const source of SOURCES) {
    const address = source.addressOf(word.trim());
    if (address !== undefined) return { source, address };
  }
  return undefined;
}
