/** Exact token counts for one encoding, equal to tiktoken's for ordinary text and O(n log n) for any text. */
import { CharacterClasses } from "./character-class";
import { PairMerger } from "./pair-merger";
import { PieceCache } from "./piece-cache";
import { PIECE_END } from "./split";
import type { Encoding } from "./types";
import { extendHash, Vocabulary } from "./vocabulary";

export interface Encoder {
  readonly encoding: Encoding;
  /** Tokens of the text. Names of special tokens count as the ordinary text they are; lone surrogates as U+FFFD. */
  count(text: string): number;
  /** Token ids of the text. */
  encode(text: string): number[];
}

/** An encoder for a packed vocabulary (server/vocabularies/<encoding>.bin). Throws where the bytes are not one. */
export function createEncoder(bytes: Uint8Array): Encoder {
  return new BytePairEncoder(new Vocabulary(bytes));
}

class BytePairEncoder implements Encoder {
  readonly encoding: Encoding;
  private readonly classes = new CharacterClasses();
  private readonly merger: PairMerger;
  private readonly cache = new PieceCache();
  private buffer = new Uint8Array(1024);
  /** Rolling hash of the piece last written. */
  private hash = 0;

  constructor(private readonly vocabulary: Vocabulary) {
    this.encoding = vocabulary.encoding;
    this.merger = new PairMerger(vocabulary);
  }

  count(text: string): number {
    const pieceEnd = PIECE_END[this.encoding];
    let tokens = 0;
    for (let start = 0; start < text.length; ) {
      const end = pieceEnd(text, start, this.classes);
      tokens += this.countPiece(this.write(text, start, end));
      start = end;
    }
    return tokens;
  }

  encode(text: string): number[] {
    const pieceEnd = PIECE_END[this.encoding];
    const ids: number[] = [];
    for (let start = 0; start < text.length; ) {
      const end = pieceEnd(text, start, this.classes);
      const length = this.write(text, start, end);
      const whole = this.wholeToken(length);
      if (whole >= 0) ids.push(whole);
      else this.merger.merge(this.buffer, length, ids);
      start = end;
    }
    return ids;
  }

  private countPiece(length: number): number {
    if (length === 1 || this.wholeToken(length) >= 0) return 1;
    const remembered = this.cache.find(this.hash, this.buffer, length);
    if (remembered > 0) return remembered;
    const count = this.merger.merge(this.buffer, length);
    this.cache.remember(this.hash, this.buffer, length, count);
    return count;
  }

  private wholeToken(length: number): number {
    if (length > this.vocabulary.longest) return -1;
    return this.vocabulary.find(this.hash, this.buffer, 0, length);
  }

  /** Writes text[start, end) as UTF-8 into the buffer, sets its hash and returns its length in bytes. */
  private write(text: string, start: number, end: number): number {
    if (3 * (end - start) > this.buffer.length) this.buffer = new Uint8Array(6 * (end - start));
    const buffer = this.buffer;
    let hash = 0;
    let length = 0;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) {
        buffer[length++] = unit;
        hash = extendHash(hash, unit);
        continue;
      }
      const from = length;
      const codePoint = scalarAt(text, at);
      length = writeScalar(buffer, length, codePoint);
      if (codePoint > 0xffff) at++;
      for (let i = from; i < length; i++) hash = extendHash(hash, buffer[i] ?? 0);
    }
    this.hash = hash;
    return length;
  }
}

const REPLACEMENT = 0xfffd;

function scalarAt(text: string, at: number): number {
  const codePoint = text.codePointAt(at) ?? REPLACEMENT;
  return codePoint >= 0xd800 && codePoint <= 0xdfff ? REPLACEMENT : codePoint;
}

/** Writes a scalar value of at least U+0080 as UTF-8 and returns the offset behind it. */
function writeScalar(buffer: Uint8Array, offset: number, scalar: number): number {
  let at = offset;
  if (scalar < 0x800) {
    buffer[at++] = 0xc0 | (scalar >> 6);
  } else {
    if (scalar < 0x10000) {
      buffer[at++] = 0xe0 | (scalar >> 12);
    } else {
      buffer[at++] = 0xf0 | (scalar >> 18);
      buffer[at++] = 0x80 | ((scalar >> 12) & 63);
    }
    buffer[at++] = 0x80 | ((scalar >> 6) & 63);
  }
  buffer[at++] = 0x80 | (scalar & 63);
  return at;
}
