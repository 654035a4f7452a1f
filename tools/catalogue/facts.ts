/** Shapes of the collected facts the converter reads. Only the fields it uses. */

export interface FactPrices {
  readonly input?: number | null;
  readonly output?: number | null;
  readonly cacheRead?: number | null;
  readonly cacheWrite5m?: number | null;
  readonly cacheWrite1h?: number | null;
}

export interface FactBand extends FactPrices {
  readonly aboveInputTokens: number;
}

export interface FactWindow {
  readonly tz: string;
  readonly weekdays: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly excludeCalendar?: string | null;
  readonly multiplier?: number;
  readonly prices?: FactPrices;
}

export interface FactOffer extends FactPrices {
  readonly model: string;
  readonly hostModelId?: string;
  readonly region: string;
  readonly tier: string;
  readonly currency: string;
  readonly cacheWriteTtl?: string;
  readonly batch?: FactPrices;
  readonly flex?: FactPrices;
  readonly priority?: FactPrices;
  readonly tiers?: readonly FactBand[];
  readonly windows?: readonly FactWindow[];
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly source: string | null;
  readonly sourceDate: string | null;
  readonly basis?: string;
  readonly note?: string;
  readonly verified?: boolean;
  readonly unit?: string;
  readonly cacheStoragePerMTokHour?: number;
}

export interface FactHost {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly currency: string;
  readonly defaultRegion: string | null;
  readonly endpoints: readonly string[];
  readonly offers?: readonly FactOffer[];
}

export interface FactModel {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly released: string | null;
  readonly contextWindow: number | null;
  readonly maxOutput: number | null;
  readonly modalities: {
    readonly input: readonly string[] | null;
    readonly output: readonly string[] | null;
  };
  readonly openWeights: boolean | null;
  readonly tokenizerFamily: string | null;
  readonly reasoning: boolean | null;
}

export interface FactLab {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly models: readonly FactModel[];
}

export interface FactSource {
  readonly url?: string;
  readonly repo?: string;
  readonly commit?: string;
  readonly path?: string;
  readonly snapshotDate?: string;
}

export interface FactRegion {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly jurisdiction: string;
}

export interface FactCalendar {
  readonly id: string;
  readonly tz: string;
  readonly ranges: readonly (readonly [string, string])[];
}

export interface PriceFacts {
  readonly compiledOn: string;
  readonly sources: Readonly<Record<string, FactSource>>;
  readonly regions: readonly FactRegion[];
  readonly labs: readonly FactLab[];
  readonly hosts: readonly FactHost[];
  readonly calendars: readonly FactCalendar[];
}

interface Coded {
  readonly code: string;
}

export interface JurisdictionFacts {
  readonly compiledOn: string;
  readonly eo14117: { readonly flatCodes: readonly string[] };
  readonly eu: { readonly members: readonly Coded[]; readonly eeaExtra: readonly Coded[] };
  readonly adequacy: readonly { readonly country: string }[];
  readonly parents: readonly { readonly host: string; readonly parentCountry: string }[];
  readonly hosts: readonly { readonly host: string; readonly promise: string }[];
}

export interface SelfHostingFacts {
  readonly fx: readonly {
    readonly pair: string;
    readonly rate: number;
    readonly date: string;
    readonly source: string;
  }[];
}
