/** A vocabulary as it is read, before packing. */

export interface Source {
  /** Bytes of each token as a binary string, in order of rank: the lower, the earlier it is merged. */
  readonly tokens: readonly string[];
  /** Where only the learned pair merges: the ranks of that pair for each token, null for single bytes. */
  readonly pairs: readonly (readonly [number, number] | null)[] | null;
  /** Texts that are a token of their own, outside of all merging. */
  readonly literals: readonly string[];
}
