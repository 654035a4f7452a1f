/** Remembers the token counts of short pieces. Direct-mapped: fixed memory, exact (bytes are compared), no eviction to tune. */
const ENTRIES = 1 << 13;
const LONGEST_PIECE = 48;

export class PieceCache {
  private readonly bytes = new Uint8Array(ENTRIES * LONGEST_PIECE);
  private readonly lengths = new Uint8Array(ENTRIES);
  private readonly counts = new Uint8Array(ENTRIES);

  /** Tokens of bytes[0, length), or 0 where they are not remembered. */
  find(hash: number, bytes: Uint8Array, length: number): number {
    const entry = entryOf(hash);
    if (this.lengths[entry] !== length) return 0;
    const from = entry * LONGEST_PIECE;
    for (let i = 0; i < length; i++) if (this.bytes[from + i] !== bytes[i]) return 0;
    return this.counts[entry] ?? 0;
  }

  /** Replaces whatever had the place; pieces that are too long are ignored. */
  remember(hash: number, bytes: Uint8Array, length: number, count: number): void {
    if (length > LONGEST_PIECE) return;
    const entry = entryOf(hash);
    this.bytes.set(bytes.subarray(0, length), entry * LONGEST_PIECE);
    this.lengths[entry] = length;
    this.counts[entry] = count;
  }
}

function entryOf(hash: number): number {
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 12) & (ENTRIES - 1);
}
