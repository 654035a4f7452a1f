/** Exact token counts for one encoding, equal to its own tokenizer's for ordinary text and O(n log n) for any text. */
import { CharacterClasses } from "./character-class";
import { Literals } from "./literals";
import { PairMerger } from "./pair-merger";
import { PieceCache } from "./piece-cache";
import { SCHEMES, type Scheme } from "./scheme";
import type { Encoding } from "./types";
import { extendHash, Vocabulary } from "./vocabulary";

export interface Encoder {
  readonly encoding: Encoding;
  /** Tokens of the text. Names of control tokens count as the ordinary text they are; lone surrogates as U+FFFD. */
  count(text: string): number;
  /**
   * Tokens of the text by their rank in the packed vocabulary: tiktoken's ids for its encodings. Byte tokens of a
   * character the vocabulary lacks, and literals, are -1.
   */
  encode(text: string): number[];
}

/** An encoder for a packed vocabulary (server/vocabularies/<encoding>.bin). Throws where the bytes are not one. */
export function createEncoder(bytes: Uint8Array, classes = new CharacterClasses()): Encoder {
  return new BytePairEncoder(new Vocabulary(bytes), classes);
}

class BytePairEncoder implements Encoder {
  readonly encoding: Encoding;
  private readonly scheme: Scheme;
  private readonly merger: PairMerger;
  private readonly cache = new PieceCache();
  private readonly literals: Literals;
  /** Per token: 0 not asked yet, 1 merging arrives at it, 2 it does not. */
  private readonly reached: Uint8Array;
  private buffer = new Uint8Array(1024);
  /** Rolling hash of the piece last written. */
  private hash = 0;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly classes: CharacterClasses,
  ) {
    this.encoding = vocabulary.encoding;
    this.scheme = SCHEMES[vocabulary.encoding];
    this.merger = new PairMerger(vocabulary, this.scheme);
    this.reached = new Uint8Array(this.scheme.wholePieces ? 0 : vocabulary.size);
    this.literals = new Literals(vocabulary.literals);
  }

  count(text: string): number {
    let tokens = 0;
    for (const segment of this.segments(text)) tokens += segment === null ? 1 : this.countSegment(segment);
    return tokens;
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    for (const segment of this.segments(text)) {
      if (segment === null) ids.push(-1);
      else this.encodeSegment(segment, ids);
    }
    return ids;
  }

  /** The text between literals, normalised; null for a literal. */
  private segments(text: string): readonly (string | null)[] {
    const normalise = this.scheme.normalise;
    const plain = (part: string): string => (normalise === null ? part : normalise(part));
    let found = this.literals.next(text, 0);
    if (found === undefined) return [plain(text)];
    const segments: (string | null)[] = [];
    let from = 0;
    for (; found !== undefined; found = this.literals.next(text, from)) {
      segments.push(plain(text.slice(from, found.start)), null);
      from = found.end;
    }
    segments.push(plain(text.slice(from)));
    return segments;
  }

  private countSegment(text: string): number {
    const { pieceEnd } = this.scheme;
    let tokens = 0;
    for (let start = 0; start < text.length; ) {
      const end = pieceEnd(text, start, this.classes);
      tokens += this.countPiece(this.write(text, start, end));
      start = end;
    }
    return tokens;
  }

  private encodeSegment(text: string, ids: number[]): void {
    const { pieceEnd } = this.scheme;
    for (let start = 0; start < text.length; ) {
      const end = pieceEnd(text, start, this.classes);
      const length = this.write(text, start, end);
      const whole = this.wholeToken(length);
      if (whole >= 0) ids.push(whole);
      else this.merger.merge(this.buffer, length, ids);
      start = end;
    }
  }

  private countPiece(length: number): number {
    if (this.wholeToken(length) >= 0) return 1;
    const remembered = this.cache.find(this.hash, this.buffer, length);
    if (remembered > 0) return remembered;
    const count = this.merger.merge(this.buffer, length);
    this.cache.remember(this.hash, this.buffer, length, count);
    return count;
  }

  /** The token that is the whole piece, -1 where there is none or merging would not arrive at it. */
  private wholeToken(length: number): number {
    if (length > this.vocabulary.longest) return -1;
    const token = this.vocabulary.find(this.hash, this.buffer, 0, length);
    if (token < 0 || this.scheme.wholePieces) return token;
    return this.isReached(token, length) ? token : -1;
  }

  /** Whether merging the bytes of the token, which are in the buffer, ends in that one token. Asked once per token. */
  private isReached(token: number, length: number): boolean {
    if (this.reached[token] === 0) this.reached[token] = this.merger.merge(this.buffer, length) === 1 ? 1 : 2;
    return this.reached[token] === 1;
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
