/** Counts long texts chunk by chunk and remembers the chunks, so that an edit recounts only what it touches. */
import { hashText } from "../base/hash";
import type { TokenCount } from "./count-text";

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SLASH = 0x2f;
/** \p{White_Space} without line feed and carriage return. */
const BLANK = /[^\S\r\n\uFEFF]|\u0085/;
const DEFAULT_MAX_CHUNKS = 50_000;

export interface ChunkedCounterOptions {
  /** Chunks remembered; up to twice as many are held for a while. */
  readonly maxChunks?: number;
}

/** Counts equal those of the encoder on the whole text. Holds hashes, never text. */
export class ChunkedCounter implements TokenCount {
  private recent = new Map<number, number>();
  private older = new Map<number, number>();
  private readonly maxChunks: number;

  constructor(
    private readonly encoder: TokenCount,
    options: ChunkedCounterOptions = {},
  ) {
    this.maxChunks = options.maxChunks ?? DEFAULT_MAX_CHUNKS;
  }

  count(text: string): number {
    let tokens = 0;
    for (let start = 0; start < text.length; ) {
      const end = chunkEnd(text, start);
      tokens += this.countChunk(text.slice(start, end));
      start = end;
    }
    return tokens;
  }

  private countChunk(chunk: string): number {
    const key = hashText(chunk);
    const known = this.recent.get(key) ?? this.older.get(key);
    const tokens = known ?? this.encoder.count(chunk);
    this.remember(key, tokens);
    return tokens;
  }

  private remember(key: number, tokens: number): void {
    this.recent.set(key, tokens);
    if (this.recent.size < this.maxChunks) return;
    this.older = this.recent;
    this.recent = new Map();
  }
}

/**
 * End of the chunk that starts at `start`: behind the first line feed after which the next line holds something
 * and does not begin with a slash. There both encodings always end a piece: white space that holds a line end is one piece
 * up to its last line end, and of what may follow a line end inside a piece only the slash is not white space. What
 * follows is cut without looking back, and the chunk ends in a line end, so its last piece does not look ahead.
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

function firstFilled(text: string, start: number): number {
  let at = start;
  while (at < text.length && BLANK.test(text.charAt(at))) at++;
  return at;
}

function isLineEnd(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === LINE_FEED || unit === CARRIAGE_RETURN;
}
