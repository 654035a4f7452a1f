/** Converting amounts with dated rates. Always the last step: prices stay as quoted. */
import { type Known, known, unknown } from "../../base/known";
import type { ExchangeRate } from "../types";

export interface Converted {
  readonly amount: number;
  /** The rate used; `rate` counts `to` per one `from` of the conversion asked for. Date and source of the older leg of two. */
  readonly rate: ExchangeRate;
}

/**
 * The amount in another currency by the newest known rate: direct, inverse, or across one third currency. A way through older
 * rates is taken only where no newer one exists.
 */
export function convert(
  amount: number,
  from: string,
  to: string,
  rates: readonly ExchangeRate[],
): Known<Converted> {
  if (from === to) return known({ amount, rate: { from, to, rate: 1, date: "", source: "same currency" } });
  const rate = direct(from, to, rates) ?? across(from, to, rates);
  if (rate === undefined)
    return unknown(`No exchange rate from ${from} to ${to} in the catalogue; prices stay in ${from}`);
  return known({ amount: amount * rate.rate, rate });
}

function direct(from: string, to: string, rates: readonly ExchangeRate[]): ExchangeRate | undefined {
  const candidates = rates.flatMap((rate) => {
    if (rate.from === from && rate.to === to) return [rate];
    if (rate.from === to && rate.to === from) return [{ ...rate, from, to, rate: 1 / rate.rate }];
    return [];
  });
  return newest(candidates);
}

function across(from: string, to: string, rates: readonly ExchangeRate[]): ExchangeRate | undefined {
  const currencies = new Set(rates.flatMap((rate) => [rate.from, rate.to]));
  const routes = [...currencies].flatMap((via) => {
    const first = direct(from, via, rates);
    const second = direct(via, to, rates);
    if (first === undefined || second === undefined) return [];
    const older = first.date <= second.date ? first : second;
    return [
      {
        from,
        to,
        rate: first.rate * second.rate,
        date: older.date,
        source: `${older.source}, across ${via}`,
      },
    ];
  });
  return newest(routes);
}

/** The later date; on one date the first listed, so that both directions use the same rate. */
function newest(rates: readonly ExchangeRate[]): ExchangeRate | undefined {
  let best: ExchangeRate | undefined;
  for (const rate of rates) if (best === undefined || rate.date > best.date) best = rate;
  return best;
}
