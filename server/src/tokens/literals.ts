/** Texts that are one token wherever they stand and are looked for before anything else: `<think>` for Qwen, `<table>` for Gemma. */

const START_UNITS = 2;

/** Control tokens are not among them: their names in a text are ordinary text. Each literal starts with an ASCII character. */
export class Literals {
  /** By their first two UTF-16 units: the lengths there are, longest first. */
  private readonly lengths = new Map<string, readonly number[]>();
  private readonly texts: ReadonlySet<string>;
  private readonly starts = new Uint8Array(128);

  constructor(texts: readonly string[]) {
    this.texts = new Set(texts);
    for (const text of texts) {
      this.starts[text.charCodeAt(0)] = 1;
      const key = text.slice(0, START_UNITS);
      const lengths = new Set([...(this.lengths.get(key) ?? []), text.length]);
      this.lengths.set(
        key,
        [...lengths].sort((a, b) => b - a),
      );
    }
  }

  /** The next literal at or behind `from`: leftmost, then longest. */
  next(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
    if (this.texts.size === 0) return undefined;
    for (let at = from; at < text.length; at++) {
      if (this.starts[text.charCodeAt(at)] !== 1) continue;
      for (const length of this.lengths.get(text.slice(at, at + START_UNITS)) ?? [])
        if (this.texts.has(text.slice(at, at + length))) return { start: at, end: at + length };
    }
    return undefined;
  }
}
