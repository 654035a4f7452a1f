/** Price rows of one host -> offers with dated periods. */
import type { OfferEntry, PeriodEntry, ServiceTierPrices } from "../../server/src/catalogue/load/files";
import type { LengthTier, Prices, TariffWindow, Weekday } from "../../server/src/catalogue/types";
import type { FactHost, FactOffer, FactPrices, FactSource, FactWindow } from "./facts";
import { REDIRECTS } from "./redirects";
import { checkedDay, derivation, remark, sourceText, unknownAbove } from "./sources";

/** Words in the rows' level that are places: the row's region says the same, so the level is standard. */
const PLACE_WORDS: ReadonlySet<string> = new Set([
  "us-only",
  "ca-only",
  "data-residency",
  "inference-geo-us",
  "regional",
  "global-standard",
  "data-zone-standard",
]);

const SERVICE_LEVELS = ["batch", "flex", "priority"] as const;

/** Rows that a source states and the host does not sell: told about as left out. */
const NOT_SOLD: readonly { readonly host: string; readonly models: RegExp; readonly why: string }[] = [
  {
    host: "google-ai-studio",
    models: /^claude-/,
    why: "genai-prices keeps Vertex AI and the Gemini API as one provider; Claude is sold on Vertex AI only",
  },
];

export interface OfferContext {
  readonly sources: Readonly<Record<string, FactSource>>;
  readonly released: ReadonlyMap<string, string | null>;
  /** Told about rows that were left out, with the reason. */
  readonly leftOut: (text: string) => void;
}

