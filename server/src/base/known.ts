/** A value, or the reason why it is unknown. Unknown is never 0 and never a default. */
export type Known<T> = { readonly known: true; readonly value: T } | Unknown;

export interface Unknown {
  readonly known: false;
  /** A sentence for people: what is missing and, where there is one, the next step. */
  readonly reason: string;
}

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(reason: string): Unknown {
  return { known: false, reason };
}
