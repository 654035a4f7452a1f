/**
 * Sums over a text that are taken chunk by chunk (tokens, characters by kind), so that an edit measures only the chunks it
 * touches. Chunks are cut where no encoding's token can cross, so the sums equal those of the whole text.
 */
import { hashText } from "../base/hash";
import { chunkEnd, isCut } from "./chunks";
import { commonPrefix, commonSuffix } from "./common-ends";

/** Sums of one chunk, one number per column; each must be additive over chunks. */
export type ChunkMeasure = (chunk: string) => readonly number[];

export interface ChunkedCounterOptions {
  /** Chunks remembered; up to twice as many are held for a while. */
  readonly maxChunks?: number;
  /** Long texts remembered with the places of their chunks, so that the next version is found by what it has in common. */
  readonly maxTexts?: number;
}

const DEFAULT_MAX_CHUNKS = 30_000;
const DEFAULT_MAX_TEXTS = 4;
/** Shorter texts are walked from the start: that costs less than looking for a text like them. */
const SHORT_TEXT = 8_192;

/** A text that was measured: chunk i ends at ends[i] and has values[i]. */
interface Measured {
  readonly text: string;
  readonly ends: readonly number[];
  readonly values: readonly (readonly number[])[];
  readonly total: readonly number[];
}

export class ChunkedCounter {
  private recent = new Map<number, readonly number[]>();
  private older = new Map<number, readonly number[]>();
  private readonly texts: Measured[] = [];
  private readonly maxChunks: number;
  private readonly maxTexts: number;

  /** `width`: how many numbers `measure` gives. */
  constructor(
    private readonly measure: ChunkMeasure,
    private readonly width: number,
    options: ChunkedCounterOptions = {},
  ) {
    this.maxChunks = options.maxChunks ?? DEFAULT_MAX_CHUNKS;
    this.maxTexts = options.maxTexts ?? DEFAULT_MAX_TEXTS;
  }

  /** Sums over the whole text. */
  sums(text: string): readonly number[] {
    if (text.length < SHORT_TEXT) return this.walk(text);
    const like = this.mostAlike(text);
    const measured = this.updated(like?.known ?? this.nothing(), text, like?.prefix ?? 0);
    this.remember(measured, like?.known);
    return measured.total;
  }

  private walk(text: string): readonly number[] {
    let total = this.zero();
    for (let start = 0; start < text.length; ) {
      const end = chunkEnd(text, start);
      total = plus(total, this.chunk(text.slice(start, end)));
      start = end;
    }
    return total;
  }

  private nothing(): Measured {
    return { text: "", ends: [], values: [], total: this.zero() };
  }

  /** The known text with the most in common at its start, if that is worth anything. */
  private mostAlike(text: string): { readonly known: Measured; readonly prefix: number } | undefined {
    let best: { readonly known: Measured; readonly prefix: number; readonly score: number } | undefined;
    for (const known of this.texts) {
      const prefix = commonPrefix(known.text, text);
      const score = prefix + commonSuffix(known.text, text, prefix);
      if (score > text.length / 2 && score > (best?.score ?? 0)) best = { known, prefix, score };
    }
    return best;
  }

  /** Takes over the chunks before and behind what changed, and walks what lies between. */
  private updated(known: Measured, text: string, prefix: number): Measured {
    const kept = keptChunks(known, text, prefix);
    const shift = text.length - known.text.length;
    const suffixStart = text.length - commonSuffix(known.text, text, prefix);
    const ends: number[] = [];
    const values: (readonly number[])[] = [];
    let total = known.total;
    let rejoined = known.ends.length;
    for (let start = known.ends[kept - 1] ?? 0; start < text.length && rejoined === known.ends.length; ) {
      const end = chunkEnd(text, start);
      const value = this.chunk(text.slice(start, end));
      ends.push(end);
      values.push(value);
      total = plus(total, value);
      start = end;
      // From a cut on that both texts have in their common end, all further cuts are the same.
      if (start >= suffixStart) rejoined = indexBehind(known.ends, start - shift);
    }
    for (const replaced of known.values.slice(kept, rejoined)) total = minus(total, replaced);
    return {
      text,
      ends: [...known.ends.slice(0, kept), ...ends, ...known.ends.slice(rejoined).map((end) => end + shift)],
      values: [...known.values.slice(0, kept), ...values, ...known.values.slice(rejoined)],
      total,
    };
  }

  private chunk(chunk: string): readonly number[] {
    const key = hashText(chunk);
    const known = this.recent.get(key) ?? this.older.get(key);
    const sums = known ?? this.measure(chunk);
    this.recent.set(key, sums);
    if (this.recent.size >= this.maxChunks) {
      this.older = this.recent;
      this.recent = new Map();
    }
    return sums;
  }

  private remember(measured: Measured, replaced: Measured | undefined): void {
    const at = replaced ? this.texts.indexOf(replaced) : -1;
    if (at >= 0) this.texts.splice(at, 1);
    this.texts.unshift(measured);
    this.texts.splice(this.maxTexts);
  }

  private zero(): readonly number[] {
    return new Array<number>(this.width).fill(0);
  }
}

/** Chunks of the known text that stand unchanged at the start of the new one: their cuts rest on the common prefix alone. */
function keptChunks(known: Measured, text: string, prefix: number): number {
  let kept = upTo(known.ends, prefix);
  while (kept > 0 && !isCut(text, known.ends[kept - 1] ?? 0, prefix)) kept--;
  return kept;
}

function plus(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((value, column) => value + (b[column] ?? 0));
}

function minus(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((value, column) => value - (b[column] ?? 0));
}

/** Number of ends that are at most `limit`. */
function upTo(ends: readonly number[], limit: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index behind the chunk that ends exactly there; the number of ends where none does. */
function indexBehind(ends: readonly number[], end: number): number {
  const index = upTo(ends, end);
  return ends[index - 1] === end ? index : ends.length;
}
