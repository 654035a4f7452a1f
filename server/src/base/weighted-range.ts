/** The range over a few known cases, one of which it will be: P10, P50, P90 and mean by weight. */

export interface Weighted {
  readonly size: number;
  /** Above 0: how likely this case is, beside the others. */
  readonly weight: number;
}

/** P10, P50, P90, mean; zeros for no case. Each quantile is one of the sizes: the smallest that the share of the weight reaches. */
export function weightedRange(cases: readonly Weighted[]): readonly [number, number, number, number] {
  const sorted = [...cases].sort((a, b) => a.size - b.size);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (share: number): number => {
    let passed = 0;
    const found = sorted.find(({ weight }) => {
      passed += weight;
      return passed >= share * total;
    });
    return (found ?? sorted.at(-1))?.size ?? 0;
  };
  const mean = total > 0 ? sorted.reduce((sum, { size, weight }) => sum + size * weight, 0) / total : 0;
  return [at(0.1), at(0.5), at(0.9), mean];
}
