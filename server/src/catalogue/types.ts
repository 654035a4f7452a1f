/** The catalogue's shape in memory and on disk. Prices are per 1,000,000 tokens in the offer's quoted currency. */
import type { SelfHostedFormula } from "./self-hosted/formula";

export type Weekday = "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun";

/** Absent = unknown. 0 = free. cacheWrite is keyed by lifetime ("5m", "30m", "1h", …). */
export interface Prices {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: Readonly<Record<string, number>>;
}

/** Applies to the whole request (output too) when the whole prompt, cache included, is strictly longer than the threshold. */
export interface LengthTier {
  readonly aboveInputTokens: number;
  readonly prices: Prices;
}

/** Local time window; from inclusive, to exclusive, may cross midnight. Prices replace the base ones, a multiplier scales them. */
export interface TariffWindow {
  readonly timeZone: string;
  readonly weekdays: readonly Weekday[];
  readonly from: string;
  readonly to: string;
  /** Calendar whose days are outside the window. */
  readonly exceptCalendar?: string;
  readonly prices?: Prices;
  readonly lengthTiers?: readonly LengthTier[];
  readonly multiplier?: number;
}

/** One price, valid from (inclusive) until (exclusive). Dates (YYYY-MM-DD) are in UTC unless an instant is given; null = open. */
export interface PricePeriod {
  readonly from: string | null;
  readonly until: string | null;
  readonly prices: Prices;
  readonly lengthTiers?: readonly LengthTier[];
  readonly windows?: readonly TariffWindow[];
  /** The host bills this model instead of the one asked for (a dated redirect, shown to the user). */
  readonly billedAs?: string;
  readonly source: string;
  /** Day on which somebody last read the figure at its source. */
  readonly checked: string;
  /** What a computed price may be at best and at worst; absent for prices that somebody states. */
  readonly doubt?: { readonly low: Prices; readonly high: Prices };
  /** Present when the number was computed or assumed, not read. */
  readonly derived?: string;
  readonly note?: string;
  /** false when nobody could confirm it. */
  readonly verified?: boolean;
}

/**
 * Where an offer comes from, lowest first: a later one hides an earlier one of the same id. `broad` is a published collection, `curated`
 * our own files; the others are the user's settings, the workspace, and a folder of it.
 */
export type OfferLayer = "broad" | "curated" | "team" | "user" | "workspace" | "folder";

/** model x host x region x service tier x currency. */
export interface Offer {
  /** `<model>@<host>/<region>` plus `:<serviceTier>` when not standard and `#<currency>` when not the host's default currency. */
  readonly id: string;
  readonly model: string;
  readonly host: string;
  /** What the host wants as the model argument. */
  readonly hostModelId: string;
  readonly region: string;
  readonly serviceTier: string;
  readonly currency: string;
  /** "token" unless the host bills another unit per million. */
  readonly unit: string;
  readonly periods: readonly PricePeriod[];
  readonly cacheStoragePerMtokHour?: number;
  /** The formula its price is computed by: machines of one's own. */
  readonly selfHosted?: SelfHostedFormula;
  readonly layer: OfferLayer;
  /** What exactly it comes from: "curated", a collection with its version, or the path of a user's file. */
  readonly origin: string;
}

export type TokenizerFamily = string;

export interface Model {
  readonly id: string;
  readonly name: string;
  readonly lab: string;
  readonly aliases: readonly string[];
  /** Dated snapshots of this id that are priced apart, so they never match it. */
  readonly separateSnapshots?: readonly string[];
  readonly released: string | null;
  /** Tokens; null = unknown. */
  readonly contextWindow: number | null;
  readonly maxInput: number | null;
  readonly maxOutput: number | null;
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  readonly openWeights: boolean;
  readonly tokenizerFamily: TokenizerFamily | null;
  readonly tools: boolean | null;
  /** Whether the model thinks, and whether it does so when the code says nothing. null = unknown. */
  readonly reasoning: {
    readonly supported: boolean;
    readonly defaultOn: boolean | null;
    readonly resent: boolean | null;
  };
}

export interface Lab {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  /** Hosts the lab runs itself, the default first. */
  readonly ownHosts: readonly string[];
}

export interface Region {
  readonly id: string;
  readonly name: string;
  /** For table rows and hints; absent where the name is short already. */
  readonly shortName?: string;
  /** ISO 3166-1 alpha-2, or null where none is stated. */
  readonly country: string | null;
  /** Set of countries where no single one is stated, e.g. "EU". */
  readonly jurisdiction: string | null;
  readonly note?: string;
}

