/** Figures as the report writes them: short enough to read and compare, exact enough to recompute with. */
import type { MoneyRange } from "../base/money";
import type { Quantity } from "../base/quantity";
import type { ReportCost, ReportQuantity } from "./contract";

const MONEY_DIGITS = 8;

/** Three decimals at most: tokens are averages over draws. */
export function reportQuantity({ low, typical, high, mean, basis, source }: Quantity): ReportQuantity {
  return {
    low: thousandth(low),
    typical: thousandth(typical),
    high: thousandth(high),
    mean: thousandth(mean),
    basis,
    source,
  };
}

/** Eight significant digits: tiny sums keep their value. */
export function reportCost({ currency, low, typical, high, mean }: MoneyRange): ReportCost {
  return {
    currency,
    low: significant(low),
    typical: significant(typical),
    high: significant(high),
    mean: significant(mean),
  };
}

function thousandth(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Eight significant digits. */
export function significant(value: number): number {
  return Number(value.toPrecision(MONEY_DIGITS));
}