/** The offers of one host, in the order of its rows. */
export function offersOf(host: FactHost, context: OfferContext): OfferEntry[] {
  const rows = (host.offers ?? []).filter((row) => isSold(host, row, context)).flatMap(everywhere(host));
  const levels = serviceLevels(rows);
  const groups = new Map<string, FactOffer[]>();
  for (const row of rows) {
    const key = [row.model, row.region, levels.get(row), row.currency].join("|");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const entries = [...groups.values()].map((group) => offerOf(host, group, levels, context));
  return entries.map((entry) => withRedirects(host, entry, entries));
}

/**
 * Vertex AI lists one price per Gemini model; clients name a location all the same. The row for a location is an assumption and
 * says so: a surcharge is published for partners' models only.
 */
function everywhere(host: FactHost): (row: FactOffer) => FactOffer[] {
  return (row) => {
    const isOneList =
      host.id === "google-vertex" && row.model.startsWith("gemini-") && row.region === "global";
    if (!isOneList) return [row];
    return [row, { ...row, region: "gcp-region", basis: "same rate as global", verified: false }];
  };
}

function isSold(host: FactHost, row: FactOffer, context: OfferContext): boolean {
  const rule = NOT_SOLD.find((each) => each.host === host.id && each.models.test(row.model));
  if (rule !== undefined) context.leftOut(`${row.model}@${host.id}: ${rule.why}`);
  return rule === undefined;
}

/** A place word stays a level only where dropping it would make two rows one. */
function serviceLevels(rows: readonly FactOffer[]): Map<FactOffer, string> {
  const taken = new Set(
    rows
      .filter((row) => !PLACE_WORDS.has(row.tier))
      .map((row) => [row.model, row.region, row.tier, row.currency].join("|")),
  );
  return new Map(
    rows.map((row) => {
      const collides = taken.has([row.model, row.region, "standard", row.currency].join("|"));
      return [row, PLACE_WORDS.has(row.tier) && !collides ? "standard" : row.tier];
    }),
  );
}

function offerOf(
  host: FactHost,
  group: readonly FactOffer[],
  levels: ReadonlyMap<FactOffer, string>,
  context: OfferContext,
): OfferEntry {
  const sorted = [...group].sort((a, b) => (a.effectiveFrom ?? "").localeCompare(b.effectiveFrom ?? ""));
  const [first] = sorted;
  if (first === undefined) throw new Error("an offer needs a row");
  const level = levels.get(first) ?? "standard";
  const storage = sorted.at(-1)?.cacheStoragePerMTokHour;
  return {
    model: first.model,
    hostModelId: sorted.at(-1)?.hostModelId ?? first.model,
    region: first.region,
    ...(level === "standard" ? {} : { serviceTier: level }),
    ...(first.currency === host.currency ? {} : { currency: first.currency }),
    ...(first.unit === undefined ? {} : { unit: "video-token" }),
    ...(storage === undefined ? {} : { cacheStoragePerMtokHour: storage }),
    periods: sorted.map((row) => periodOf(host, row, context)),
  };
}

function periodOf(host: FactHost, row: FactOffer, context: OfferContext): PeriodEntry {
  const derived = derivation(row.basis);
  const note = remark(row.note);
  const windows = row.windows?.map((window) => windowOf(window, row.cacheWriteTtl));
  const bands = bandsOf(row);
  const serviceTiers = serviceTiersOf(host, row, context);
  return {
    from: instantOf(host, row.effectiveFrom),
    until: instantOf(host, row.effectiveTo),
    prices: withLongWrite(pricesOf(row, row.cacheWriteTtl), row.note),
    ...(bands.length === 0 ? {} : { lengthTiers: bands }),
    ...(windows === undefined ? {} : { windows }),
    source: sourceText(row.source, context.sources),
    checked: checkedDay(row, context.released.get(row.model) ?? null),
    ...(derived === undefined ? {} : { derived }),
    ...(note === undefined ? {} : { note }),
    ...(row.verified === false ? { verified: false } : {}),
    ...(Object.keys(serviceTiers).length === 0 ? {} : { serviceTiers }),
  };
}

/** Dates are the provider's: midnight in China is 16:00 UTC of the day before. Other providers' midnights are taken as UTC. */
function instantOf(host: FactHost, date: string | null): string | null {
  const followsChina = host.country === "CN" || CHINESE_CLOCK.has(host.id);
  if (date === null || !followsChina) return date;
  return new Date(Date.parse(`${date}T00:00:00+08:00`)).toISOString().replace(".000Z", "Z");
}

/** International platforms whose lab announces its changes in Beijing time. */
const CHINESE_CLOCK: ReadonlySet<string> = new Set(["zai"]);

function bandsOf(row: FactOffer): LengthTier[] {
  const bands = (row.tiers ?? []).map((band) => ({
    aboveInputTokens: band.aboveInputTokens,
    prices: pricesOf(band, row.cacheWriteTtl),
  }));
  const open = unknownAbove(row.note);
  if (open === undefined || bands.some((band) => band.aboveInputTokens >= open)) return bands;
  return [...bands, { aboveInputTokens: open, prices: {} }];
}

function windowOf(window: FactWindow, writeLifetime: string | undefined): TariffWindow {
  return {
    timeZone: window.tz,
    weekdays: window.weekdays as Weekday[],
    from: window.from,
    to: window.to,
    ...(window.excludeCalendar == null ? {} : { exceptCalendar: window.excludeCalendar }),
    ...(window.prices === undefined ? {} : { prices: pricesOf(window.prices, writeLifetime) }),
    ...(window.multiplier === undefined ? {} : { multiplier: window.multiplier }),
  };
}

function serviceTiersOf(
  host: FactHost,
  row: FactOffer,
  context: OfferContext,
): Record<string, ServiceTierPrices> {
  const found: Record<string, ServiceTierPrices> = {};
  for (const level of SERVICE_LEVELS) {
    const prices = row[level];
    if (prices === undefined) continue;
    // A level that costs ten times the standard price is a slip of the source (a misplaced decimal point).
    const isSlip =
      prices.output == null || (prices.input ?? 0) > 10 * (row.input ?? Number.POSITIVE_INFINITY);
    // Priority is dearer than standard everywhere it is described; an equal price is a default somebody filled in.
    const isFilled = level === "priority" && (prices.input ?? 0) <= (row.input ?? 0);
    if (isSlip || isFilled) context.leftOut(`${row.model}@${host.id} ${level}: not a usable price`);
    else found[level] = pricesOf(prices, row.cacheWriteTtl);
  }
  return found;
}

/** Some lists state a further lifetime in a remark: "12-hour cache write 2.50". */
function withLongWrite(prices: Prices, note: string | undefined): Prices {
  const found = /(\d+)-hour cache write (\d+(?:\.\d+)?)/.exec(note ?? "");
  if (found === null) return prices;
  return { ...prices, cacheWrite: { ...prices.cacheWrite, [`${found[1]}h`]: Number(found[2]) } };
}

function pricesOf(row: FactPrices, writeLifetime: string | undefined): Prices {
  const cacheWrite: Record<string, number> = {};
  if (row.cacheWrite5m != null) cacheWrite[writeLifetime ?? "5m"] = row.cacheWrite5m;
  if (row.cacheWrite1h != null) cacheWrite["1h"] = row.cacheWrite1h;
  return {
    ...(row.input == null ? {} : { input: row.input }),
    ...(row.output == null ? {} : { output: row.output }),
    ...(row.cacheRead == null ? {} : { cacheRead: row.cacheRead }),
    ...(Object.keys(cacheWrite).length === 0 ? {} : { cacheWrite }),
  };
}

/** Adds the periods in which the host bills another model under this one's id, at that model's own prices. */
function withRedirects(host: FactHost, entry: OfferEntry, all: readonly OfferEntry[]): OfferEntry {
  const redirects = REDIRECTS.filter(
    (redirect) => redirect.host === host.id && redirect.model === entry.model,
  );
  const added = redirects.flatMap((redirect) => {
    const target = all.find(
      (other) =>
        other.model === redirect.billedAs &&
        other.region === entry.region &&
        other.currency === entry.currency,
    );
    return (target?.periods ?? []).flatMap((period) => {
      const from = later(period.from, redirect.from);
      const until = earlier(period.until, redirect.until);
      if (until !== null && from !== null && instant(from) >= instant(until)) return [];
      const { source, checked, billedAs } = redirect;
      return [
        { ...period, from, until, billedAs, source, checked: later(checked, period.checked) ?? checked },
      ];
    });
  });
  return added.length === 0 ? entry : { ...entry, periods: [...entry.periods, ...added] };
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return instant(a) >= instant(b) ? a : b;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return instant(a) <= instant(b) ? a : b;
}

function instant(date: string): number {
  return Date.parse(date);
}
