/** Prices per million in words. A price is a figure somebody quotes: unlike a sum it is not rounded to cents. */
import { currencyPrefix } from "../../base/money";

/** Digits that converting and multiplying leave; quoted prices have fewer. */
const SIGNIFICANT_DIGITS = 6;

/** "$0.435", "CN¥2.00", "$0.003625"; "–" where it is unknown. */
export function priceText(price: number | null, currency: string): string {
  if (price === null || !Number.isFinite(price)) return "–";
  return currencyPrefix(currency) + plainPrice(price);
}

/** At least two decimals, no exponent. */
function plainPrice(price: number): string {
  if (price === 0) return "0";
  const rounded = Number(price.toPrecision(SIGNIFICANT_DIGITS));
  const decimals = Math.min(12, Math.max(2, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(rounded))));
  const [whole = "0", fraction = ""] = rounded.toFixed(decimals).split(".");
  const kept = fraction.replace(/0+$/, "").padEnd(2, "0");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${kept}`;
}

/** "128K", "1M", "unknown": window sizes as people name them. */
export function windowText(tokens: number | null): string {
  if (tokens === null) return "–";
  if (tokens >= 1_000_000) return `${Number((tokens / 1_000_000).toFixed(2))}M`;
  return tokens >= 1000 ? `${Math.round(tokens / 1000)}K` : String(tokens);
}

/** "2026-07-30", "2026-07-30 16:00 UTC"; days at midnight lose their time. */
export function dateText(instant: string | null, open: string): string {
  if (instant === null) return open;
  return instant.replace(/T00:00(:00)?Z$/, "").replace(/T(\d{2}:\d{2})(:\d{2})?Z$/, " $1 UTC");
}
