/** Words a user's file may use for currencies and countries: the platform's own lists, so that slips are named. */

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));
const COUNTRY_NAMES = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

export const CURRENCY_WORDS = "write a currency code like USD (ISO 4217)";
export const COUNTRY_WORDS = "write a two-letter country code like DE (ISO 3166)";

/** Whether the text is a currency of ISO 4217, in capitals. */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && CURRENCIES.has(code);
}

/** Whether the text is a country of ISO 3166-1, in capitals. */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && code !== "ZZ" && COUNTRY_NAMES.of(code) !== undefined;
}
