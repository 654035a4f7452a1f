/** Reading values nobody has checked: own fields only, nothing throws, a wrong type is absent. */

export function field(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return at;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is not empty; ids may be long, but not without end. */
export function text(value: unknown, most = 1_000): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, most) : null;
}

/** More than any request has; larger numbers are mistakes. */
const MOST_TOKENS = 1e9;

/** A whole number of tokens, also where it is written as a string (64-bit numbers in OTLP); null for anything else. */
export function tokens(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : value;
  const isCount = typeof number === "number" && number >= 0 && number <= MOST_TOKENS;
  return isCount ? Math.round(number) : null;
}

/** The first that is there. */
export function first<T>(...values: readonly (T | null | undefined)[]): T | null {
  return values.find((value): value is T => value !== null && value !== undefined) ?? null;
}

/** Milliseconds of an ISO text or of a number of seconds, milliseconds, microseconds or nanoseconds since the epoch. */
export function instant(value: unknown): number | null {
  if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value)) return instant(Number(value));
  if (typeof value === "string") return finite(Date.parse(value));
  if (typeof value !== "number" || !(value > 0)) return null;
  if (value < 1e11) return finite(value * 1e3);
  if (value < 1e14) return finite(value);
  return finite(value < 1e17 ? value / 1e3 : value / 1e6);
}

/** Dates beyond the year 9999 are no dates. */
function finite(value: number): number | null {
  return Number.isFinite(value) && value > 0 && value < 253_402_300_800_000 ? value : null;
}
