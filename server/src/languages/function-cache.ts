/** Keeps the functions of one document from one analysis to the next. */
import type { FunctionReuse, LoweredFunction } from "./language";

/** Holds what the last two analyses saw and nothing older, so it is bounded by the document. */
export class FunctionCache implements FunctionReuse {
  private current = new Map<string, LoweredFunction>();
  private last = new Map<string, LoweredFunction>();

  /** Call before each analysis. */
  beginAnalysis(): void {
    this.last = this.current;
    this.current = new Map();
  }

  get(key: string): LoweredFunction | undefined {
    const found = this.current.get(key) ?? this.last.get(key);
    if (found) this.keep(found);
    return found;
  }

  set(lowered: LoweredFunction): void {
    if (lowered.key !== null) this.current.set(lowered.key, lowered);
  }

  /** Functions inside a reused one are not looked up themselves; they must outlive it for when it changes. */
  private keep(lowered: LoweredFunction): void {
    if (lowered.key !== null) {
      if (this.current.has(lowered.key)) return;
      this.current.set(lowered.key, lowered);
    }
    for (const { lowered: inner } of lowered.nested) this.keep(inner);
  }
}

/** For a single analysis: keeps nothing. */
export const NO_REUSE: FunctionReuse = {
  get: () => undefined,
  set: () => undefined,
};
