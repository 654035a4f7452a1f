/**
 * Pieces of Gemma 3. Its SentencePiece model knows no pieces: it merges over the whole text. But no token spans
 * certain pairs of neighbours (a letter and a bracket, anything and a digit), so a text may be cut there without changing
 * its tokens; that keeps pieces short. A test holds every token of the vocabulary against these cuts. Runs of line feeds,
 * tabs and spaces are symbols of their own in the model: they are taken out first, up to 31 at a time.
 */
const LONGEST_RUN = 31;
const LINE_FEED = 10;
const TAB = 9;
const CARRIAGE_RETURN = 13;
const SPACE = 0x20;
const GREATER = 0x3e;

/** Stands alone: never joined to a neighbour of another kind. */
const ALONE = 0;
const WORD = 1;
const SYMBOL = 2;
/** Anything beyond ASCII, and controls: may join words, symbols and its like. */
const GLUE = 3;

const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, unit) => asciiKind(unit));

export function endOfGemmaPiece(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === LINE_FEED || first === TAB) return endOfRun(text, start, first);
  if (first !== SPACE) return endOfJoined(text, start);
  const end = endOfRun(text, start, SPACE);
  if (end - start > 1) return end;
  return end < text.length && kindOf(text.charCodeAt(end)) !== ALONE ? endOfJoined(text, end) : end;
}

function endOfRun(text: string, start: number, unit: number): number {
  const most = Math.min(text.length, start + LONGEST_RUN);
  let at = start + 1;
  while (at < most && text.charCodeAt(at) === unit) at++;
  return at;
}

function endOfJoined(text: string, start: number): number {
  let kind = kindOf(text.charCodeAt(start));
  let at = start + 1;
  if (kind === ALONE) return at;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const next = kindOf(unit);
    const joins = next !== ALONE && (next === kind || next === GLUE || kind === GLUE);
    if (joins) kind = next;
    else if (isTagAfterTag(text, at, unit)) kind = SYMBOL;
    else break;
  }
  return at;
}

/** "> </" is the one token that goes on behind a space. */
function isTagAfterTag(text: string, at: number, unit: number): boolean {
  return unit === SPACE && text.charCodeAt(at - 1) === GREATER && text.startsWith("</", at + 1);
}

function kindOf(unit: number): number {
  return unit < 128 ? (ASCII_KINDS[unit] ?? GLUE) : GLUE;
}

function asciiKind(unit: number): number {
  if (unit === LINE_FEED || unit === TAB || unit === CARRIAGE_RETURN || unit === SPACE) return ALONE;
  if (unit >= 0x30 && unit <= 0x39) return ALONE;
  if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) return WORD;
  return unit < SPACE || unit === 127 ? GLUE : SYMBOL;
}
