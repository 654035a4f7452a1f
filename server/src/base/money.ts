/** A sum of money in a currency (ISO 4217). Amounts are plain numbers: estimates need no exact cents. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** An uncertain sum: P10, P50, P90 and the expectation. */
export interface MoneyRange {
  readonly currency: string;
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly mean: number;
}

/** What people write before an amount: "$", "€", "CN¥"; other currencies by their code and a space. */
export function currencyPrefix(currency: string): string {
  if (currency === "USD") return "$";
  if (currency === "EUR") return "€";
  if (currency === "CNY") return "CN¥";
  return `${currency} `;
}

/** The range with every figure multiplied, e.g. by an exchange rate; the currency is the new one where given. */
export function scaleMoney(range: MoneyRange, factor: number, currency = range.currency): MoneyRange {
  return {
    currency,
    low: range.low * factor,
    typical: range.typical * factor,
    high: range.high * factor,
    mean: range.mean * factor,
  };
}
