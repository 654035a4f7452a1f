/** Where a number comes from (design, section 1). */
export type Basis = "counted" | "declared" | "configured" | "calibrated" | "assumed";

/**
 * A number the estimate is built from. low, typical and high are P10, P50 and P90; mean is the expectation.
 * `source` is "file:line", a setting's name or the id of a prior.
 */
export interface Quantity {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly mean: number;
  readonly basis: Basis;
  readonly source: string;
  /** The spread is that of a run's average over its turns; absent, of one turn. */
  readonly ofRun?: true;
}

/** A quantity without spread. */
export function exactly(value: number, basis: Basis, source: string): Quantity {
  return { low: value, typical: value, high: value, mean: value, basis, source };
}

const BASIS_STRENGTH: readonly Basis[] = ["counted", "calibrated", "configured", "declared", "assumed"];

/** The weaker of two bases: a sum is only as good as its weakest part. */
export function weakerBasis(a: Basis, b: Basis): Basis {
  return BASIS_STRENGTH.indexOf(a) >= BASIS_STRENGTH.indexOf(b) ? a : b;
}

/** Sum of fully dependent quantities (quantiles add; use only for parts of one text, never for independent draws). */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return {
    low: a.low + b.low,
    typical: a.typical + b.typical,
    high: a.high + b.high,
    mean: a.mean + b.mean,
    basis: weakerBasis(a.basis, b.basis),
    source: a.typical >= b.typical ? a.source : b.source,
    ...(a.ofRun && b.ofRun ? { ofRun: true as const } : {}),
  };
}

/** The quantity times a constant factor. */
export function scaleQuantity(q: Quantity, factor: number): Quantity {
  return {
    ...q,
    low: q.low * factor,
    typical: q.typical * factor,
    high: q.high * factor,
    mean: q.mean * factor,
  };
}
