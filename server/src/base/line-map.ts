/** Maps UTF-16 offsets of one text to 0-based lines and columns and back. Lines end at \n, \r\n or \r. */
export class LineMap {
  /** Offset of the first and behind the last unit of the mapped lines. */
  readonly start: number;
  readonly end: number;

  /** Of all lines of the text; `part` maps some of them. */
  constructor(
    private readonly text: string,
    private readonly starts: readonly number[] = lineStarts(text),
    end = text.length,
  ) {
    this.start = starts[0] ?? 0;
    this.end = end;
  }

  /** The map of some lines of the text as if they were all: lines count from `first`, offsets stay those of the text. */
  part(first: number, count: number): LineMap {
    const next = this.starts[first + count];
    const end = next === undefined ? this.end : Math.max(this.lineStart(first), next - 1);
    return new LineMap(this.text, this.starts.slice(first, first + count), end);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** 0-based line and UTF-16 column of an offset; offsets outside the text are clamped. */
  position(offset: number): { line: number; column: number } {
    const at = Math.max(this.start, Math.min(offset, this.end));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: at - (this.starts[low] ?? 0) };
  }

  /** Offset of a 0-based line and column; columns past the line's end are clamped to it. */
  offset(line: number, column: number): number {
    if (line < 0) return this.start;
    if (line >= this.starts.length) return this.end;
    const start = this.starts[line] ?? this.start;
    const next = this.starts[line + 1] ?? this.end + 1;
    return Math.min(start + Math.max(0, column), Math.max(start, next - 1), this.end);
  }

  /** Offset at which the 0-based line begins. */
  lineStart(line: number): number {
    return this.starts[Math.max(0, Math.min(line, this.starts.length - 1))] ?? 0;
  }

  /** Text of a 0-based line without its line break. */
  lineText(line: number): string {
    const start = this.starts[line];
    if (start === undefined) return "";
    const end = this.starts[line + 1] ?? this.end;
    return this.text.slice(start, end).replace(/[\r\n]+$/, "");
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
