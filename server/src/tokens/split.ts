/**
 * Cuts text into the pieces that byte-pair merging may not cross, as the regular expressions of the encodings that descend
 * from OpenAI's do: o200k_base and Mistral's tekken, cl100k_base, Llama 3 and Qwen. Hand-written because those expressions backtrack: here every character is looked at a bounded
 * number of times. The comments quote the alternative each function stands for.
 */
import {
  BLANK,
  CASELESS,
  type CharacterClasses,
  LETTER,
  LOWER,
  MARK,
  NEWLINE,
  NUMBER,
  SYMBOL,
  UPPER,
  WHITE,
  widthAt,
} from "./character-class";

/** End of the piece that starts at `start`; both are UTF-16 offsets and start < text.length. */
export type PieceEnd = (text: string, start: number, classes: CharacterClasses) => number;

const SPACE = 0x20;
const SLASH = 0x2f;
const APOSTROPHE = 0x27;
const LONG_S = 0x17f;
const WORD_HEAD = UPPER | CASELESS | MARK;
const WORD_TAIL = LOWER | CASELESS | MARK;
/** [^\r\n\p{L}\p{N}] */
const WORD_PREFIX = BLANK | SYMBOL;

export interface PieceRules {
  /** Most characters of a number in one piece. */
  readonly digits: number;
  /** Whether a word takes a contraction such as 's along (o200k), if words end at a change of case at all. */
  readonly contractions: boolean;
}

/** Pieces in the manner of o200k_base: words end where capitals follow small letters. */
export function casedPieces({ digits, contractions }: PieceRules): PieceEnd {
  return (text, start, classes) => {
    const first = classes.at(text, start);
    if (first & NUMBER) return endOfNumber(text, start, digits, classes);
    const word = endOfCasedWord(text, start, first, classes);
    if (word > start) return contractions ? word + contractionLength(text, word) : word;
    const symbols = endOfSymbols(text, start, first, classes);
    if (symbols > start) return endOfLineEnds(text, symbols, true);
    return endOfWhite(text, start, classes);
  };
}

/** Pieces in the manner of cl100k_base: contractions first, words whatever their case. */
export function plainPieces({ digits }: Pick<PieceRules, "digits">): PieceEnd {
  return (text, start, classes) => {
    const contraction = contractionLength(text, start);
    if (contraction > 0) return start + contraction;
    const first = classes.at(text, start);
    if (first & NUMBER) return endOfNumber(text, start, digits, classes);
    const body = first & WORD_PREFIX ? start + widthAt(text, start) : start;
    const word = endOfRun(text, body, LETTER, classes);
    if (word > body) return word;
    const symbols = endOfSymbols(text, start, first, classes);
    if (symbols > start) return endOfLineEnds(text, symbols, false);
    return endOfWhite(text, start, classes);
  };
}

/**
 * prefix?[head]*[tail]+ | prefix?[head]+[tail]* without the contraction; `start` where there is no word.
 * Caseless letters and marks are both head and tail, so where no lower-case letter follows the head run, the
 * first alternative gives back characters until it can end in such a one.
 */
function endOfCasedWord(text: string, start: number, first: number, classes: CharacterClasses): number {
  const body = first & WORD_PREFIX ? start + widthAt(text, start) : start;
  let at = body;
  let lastTail = body;
  for (let found = classes.at(text, at); found & WORD_HEAD; found = classes.at(text, at)) {
    at++;
    if (found & WORD_TAIL) lastTail = at;
  }
  if (classes.at(text, at) & LOWER) return endOfRun(text, at, WORD_TAIL, classes);
  if (lastTail > body) return lastTail;
  // A mark was taken as the prefix but can also be the whole word.
  if (first & MARK) return body;
  return at > body ? at : start;
}

/** (?i:'s|'t|'re|'ve|'m|'ll|'d), in UTF-16 units, or 0. Case folding makes U+017F an s. */
function contractionLength(text: string, start: number): number {
  if (text.charCodeAt(start) !== APOSTROPHE) return 0;
  const unit = text.charCodeAt(start + 1);
  if (unit === LONG_S) return 2;
  const one = text.slice(start + 1, start + 2).toLowerCase();
  if (one === "s" || one === "t" || one === "m" || one === "d") return 2;
  if (one !== "r" && one !== "v" && one !== "l") return 0;
  const two = text.slice(start + 1, start + 3).toLowerCase();
  return two === "re" || two === "ve" || two === "ll" ? 3 : 0;
}

/** \p{N}{1,digits} */
export function endOfNumber(text: string, start: number, digits: number, classes: CharacterClasses): number {
  let at = start;
  for (let taken = 0; taken < digits && classes.at(text, at) & NUMBER; taken++) at += widthAt(text, at);
  return at;
}

/** " ?[^\s\p{L}\p{N}]+" without the line ends; `start` where there is none. */
function endOfSymbols(text: string, start: number, first: number, classes: CharacterClasses): number {
  if (first & SYMBOL) return endOfRun(text, start, SYMBOL, classes);
  if (text.charCodeAt(start) !== SPACE) return start;
  const end = endOfRun(text, start + 1, SYMBOL, classes);
  return end > start + 1 ? end : start;
}

/** [\r\n]* or, with slashes, [\r\n/]* */
function endOfLineEnds(text: string, start: number, slashes: boolean): number {
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 10 && unit !== 13 && !(slashes && unit === SLASH)) break;
  }
  return at;
}

/** \s*[\r\n]+ | \s+(?!\S) | \s+ : up to the last line end, else all but the blank before a word, else all. */
function endOfWhite(text: string, start: number, classes: CharacterClasses): number {
  let at = start;
  let lastLineEnd = start;
  for (let found = classes.at(text, at); found & WHITE; found = classes.at(text, at)) {
    at++;
    if (found & NEWLINE) lastLineEnd = at;
  }
  if (lastLineEnd > start) return lastLineEnd;
  return at < text.length && at - start > 1 ? at - 1 : at;
}

function endOfRun(text: string, start: number, mask: number, classes: CharacterClasses): number {
  let at = start;
  while (classes.at(text, at) & mask) at++;
  return at;
}
