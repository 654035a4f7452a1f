/** Reads a packed vocabulary and finds the token that equals a run of bytes, in time independent of the vocabulary's size. */
import { ENCODINGS, type Encoding } from "./types";

/**
 * Layout of a packed vocabulary, little endian, all planes of the same length so that zip finds the redundancy:
 * 4 bytes "FBX2"; u32 index in ENCODINGS; u32 tokens; u32 bytes of the roots; u32 bytes of the literals;
 * then for every token, in order of rank, the two earlier tokens it joins, as six planes: left low, left middle, left high,
 * right low, right middle, right high. A token that joins none (a root) has ROOT on the left and its length on the right;
 * then the bytes of the roots, one after the other; then the literals as UTF-8, separated by zero bytes.
 */
export const PACKED_MAGIC = "FBX2";
export const PACKED_HEADER_BYTES = 20;
export const ROOT = 0xffffff;

const HASH_FACTOR = 0x01000193;

/** The rolling hash of a run of bytes extended by one byte; start from 0. */
export function extendHash(hash: number, byte: number): number {
  return (Math.imul(hash, HASH_FACTOR) + byte + 1) | 0;
}

/** Tokens by rank: the lower, the earlier it is merged. Read-only after construction. */
export class Vocabulary {
  readonly encoding: Encoding;
  /** Bytes of the longest token. */
  readonly longest: number;
  /** Token of each single byte, -1 where there is none. */
  readonly byteTokens = new Int32Array(256).fill(-1);
  /** The two tokens each token joins; ROOT on the left where it joins none. */
  readonly pairs: Pairs;
  /** Texts that are one token of their own, outside of all merging. */
  readonly literals: readonly string[];
  /** HASH_FACTOR to the power of the index, for joining two rolling hashes. */
  private readonly powers: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly starts: Int32Array;
  private readonly hashes: Int32Array;
  private readonly slots: Int32Array;

  /** Throws where the bytes are no packed vocabulary: that is a broken install. */
  constructor(packed: Uint8Array) {
    const header = readHeader(packed);
    const { count } = header;
    this.encoding = header.encoding;
    this.pairs = readPairs(packed, count);
    this.literals = readLiterals(packed, header);
    this.starts = tokenStarts(this.pairs, count);
    this.bytes = new Uint8Array(this.starts[count] ?? 0);
    this.hashes = new Int32Array(count);
    this.longest = longestToken(this.starts, count);
    this.powers = powersOf(this.longest + 1);
    let root = PACKED_HEADER_BYTES + 6 * count;
    for (let id = 0; id < count; id++) {
      if (this.pairs.left[id] !== ROOT) this.addPair(id);
      else root = this.addRoot(id, packed, root);
    }
    this.slots = slotsOf(this.hashes);
  }

  /** Rolling hash of two adjoining runs; the right one is `rightLength` bytes, at most `longest`. */
  joinHashes(left: number, right: number, rightLength: number): number {
    return (Math.imul(left, this.powers[rightLength] ?? 0) + right) | 0;
  }

  /** The token made of exactly these bytes, or -1. `hash` is the rolling hash of the run. */
  find(hash: number, bytes: Uint8Array, start: number, length: number): number {
    const mask = this.slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = (this.slots[slot] ?? 0) - 1;
      if (id < 0) return -1;
      if (this.hashes[id] === hash && this.equals(id, bytes, start, length)) return id;
    }
  }

  private equals(id: number, bytes: Uint8Array, start: number, length: number): boolean {
    const from = this.starts[id] ?? 0;
    if ((this.starts[id + 1] ?? 0) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.bytes[from + i] !== bytes[start + i]) return false;
    return true;
  }

  /** Text of a token, for tests; bytes that are no UTF-8 become U+FFFD. */
  textOf(id: number): string {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      this.bytes.subarray(this.starts[id], this.starts[id + 1]),
    );
  }

  /** Number of tokens. */
  get size(): number {
    return this.hashes.length;
  }

  private addRoot(id: number, packed: Uint8Array, from: number): number {
    const at = this.starts[id] ?? 0;
    const end = from + (this.pairs.right[id] ?? 0);
    this.bytes.set(packed.subarray(from, end), at);
    let hash = 0;
    for (let i = from; i < end; i++) hash = extendHash(hash, packed[i] ?? 0);
    this.hashes[id] = hash;
    if (end - from === 1) this.byteTokens[packed[from] ?? 0] = id;
    return end;
  }

  private addPair(id: number): void {
    const left = this.pairs.left[id] ?? 0;
    const right = this.pairs.right[id] ?? 0;
    const at = this.starts[id] ?? 0;
    const leftStart = this.starts[left] ?? 0;
    const leftEnd = this.starts[left + 1] ?? 0;
    const rightStart = this.starts[right] ?? 0;
    const rightEnd = this.starts[right + 1] ?? 0;
    this.bytes.copyWithin(at, leftStart, leftEnd);
    this.bytes.copyWithin(at + leftEnd - leftStart, rightStart, rightEnd);
    this.hashes[id] = this.joinHashes(this.hashes[left] ?? 0, this.hashes[right] ?? 0, rightEnd - rightStart);
  }
}

