/** Byte-pair merging of one piece in O(n log n): a linked list of parts and a heap of the joins that are possible. */
import type { Scheme } from "./scheme";
import { extendHash, type Vocabulary } from "./vocabulary";

const NONE = -1;
const POSITIONS = 2 ** 32;
/** Larger work arrays are dropped after use instead of being kept for the next piece. */
const KEPT_BYTES = 1 << 16;

/** Not re-entrant: one merger works on one piece at a time and owns the arrays. */
export class PairMerger {
  /** Heap moves and vocabulary look-ups since construction: what tests hold against n log n. */
  steps = 0;
  private capacity = 0;
  private next = new Int32Array(0);
  private previous = new Int32Array(0);
  private lengths = new Int32Array(0);
  private hashes = new Int32Array(0);
  private tokens = new Int32Array(0);
  /** Token that the part starting here and its successor would make, or NONE. */
  private joined = new Int32Array(0);
  /** Keys token * POSITIONS + position: the lowest token first, then the leftmost. Stale keys are skipped when they come up. */
  private heap = new Float64Array(0);
  private heapSize = 0;

  private readonly ownPairs: boolean;
  private readonly fromCharacters: boolean;

  constructor(
    private readonly vocabulary: Vocabulary,
    { symbols, pairs }: Pick<Scheme, "symbols" | "pairs">,
  ) {
    this.ownPairs = pairs === "own";
    this.fromCharacters = symbols === "characters";
  }

  /** Number of tokens of bytes[0, length); appends their ids to `ids` where given. length >= 1. */
  merge(bytes: Uint8Array, length: number, ids?: number[]): number {
    this.reserve(length);
    let parts = this.fromCharacters ? this.startCharacters(bytes, length) : this.startBytes(bytes, length);
    this.heapSize = 0;
    for (let at = 0; at < length; at = this.next[at] ?? length) this.offer(bytes, length, at);
    while (this.heapSize > 0) {
      const key = this.pop();
      const token = Math.floor(key / POSITIONS);
      const position = key - token * POSITIONS;
      if (this.joined[position] !== token) continue;
      this.join(bytes, length, position, token);
      parts--;
    }
    for (let at = 0; ids !== undefined && at < length; at = this.next[at] ?? length)
      ids.push(this.tokens[at] ?? NONE);
    if (this.capacity > KEPT_BYTES) this.allocate(0);
    return parts;
  }

  /** One part per byte. Returns the number of parts. */
  private startBytes(bytes: Uint8Array, length: number): number {
    for (let at = 0; at < length; at++) {
      const byte = bytes[at] ?? 0;
      this.place(at, 1, byte + 1, this.vocabulary.byteTokens[byte] ?? NONE, at - 1);
    }
    return length;
  }

  /** One part per character; a character the vocabulary lacks becomes its bytes, which join nothing. */
  private startCharacters(bytes: Uint8Array, length: number): number {
    let parts = 0;
    let before = NONE;
    for (let at = 0; at < length; ) {
      const end = Math.min(length, at + widthOf(bytes[at] ?? 0));
      let hash = 0;
      for (let i = at; i < end; i++) hash = extendHash(hash, bytes[i] ?? 0);
      const token = this.vocabulary.find(hash, bytes, at, end - at);
      const width = token < 0 ? 1 : end - at;
      for (; at < end; at += width) {
        this.place(at, width, token < 0 ? (bytes[at] ?? 0) + 1 : hash, token, before);
        before = at;
        parts++;
      }
    }
    return parts;
  }

  private place(at: number, width: number, hash: number, token: number, before: number): void {
    this.next[at] = at + width;
    this.previous[at] = before;
    this.lengths[at] = width;
    this.hashes[at] = hash;
    this.tokens[at] = token;
  }

  private join(bytes: Uint8Array, length: number, position: number, token: number): void {
    const right = this.next[position] ?? length;
    const rightLength = this.lengths[right] ?? 0;
    const after = this.next[right] ?? length;
    this.hashes[position] = this.vocabulary.joinHashes(
      this.hashes[position] ?? 0,
      this.hashes[right] ?? 0,
      rightLength,
    );
    this.lengths[position] = (this.lengths[position] ?? 0) + rightLength;
    this.tokens[position] = token;
    this.next[position] = after;
    if (after < length) this.previous[after] = position;
    this.joined[right] = NONE;
    this.offer(bytes, length, position);
    const before = this.previous[position] ?? NONE;
    if (before >= 0) this.offer(bytes, length, before);
  }

  /** Looks up what the part at `position` and its successor make, and queues it. */
  private offer(bytes: Uint8Array, length: number, position: number): void {
    this.steps++;
    this.joined[position] = NONE;
    const right = this.next[position] ?? length;
    if (right >= length) return;
    const rightLength = this.lengths[right] ?? 0;
    const total = (this.lengths[position] ?? 0) + rightLength;
    if (total > this.vocabulary.longest) return;
    const hash = this.vocabulary.joinHashes(this.hashes[position] ?? 0, this.hashes[right] ?? 0, rightLength);
    const token = this.vocabulary.find(hash, bytes, position, total);
    if (token < 0) return;
    if (this.ownPairs && !this.isOwnPair(token, position, right)) return;
    this.joined[position] = token;
    this.push(token * POSITIONS + position);
  }

  private isOwnPair(token: number, left: number, right: number): boolean {
    const { pairs } = this.vocabulary;
    return pairs.left[token] === this.tokens[left] && pairs.right[token] === this.tokens[right];
  }

  private push(key: number): void {
    const heap = this.heap;
    let at = this.heapSize++;
    while (at > 0) {
      this.steps++;
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? 0;
      if (above <= key) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = key;
  }

  private pop(): number {
    const heap = this.heap;
    const top = heap[0] ?? 0;
    const size = --this.heapSize;
    const key = heap[size] ?? 0;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      this.steps++;
      if (child + 1 < size && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++;
      const below = heap[child] ?? 0;
      if (below >= key) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = key;
    return top;
  }

  private reserve(length: number): void {
    if (length > this.capacity) this.allocate(Math.max(length, 2 * this.capacity, 256));
  }

  private allocate(capacity: number): void {
    this.capacity = capacity;
    this.next = new Int32Array(capacity);
    this.previous = new Int32Array(capacity);
    this.lengths = new Int32Array(capacity);
    this.hashes = new Int32Array(capacity);
    this.tokens = new Int32Array(capacity);
    this.joined = new Int32Array(capacity);
    // One key per byte at the start, then each of at most n - 1 joins adds two and removes one.
    this.heap = new Float64Array(2 * capacity + 2);
  }
}

/** Bytes of the UTF-8 character that starts with this byte. */
function widthOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
