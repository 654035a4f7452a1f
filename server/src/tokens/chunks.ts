/** Where a text can be cut so that counting the parts gives the count of the whole, in every encoding. */

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SLASH = 0x2f;
/** \p{White_Space} without line feed and carriage return. */
const BLANK = /[^\S\r\n\uFEFF]|\u0085/;

/**
 * End of the chunk that starts at `start`: behind the first line feed after which the next line holds something
 * and does not begin with a slash. There all encodings end a piece: white space that holds a line end is one piece
 * up to its last line end (Gemma: a run of line feeds is one), and of what may follow a line end inside a piece only the slash
 * is not white space. What follows is cut without looking back, and the chunk ends in a line end, so its last piece does
 * not look ahead. No literal and no normalisation crosses a line feed.
 */
export function chunkEnd(text: string, start: number): number {
  for (let at = text.indexOf("\n", start); at >= 0; at = text.indexOf("\n", at)) {
    const next = at + 1;
    const filled = firstFilled(text, next);
    if (filled < text.length && !isLineEnd(text, filled) && text.charCodeAt(next) !== SLASH) return next;
    // Nothing between here and `filled` can be a cut.
    at = Math.max(next, filled);
  }
  return text.length;
}

/** Whether the text is cut at `end` (behind a line feed), as far as the first `known` units tell. */
export function isCut(text: string, end: number, known: number): boolean {
  if (text.charCodeAt(end) === SLASH) return false;
  const filled = firstFilled(text, end);
  return filled < known && !isLineEnd(text, filled);
}

function firstFilled(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text, at)) at++;
  return at;
}

function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return unit === 0x20 || unit === 9 || unit === 11 || unit === 12;
  return BLANK.test(text.charAt(at));
}

function isLineEnd(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === LINE_FEED || unit === CARRIAGE_RETURN;
}
