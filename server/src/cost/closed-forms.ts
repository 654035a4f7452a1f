/** Sums over a run without walking it (design, section 2). All in tokens; P = S+T+U, g = growth per turn, N = turns. */

/** N P + g N(N-1)/2: grows with N squared. */
export function accumulatedInput(turns: number, prefix: number, growth: number): number {
  return turns * prefix + (growth * turns * (turns - 1)) / 2;
}

/** N P. */
export function constantInput(turns: number, prefix: number): number {
  return turns * prefix;
}

/** N P + g (w(w+1)/2 + (N-1-w) w) for N > w; before the window slides, as accumulated. The prefix is kept. */
export function windowedInput(turns: number, prefix: number, growth: number, window: number): number {
  if (turns <= window) return accumulatedInput(turns, prefix, growth);
  return turns * prefix + growth * ((window * (window + 1)) / 2 + (turns - 1 - window) * window);
}

/**
 * N P + A N(N-1)/2 + R (w(w+1)/2 + (N-1-w) w) + L (N-1-w)(N-w)/2: answers A accumulate, of the results R the last w stay, and L is left
 * of each that is cleared (L at most R).
 */
export function clearedInput(
  turns: number,
  prefix: number,
  growth: { readonly answer: number; readonly result: number; readonly left: number },
  window: number,
): number {
  const { answer, result, left } = growth;
  const gone = Math.max(0, turns - 1 - window);
  return (
    windowedInput(turns, prefix, result, window) +
    (answer * turns * (turns - 1)) / 2 +
    (Math.min(left, result) * gone * (gone + 1)) / 2
  );
}

/** Reads with the prefix standing, C(1) = 0 and C(k) = I(k-1): (N-1) P + g (N-1)(N-2)/2. Accumulating history, no minimum. */
export function prefixReads(turns: number, prefix: number, growth: number): number {
  return accumulatedInput(Math.max(0, turns - 1), prefix, growth);
}

/** Writes of a moving explicit breakpoint: P + (N-1) g. The last one is wasted, so N = 1 is dearer than no cache. */
export function movingWrites(turns: number, prefix: number, growth: number): number {
  return turns <= 0 ? 0 : prefix + (turns - 1) * growth;
}

/** A fixed explicit breakpoint behind S+T: written once, read N-1 times. */
export function fixedCache(
  turns: number,
  fixed: number,
): { readonly writes: number; readonly reads: number } {
  return { writes: turns <= 0 ? 0 : fixed, reads: Math.max(0, turns - 1) * fixed };
}
