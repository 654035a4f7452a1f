/** Texts no corpus holds: any assigned character, and neighbours that decide where a piece ends. The same on every run. */

const EDGES = [
  ..." \t\n\r/'’sSſtTrReEvVlLmMdD19.-_(日本あカ・Σσǅʰ\u0301\u0903²\u00a0\u3000🙂𝟙𐐀𐐨।ةé<>",
  "  ",
  "\n\n",
  "\r\n",
  "   ",
  "\t\t",
  "> </",
  "<table>",
  "</td>",
  "<think>",
  "<|endoftext|>",
  "it's",
  "foo",
  " bar",
  "12345",
  "\u200d",
  "\u200b",
  "\u0001",
  "е\u0308",
];

export function edgyTexts(count: number): readonly string[] {
  const next = randomNumbers(20261124);
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + (next() % 40) }, () => EDGES[next() % EDGES.length] ?? "").join(""),
  );
}

/** Unassigned code points are left out: they may be assigned in another version of Unicode. */
export function randomUnicode(count: number): readonly string[] {
  const next = randomNumbers(88675123);
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + (next() % 40) }, () => assigned(next)).join(""),
  );
}

function assigned(next: () => number): string {
  for (;;) {
    const limit = next() % 3 === 0 ? 0x20000 : next() % 2 === 0 ? 0x3000 : 0x10000;
    const character = String.fromCodePoint(next() % limit);
    // JavaScript's \s, which the other implementation uses, differs from Unicode's White_Space in these two.
    if (!/[\p{Cn}\p{Cs}\u0085\uFEFF]/u.test(character)) return character;
  }
}

/** Xorshift. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 1;
  };
}