/** How one host caches prompts for the models it matches. The first matching rule of the host wins. */
export interface CachingRule {
  readonly id: string;
  readonly hosts: readonly string[];
  /** Glob patterns over model ids; empty = all. */
  readonly models: readonly string[];
  readonly mode: "automatic" | "explicit" | "none";
  /** Smallest cacheable prefix in tokens; null = unknown or none. */
  readonly minTokens: number | null;
  /** Hits are rounded down to this many tokens; null = exact. */
  readonly granularity: number | null;
  /** Lifetime id -> seconds (null = best effort, not published). The first one is the default. */
  readonly lifetimes: readonly { readonly id: string; readonly seconds: number | null }[];
  /** Whether writes are billed apart from input (at `cacheWrite` of the offer). */
  readonly billsWrites: boolean;
  /** Share of the cacheable prefix that is read in practice: explicit caches 1, best-effort ones less. */
  readonly hitShare: { readonly low: number; readonly typical: number; readonly high: number };
  readonly source: string;
  readonly checked: string;
}

export interface Host {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly currency: string;
  readonly defaultRegion: string;
  /** Base URLs; "*" in a host name matches one label. Used to tell a host from `base_url`. */
  readonly endpoints: readonly { readonly url: string; readonly region?: string }[];
  /** "stated" | "option" | "none": what the host publishes about where inference runs. */
  readonly residencyPromise: "stated" | "option" | "none" | "unknown";
  readonly residencyNote: string | null;
  /** Country of the ultimate parent company where it differs. */
  readonly parentCountry: string | null;
}

export interface Calendar {
  readonly id: string;
  readonly timeZone: string;
  readonly days: readonly { readonly from: string; readonly to: string }[];
}

export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  readonly rate: number;
  readonly date: string;
  readonly source: string;
}

/** Named set of countries that residency rules may use in place of a country code. */
export interface CountrySet {
  readonly id: string;
  readonly name: string;
  readonly countries: readonly string[];
  readonly source: string;
  readonly checked: string;
}

/**
 * A named rule about places that settings may allow or deny by its id. Data with a source: Farebox states what was published and gives no
 * legal advice.
 */
export interface ResidencyPolicy {
  readonly id: string;
  readonly name: string;
  /** Country codes and ids of country sets. */
  readonly places: readonly string[];
  /** Looks at the country of a host's company and its parent as well as at the place of inference. */
  readonly ownership: boolean;
  /** What the rule is about, and what it leaves open. */
  readonly about: string;
  readonly source: string;
  readonly checked: string;
}

/** A model as one host names it in one region. */
export interface HostId {
  readonly model: string;
  readonly host: string;
  readonly region: string;
}

/** Everything, merged. Immutable. Lookups are functions over it (`match.ts`, `effective.ts`, `residency.ts`). */
export interface Catalogue {
  readonly version: string;
  readonly models: ReadonlyMap<string, Model>;
  readonly labs: ReadonlyMap<string, Lab>;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly offers: readonly Offer[];
  readonly offersByModel: ReadonlyMap<string, readonly Offer[]>;
  readonly offersById: ReadonlyMap<string, Offer>;
  /** Offers of the broad layer that a curated one of the same id hides: kept to tell where the two disagree. */
  readonly hiddenBroad: ReadonlyMap<string, Offer>;
  readonly caching: readonly CachingRule[];
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly exchangeRates: readonly ExchangeRate[];
  readonly countrySets: ReadonlyMap<string, CountrySet>;
  readonly policies: ReadonlyMap<string, ResidencyPolicy>;
  /** Folded written id -> model id; users' aliases may name an offer id. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Folded host model id -> the offers' models and hosts, for ids written as one host wants them. */
  readonly hostIds: ReadonlyMap<string, readonly HostId[]>;
  /** Folded id or alias -> the models that carry it, oldest first; only where there are several. */
  readonly namesakes: ReadonlyMap<string, readonly string[]>;
  /** Folded snapshot id with prices of its own -> the model it is a snapshot of. */
  readonly separateSnapshots: ReadonlyMap<string, string>;
  /** User's prefixes of ids, in small letters -> host, or null where they say nothing about it. */
  readonly prefixes: ReadonlyMap<string, string | null>;
  /** Model id -> id of the offer the user wants where code names no host. */
  readonly defaultOffers: ReadonlyMap<string, string>;
  /** Offer ids the user marked. */
  readonly favourites: readonly string[];
  /** Oldest and newest `checked` over the offers. */
  readonly checkedOldest: string;
  readonly checkedNewest: string;
}

/** Pinned instant, or undefined: weigh all hours of the week (hints must not flip when a tariff window opens). */
export interface When {
  readonly day: string;
  readonly instant?: string;
}
