/** Half-open span of UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whether the offset lies in the range; the end counts as inside so a cursor behind the last character hits. */
export function containsOffset(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** The same span moved by `delta` code units. */
export function shiftRange(range: Range, delta: number): Range {
  return { start: range.start + delta, end: range.end + delta };
}
