/** Short figures for every surface: an inlay hint has 40 characters in all. */
import { currencyPrefix } from "./money";

/** Below this a sum is written as "<$0.00000001": more zeros say no more. */
const SMALLEST_SUM = 1e-8;

const UNITS = [
  { size: 1e12, suffix: "T" },
  { size: 1e9, suffix: "B" },
  { size: 1e6, suffix: "M" },
  { size: 1e3, suffix: "K" },
] as const;

/** Counts of tokens: "0", "870", "1.2K", "71K", "1.2M". Two digits at least, three at most. */
export function formatTokens(tokens: number): string {
  if (!Number.isFinite(tokens)) return "?";
  if (tokens < 0) return `-${formatTokens(-tokens)}`;
  return shorten(tokens, 1000);
}

/** "$0.00012", "$0.19", "$12.50", "$1,234", "$123K": tiny sums keep two significant digits (design, section 2, step 6). */
export function formatMoney(amount: number, currency: string): string {
  const prefix = currencyPrefix(currency);
  if (!Number.isFinite(amount)) return `${prefix}?`;
  if (amount < 0) return amount > -SMALLEST_SUM ? `${prefix}0` : `-${formatMoney(-amount, currency)}`;
  if (amount > 0 && amount < SMALLEST_SUM) return `<${prefix}${plainDecimal(SMALLEST_SUM)}`;
  return prefix + plainAmount(amount);
}

/** "$0.12–0.31"; one figure where both ends read the same. */
export function formatRange(low: number, high: number, currency: string): string {
  const from = formatMoney(low, currency);
  const to = formatMoney(high, currency);
  if (from === to) return from;
  const prefix = currencyPrefix(currency);
  return `${from}–${to.startsWith(prefix) ? to.slice(prefix.length) : to}`;
}

/** A change in percent, with its sign: "+12%", "-45%", "+0.4%", "0%". */
export function formatPercent(percent: number): string {
  if (!Number.isFinite(percent)) return "?";
  const size = Math.abs(percent);
  const digits = size < 9.95 ? trimZeros(size.toFixed(1)) : withThousands(Math.round(size));
  if (digits === "0") return "0%";
  return `${percent < 0 ? "-" : "+"}${digits}%`;
}

/** A plain count or factor: "12", "1,200", "2.5", "15K" from ten thousand on. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return "?";
  if (count < 0) return `-${formatCount(-count)}`;
  if (count < 99.95) return trimZeros(count.toFixed(1));
  return count < 9999.5 ? withThousands(Math.round(count)) : shorten(count, 1000);
}

/** All digits of a whole number: "70,560". For arithmetic that a reader may want to redo. */
export function formatWhole(value: number): string {
  if (!Number.isFinite(value)) return "?";
  return `${value < 0 ? "-" : ""}${withThousands(Math.abs(Math.round(value)))}`;
}

function plainAmount(amount: number): string {
  if (amount === 0) return "0";
  if (amount < 0.0995) return smallAmount(amount);
  if (amount < 999.995) return amount.toFixed(2);
  return amount < 99_999.5 ? withThousands(Math.round(amount)) : shorten(amount, 1000);
}

/** Two significant digits, and at least two decimals: 0.05 stays "0.05", 0.0123 is "0.012". */
function smallAmount(amount: number): string {
  const text = plainDecimal(Number(amount.toPrecision(2)));
  const decimals = text.length - text.indexOf(".") - 1;
  return decimals < 2 ? Number(text).toFixed(2) : text;
}

/** A number below 1 without exponent or trailing zeros. */
function plainDecimal(value: number): string {
  return trimZeros(value.toFixed(12));
}

/** Below `from` whole numbers; above, two or three digits and a unit. Rounding that reaches the next unit takes it. */
function shorten(value: number, from: number): string {
  if (Math.round(value) < from) return String(Math.round(value));
  for (const { size, suffix } of UNITS) {
    const scaled = value / size;
    // 999,500 rounds to a thousand thousands: that is "1M".
    if (scaled < 0.9995) continue;
    return `${scaled < 9.95 ? trimZeros(scaled.toFixed(1)) : Math.round(scaled)}${suffix}`;
  }
  return String(Math.round(value));
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Locale-free, so that reports are the same on every machine. */
function withThousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
