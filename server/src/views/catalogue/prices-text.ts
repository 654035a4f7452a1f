/** The prices that are stated, in one line. */
import type { RowPrices } from "../../../../shared/catalogue-view";
import { priceText } from "./price-text";

/** "input $1.25, output $10.00, cache read $0.125": what is stated. */
export function pricesText(prices: RowPrices, currency: string): string {
  const stated: readonly (readonly [string, number | null])[] = [
    ["input", prices.input],
    ["output", prices.output],
    ["cache read", prices.cacheRead],
    ...Object.entries(prices.cacheWrite ?? {}).map(
      ([lifetime, price]) => [`cache write ${lifetime}`, price] as const,
    ),
  ];
  const parts = stated.flatMap(([name, price]) =>
    price === null ? [] : [`${name} ${priceText(price, currency)}`],
  );
  return parts.length === 0 ? "no price stated" : parts.join(", ");
}
