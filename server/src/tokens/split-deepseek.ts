/**
 * Pieces of DeepSeek V3 and V4. Three expressions run one after the other, each inside the pieces of the one before: numbers
 * of up to three digits, runs of Han and kana, then words, punctuation and white space. So for the third a number or a change
 * from or to Han and kana is the end of the text.
 */
import {
  BLANK,
  type CharacterClasses,
  LETTER,
  MARK,
  NEWLINE,
  NUMBER,
  PUNCTUATION,
  REST,
  WHITE,
  widthAt,
} from "./character-class";
import { endOfNumber } from "./split";

const DIGITS = 3;
const SPACE = 0x20;
const WORD = LETTER | MARK;
/** Any one of these before a word belongs to it: [^\r\n\p{L}\p{P}\p{S}] (a mark is part of the word in any case). */
const WORD_PREFIX = BLANK | REST;

export function endOfDeepSeekPiece(text: string, start: number, classes: CharacterClasses): number {
  if (classes.at(text, start) & NUMBER) return endOfNumber(text, start, DIGITS, classes);
  const segment = new Segment(text, isHanOrKana(text.charCodeAt(start)), classes);
  const word = endOfWord(segment, start);
  if (word > start) return word;
  const symbols = endOfSymbols(segment, start);
  if (symbols > start) return symbols;
  if (segment.at(start) & WHITE) return endOfWhite(segment, start);
  return endOfGap(segment, start);
}

/** The text as the third expression sees it: class 0 from where the other two have cut. */
class Segment {
  constructor(
    readonly text: string,
    private readonly hanOrKana: boolean,
    private readonly classes: CharacterClasses,
  ) {}

  at(offset: number): number {
    if (isHanOrKana(this.text.charCodeAt(offset)) !== this.hanOrKana) return 0;
    const found = this.classes.at(this.text, offset);
    return found & NUMBER ? 0 : found;
  }

  endOfRun(start: number, mask: number): number {
    let at = start;
    while (this.at(at) & mask) at++;
    return at;
  }
}

/** [一-龥぀-ゟ゠-ヿ] */
function isHanOrKana(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fa5) || (unit >= 0x3040 && unit <= 0x30ff);
}

/** [!-~ punctuation][A-Za-z]+ | prefix?[\p{L}\p{M}]+ ; `start` where there is no word. */
function endOfWord(segment: Segment, start: number): number {
  const { text } = segment;
  const first = segment.at(start);
  if (first & WORD) return segment.endOfRun(start, WORD);
  const body = start + widthAt(text, start);
  if (first & WORD_PREFIX) {
    const end = segment.endOfRun(body, WORD);
    return end > body ? end : start;
  }
  if (!(first & PUNCTUATION) || text.charCodeAt(start) >= 0x80) return start;
  let at = body;
  while (isAsciiLetter(text.charCodeAt(at))) at++;
  return at > body ? at : start;
}

/** " ?[\p{P}\p{S}]+[\r\n]*" ; `start` where there is none. */
function endOfSymbols(segment: Segment, start: number): number {
  const body = segment.text.charCodeAt(start) === SPACE ? start + 1 : start;
  const end = segment.endOfRun(body, PUNCTUATION);
  return end > body ? segment.endOfRun(end, NEWLINE) : start;
}

/** \s*[\r\n]+ | \s+(?!\S) | \s+ */
function endOfWhite(segment: Segment, start: number): number {
  let at = start;
  let lastLineEnd = start;
  for (let found = segment.at(at); found & WHITE; found = segment.at(at)) {
    at++;
    if (found & NEWLINE) lastLineEnd = at;
  }
  if (lastLineEnd > start) return lastLineEnd;
  return segment.at(at) !== 0 && at - start > 1 ? at - 1 : at;
}

/** What no expression matches stays together: controls and the like, up to one that begins a word. */
function endOfGap(segment: Segment, start: number): number {
  let at = start;
  do at += widthAt(segment.text, at);
  while (segment.at(at) & REST && !(segment.at(at + widthAt(segment.text, at)) & WORD));
  return at;
}

function isAsciiLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
