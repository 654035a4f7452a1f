/** Sources as readable text and their dates as days. */
import type { FactOffer, FactSource } from "./facts";

/** A URL, a package, or a repository file. Unknown keys are URLs already; null says that nobody recorded one. */
export function sourceText(key: string | null, sources: Readonly<Record<string, FactSource>>): string {
  if (key === null) return "no recorded source";
  const source = sources[key];
  if (source === undefined) return key;
  if (source.url?.startsWith("npm:") === true) return `${source.url} ${source.path ?? ""}`.trim();
  if (source.url !== undefined) return firstUrl(source.url);
  const commit =
    source.commit !== undefined && /^[0-9a-f]{7,40}$/.test(source.commit) ? ` at ${source.commit}` : "";
  return `https://github.com/${source.repo ?? ""}${commit}, ${source.path ?? ""}`.trim();
}

/** Pages that carry several addresses name the first one: it is the primary one. */
function firstUrl(text: string): string {
  return text.split(/ ; | and /)[0]?.trim() ?? text;
}

/**
 * The day a figure was read. Undated pages carry a month or a year only: then the earliest day that fits, but not before the
 * price took effect or the model came out, so that an age is never understated.
 */
export function checkedDay(offer: FactOffer, released: string | null): string {
  const stated = padDay(offer.sourceDate ?? "");
  const isExact = offer.sourceDate !== null && offer.sourceDate.length === 10;
  if (isExact) return stated;
  const floor = [stated, offer.effectiveFrom ?? "", padDay(released ?? "")].sort().at(-1) ?? "";
  const year = (offer.sourceDate ?? "").slice(0, 4);
  return year === "" || floor.startsWith(year) ? floor : stated;
}

/** YYYY, YYYY-MM or YYYY-MM-DD -> YYYY-MM-DD, the first day where it is open; "" stays "". */
export function padDay(date: string): string {
  if (/^\d{4}$/.test(date)) return `${date}-01-01`;
  if (/^\d{4}-\d{2}$/.test(date)) return `${date}-01`;
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : "";
}

const DERIVATIONS: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/([\d.]+) x (global|standard)/, (found) => `${found[1]} x the ${found[2]} price`],
  [/211 \/ 1\.43/, () => "a reseller's credits, at 211 per USD and less its 43 % markup"],
  [/credits at 211/, () => "a reseller's credits, at 211 per USD"],
  [/assumed EUR/, () => "the currency is assumed to be EUR"],
  [/USD x ([\d.]+)|USD at ([\d.]+)/, (found) => `a USD price converted at ${found[1] ?? found[2]}`],
  [/same rate as/, () => "assumed equal to the host's other region"],
];

/** How a computed figure was made, in one wording per method. */
export function derivation(basis: string | undefined): string | undefined {
  if (basis === undefined) return undefined;
  for (const [pattern, text] of DERIVATIONS) {
    const found = pattern.exec(basis);
    if (found !== null) return text(found);
  }
  return "some fields are computed";
}

const NOTES: readonly (readonly [RegExp, string])[] = [
  [/pre-cut level|may be stale/, "Read around a price cut of the lab; may be out of date."],
  [/no discount listed/, "No cache discount is listed."],
  [/introductory price/, "Introductory price."],
  [/launch promotion/, "Launch promotion at half price."],
  [/higher band above 128k/, "Longer prompts cost more; that price is not known."],
  [/0 to 256k band|short-context tier/, "Price of shorter prompts; longer ones may cost more."],
  [/video formula/, "Billed by video tokens, all at the output price."],
  [/DeepSeek peak rate/, "DeepSeek's peak price at all hours."],
  [/thinking-mode output/, "Output costs more in thinking mode."],
  [/200 tokens/, "The price also depends on the output length."],
  [/first day it was seen/, "In force since the day it was first seen, perhaps longer."],
  [/unverified/, "Not confirmed by a stored source."],
];

/** A remark for people where one matters to the price. */
export function remark(note: string | undefined): string | undefined {
  if (note === undefined) return undefined;
  return NOTES.find(([pattern]) => pattern.test(note))?.[1];
}

/** Length above which a row says that the price is higher but does not know it. */
export function unknownAbove(note: string | undefined): number | undefined {
  if (note === undefined) return undefined;
  if (/higher band above 128k/.test(note)) return 128_000;
  return /0 to 256k band/.test(note) ? 256_000 : undefined;
}
