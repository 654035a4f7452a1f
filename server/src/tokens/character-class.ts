/** The Unicode classes the pre-tokenizers tell apart, as bits, so that a set of classes is one mask. */

/** Lu, Lt */
export const UPPER = 1;
/** Ll */
export const LOWER = 2;
/** Lm, Lo */
export const CASELESS = 4;
/** M */
export const MARK = 8;
/** N */
export const NUMBER = 16;
/** White_Space without carriage return and line feed. JavaScript's \s differs (U+0085, U+FEFF), the encodings use White_Space. */
export const BLANK = 32;
/** Carriage return, line feed */
export const NEWLINE = 64;
/** P, S. Lone surrogates too: they are encoded as U+FFFD, which is a symbol. */
export const PUNCTUATION = 128;
/** All the rest: controls, formats, private use, unassigned. */
export const REST = 256;

export const LETTER = UPPER | LOWER | CASELESS;
export const WHITE = BLANK | NEWLINE;
/** [^\s\p{L}\p{N}] */
export const SYMBOL = MARK | PUNCTUATION | REST;

const CODE_POINTS = 0x110000;

/** Classes found so far; each code point is classified once. One can serve any number of encoders. */
export class CharacterClasses {
  private readonly seen = new Uint16Array(CODE_POINTS);

  /**
   * Class of the character at a UTF-16 offset, 0 at or past the end. Both halves of a surrogate pair
   * have the class of the pair, so runs can be scanned unit by unit.
   */
  at(text: string, offset: number): number {
    if (offset >= text.length) return 0;
    const unit = text.charCodeAt(offset);
    if ((unit & 0xf800) !== 0xd800) return this.seen[unit] || this.classify(unit);
    const codePoint = (unit & 0xfc00) === 0xdc00 ? text.codePointAt(offset - 1) : text.codePointAt(offset);
    if (codePoint === undefined || codePoint < 0x10000) return PUNCTUATION;
    return this.seen[codePoint] || this.classify(codePoint);
  }

  private classify(codePoint: number): number {
    const found = classOf(codePoint);
    this.seen[codePoint] = found;
    return found;
  }
}

/** UTF-16 units of the character that starts at the offset. */
export function widthAt(text: string, offset: number): number {
  return (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
}

function classOf(codePoint: number): number {
  if (codePoint === 10 || codePoint === 13) return NEWLINE;
  const character = String.fromCodePoint(codePoint);
  if (/\p{White_Space}/u.test(character)) return BLANK;
  if (/\p{Ll}/u.test(character)) return LOWER;
  if (/[\p{Lu}\p{Lt}]/u.test(character)) return UPPER;
  if (/\p{L}/u.test(character)) return CASELESS;
  if (/\p{N}/u.test(character)) return NUMBER;
  if (/\p{M}/u.test(character)) return MARK;
  if (/[\p{P}\p{S}]/u.test(character)) return PUNCTUATION;
  return REST;
}
