/** Reads a packed vocabulary and finds the token that equals a run of bytes, in time independent of the vocabulary's size. */
import type { Encoding } from "./types";

/**
 * Layout of a packed vocabulary, all planes of the same length so that zip finds the redundancy:
 * 4 bytes "FBX1"; 1 byte encoding (index in PACKED_ENCODINGS); 3 bytes token count, little endian;
 * 256 bytes: the bytes that are tokens 0 to 255; then for the tokens from 256 on, in order of rank, the two
 * earlier tokens each one joins, as six planes: left low, left middle, left high, right low, right middle, right high.
 */
export const PACKED_ENCODINGS: readonly Encoding[] = ["cl100k_base", "o200k_base"];
export const PACKED_MAGIC = "FBX1";
export const PACKED_HEADER_BYTES = 8;
export const SINGLE_BYTE_TOKENS = 256;

const HASH_FACTOR = 0x01000193;

/** The rolling hash of a run of bytes extended by one byte; start from 0. */
export function extendHash(hash: number, byte: number): number {
  return (Math.imul(hash, HASH_FACTOR) + byte + 1) | 0;
}

/** Token ids equal tiktoken's ranks. Read-only after construction. */
export class Vocabulary {
  readonly encoding: Encoding;
  /** Bytes of the longest token. */
  readonly longest: number;
  /** Token of each single byte. */
  readonly byteTokens: Int32Array;
  /** HASH_FACTOR to the power of the index, for joining two rolling hashes. */
  private readonly powers: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly starts: Int32Array;
  private readonly hashes: Int32Array;
  private readonly slots: Int32Array;

  /** Throws where the bytes are no packed vocabulary: that is a broken install. */
  constructor(packed: Uint8Array) {
    const { encoding, count } = readHeader(packed);
    this.encoding = encoding;
    const pairs = readPairs(packed, count);
    this.starts = tokenStarts(pairs, count);
    this.bytes = new Uint8Array(this.starts[count] ?? 0);
    this.hashes = new Int32Array(count);
    this.byteTokens = new Int32Array(SINGLE_BYTE_TOKENS).fill(-1);
    this.longest = longestToken(this.starts, count);
    this.powers = powersOf(this.longest + 1);
    for (let id = 0; id < SINGLE_BYTE_TOKENS; id++)
      this.addSingleByte(id, packed[PACKED_HEADER_BYTES + id] ?? 0);
    if (this.byteTokens.includes(-1)) throw new Error("The packed vocabulary lacks some single-byte tokens.");
    for (let id = SINGLE_BYTE_TOKENS; id < count; id++) this.addPair(id, pairs);
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

  private addSingleByte(id: number, byte: number): void {
    this.bytes[this.starts[id] ?? 0] = byte;
    this.hashes[id] = extendHash(0, byte);
    this.byteTokens[byte] = id;
  }

  private addPair(id: number, pairs: Pairs): void {
    const left = pairs.left[id] ?? 0;
    const right = pairs.right[id] ?? 0;
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

function readHeader(packed: Uint8Array): { encoding: Encoding; count: number } {
  const magic = String.fromCharCode(...packed.subarray(0, PACKED_MAGIC.length));
  const encoding = PACKED_ENCODINGS[packed[4] ?? -1];
  if (magic !== PACKED_MAGIC || encoding === undefined)
    throw new Error("These bytes are not a packed vocabulary.");
  const count = (packed[5] ?? 0) | ((packed[6] ?? 0) << 8) | ((packed[7] ?? 0) << 16);
  const expected = PACKED_HEADER_BYTES + SINGLE_BYTE_TOKENS + 6 * (count - SINGLE_BYTE_TOKENS);
  if (packed.length !== expected) {
    throw new Error(`The packed vocabulary is ${packed.length} bytes long instead of ${expected}.`);
  }
  return { encoding, count };
}

/** Indexed by token id; the first 256 entries are unused. Throws where a token joins itself or a later one. */
function readPairs(packed: Uint8Array, count: number): Pairs {
  const base = PACKED_HEADER_BYTES;
  const plane = count - SINGLE_BYTE_TOKENS;
  const left = new Int32Array(count);
  const right = new Int32Array(count);
  const number = (at: number) =>
    (packed[at] ?? 0) | ((packed[at + plane] ?? 0) << 8) | ((packed[at + 2 * plane] ?? 0) << 16);
  for (let id = SINGLE_BYTE_TOKENS; id < count; id++) {
    const a = number(base + id);
    const b = number(base + 3 * plane + id);
    if (a >= id || b >= id) throw new Error(`Token ${id} of the packed vocabulary joins a later token.`);
    left[id] = a;
    right[id] = b;
  }
  return { left, right };
}

function tokenStarts(pairs: Pairs, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  const lengthOf = (id: number) => (starts[id + 1] ?? 0) - (starts[id] ?? 0);
  for (let id = 0; id < count; id++) {
    const length =
      id < SINGLE_BYTE_TOKENS ? 1 : lengthOf(pairs.left[id] ?? 0) + lengthOf(pairs.right[id] ?? 0);
    starts[id + 1] = (starts[id] ?? 0) + length;
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