interface Pairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

interface Header {
  readonly encoding: Encoding;
  readonly count: number;
  readonly rootBytes: number;
  readonly literalBytes: number;
}

function readHeader(packed: Uint8Array): Header {
  const magic = String.fromCharCode(...packed.subarray(0, PACKED_MAGIC.length));
  if (magic !== PACKED_MAGIC || packed.length < PACKED_HEADER_BYTES)
    throw new Error("These bytes are not a packed vocabulary.");
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const encoding = ENCODINGS[view.getUint32(4, true)];
  if (encoding === undefined) throw new Error("These bytes are not a packed vocabulary.");
  const count = view.getUint32(8, true);
  const rootBytes = view.getUint32(12, true);
  const literalBytes = view.getUint32(16, true);
  const expected = PACKED_HEADER_BYTES + 6 * count + rootBytes + literalBytes;
  if (packed.length !== expected)
    throw new Error(`The packed vocabulary is ${packed.length} bytes long instead of ${expected}.`);
  return { encoding, count, rootBytes, literalBytes };
}

/** Throws where a token joins itself or a later one. */
function readPairs(packed: Uint8Array, count: number): Pairs {
  const left = new Int32Array(count);
  const right = new Int32Array(count);
  const number = (at: number): number =>
    (packed[at] ?? 0) | ((packed[at + count] ?? 0) << 8) | ((packed[at + 2 * count] ?? 0) << 16);
  for (let id = 0; id < count; id++) {
    const a = number(PACKED_HEADER_BYTES + id);
    const b = number(PACKED_HEADER_BYTES + 3 * count + id);
    if (a !== ROOT && (a >= id || b >= id))
      throw new Error(`Token ${id} of the packed vocabulary joins a later token.`);
    left[id] = a;
    right[id] = b;
  }
  return { left, right };
}

function readLiterals(packed: Uint8Array, header: Header): readonly string[] {
  if (header.literalBytes === 0) return [];
  const bytes = packed.subarray(packed.length - header.literalBytes);
  return new TextDecoder().decode(bytes).split("\0");
}

function tokenStarts({ left, right }: Pairs, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  const lengthOf = (id: number): number => (starts[id + 1] ?? 0) - (starts[id] ?? 0);
  for (let id = 0; id < count; id++) {
    const a = left[id] ?? 0;
    const b = right[id] ?? 0;
    starts[id + 1] = (starts[id] ?? 0) + (a === ROOT ? b : lengthOf(a) + lengthOf(b));
  }
  return starts;
}

function longestToken(starts: Int32Array, count: number): number {
  let longest = 0;
  for (let id = 0; id < count; id++) longest = Math.max(longest, (starts[id + 1] ?? 0) - (starts[id] ?? 0));
  return longest;
}

function powersOf(count: number): Int32Array {
  const powers = new Int32Array(count);
  let power = 1;
  for (let i = 0; i < count; i++) {
    powers[i] = power;
    power = Math.imul(power, HASH_FACTOR);
  }
  return powers;
}

/** Open addressing, at most half full; a slot holds the token id + 1, 0 = free. */
function slotsOf(hashes: Int32Array): Int32Array {
  let size = 1;
  while (size < hashes.length * 2) size *= 2;
  const slots = new Int32Array(size);
  const mask = size - 1;
  for (let id = 0; id < hashes.length; id++) {
    let slot = spread(hashes[id] ?? 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = id + 1;
  }
  return slots;
}

function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
