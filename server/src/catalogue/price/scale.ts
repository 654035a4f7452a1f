/** Prices times a factor: tariff multipliers and negotiated discounts. */
import type { LengthTier, Prices } from "../types";

/** Every stated price times the factor; what is unknown stays unknown. */
export function scalePrices(prices: Prices, factor: number): Prices {
  if (factor === 1) return prices;
  const { input, output, cacheRead, cacheWrite } = prices;
  return {
    ...(input === undefined ? {} : { input: input * factor }),
    ...(output === undefined ? {} : { output: output * factor }),
    ...(cacheRead === undefined ? {} : { cacheRead: cacheRead * factor }),
    ...(cacheWrite === undefined ? {} : { cacheWrite: scaleEach(cacheWrite, factor) }),
  };
}

/** The same for length bands; undefined stays undefined. */
export function scaleBands(
  bands: readonly LengthTier[] | undefined,
  factor: number,
): readonly LengthTier[] | undefined {
  if (bands === undefined || factor === 1) return bands;
  return bands.map((band) => ({ ...band, prices: scalePrices(band.prices, factor) }));
}

function scaleEach(prices: Readonly<Record<string, number>>, factor: number): Record<string, number> {
  return Object.fromEntries(Object.entries(prices).map(([lifetime, price]) => [lifetime, price * factor]));
}
