/** Byte-pair merging of one piece in O(n log n): a linked list of parts and a heap of the joins that are possible. */
import type { Vocabulary } from "./vocabulary";

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

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Number of tokens of bytes[0, length); appends their ids to `ids` where given. length >= 1. */
  merge(bytes: Uint8Array, length: number, ids?: number[]): number {
    this.reserve(length);
    this.start(bytes, length);
    let parts = length;
    while (this.heapSize > 0) {
      const key = this.pop();
      const token = Math.floor(key / POSITIONS);
      const position = key - token * POSITIONS;
      if (this.joined[position] !== token) continue;
      this.join(bytes, length, position, token);
      parts--;
    }
    for (let at = 0; ids !== undefined && at < length; at = this.next[at] ?? length)
      ids.push(this.tokens[at] ?? 0);
    if (this.capacity > KEPT_BYTES) this.allocate(0);
    return parts;
  }

  private start(bytes: Uint8Array, length: number): void {
    for (let at = 0; at < length; at++) {
      const byte = bytes[at] ?? 0;
      this.next[at] = at + 1;
      this.previous[at] = at - 1;
      this.lengths[at] = 1;
      this.hashes[at] = byte + 1;
      this.tokens[at] = this.vocabulary.byteTokens[byte] ?? 0;
    }
    this.heapSize = 0;
    for (let at = 0; at < length; at++) this.offer(bytes, length, at);
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
    this.joined[position] = token;
    this.push(token * POSITIONS + position);
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
