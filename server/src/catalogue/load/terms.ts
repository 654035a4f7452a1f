/** When terms of a price hold. */

/** Milliseconds of the start; minus infinity where it is open or unreadable. */
export function startMs({ from }: { readonly from?: string }): number {
  return instant(from ?? null, -1);
}

/** Milliseconds of the end, which is no part of the time; infinity where it is open or unreadable. */
export function endMs({ until }: { readonly until?: string }): number {
  return instant(until ?? null, 1);
}

/** Milliseconds; an open date is infinite, -1 for a start and 1 for an end. */
export function instant(date: string | null, sign: 1 | -1): number {
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? sign * Number.POSITIVE_INFINITY : at;
}
