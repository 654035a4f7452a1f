/** Where figures of a catalogue stop being believable. */

/** Above this a price per million tokens is a slip (a price per thousand, or a stray zero). */
export const MAX_PRICE = 1_000_000;
export const MAX_TOKENS = 1_000_000_000;
