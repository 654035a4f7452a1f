/** Keeps the reference of a call right while its document is edited. */

interface Change {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** `…path:offset` after changes of one event, whose offsets all count in the text before it. Changes behind the call move nothing. */
export function movedCallId(callId: string, changes: readonly Change[]): string {
  const colon = callId.lastIndexOf(":");
  const offset = Number(callId.slice(colon + 1));
  if (colon < 0 || !Number.isInteger(offset)) return callId;
  const before = changes.filter(({ rangeOffset, rangeLength }) => rangeOffset + rangeLength <= offset);
  const moved = before.reduce((sum, { rangeLength, text }) => sum + text.length - rangeLength, offset);
  return `${callId.slice(0, colon)}:${moved}`;
}
