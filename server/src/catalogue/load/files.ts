/** The catalogue's files on disk, and how they become one value. The shapes are checked by the schemas beside them. */
import type { BroadFile } from "../broad/broad-data";
import type { SelfHostedPresets } from "../self-hosted/presets";
import type {
  CachingRule,
  Calendar,
  CountrySet,
  ExchangeRate,
  Host,
  Lab,
  LengthTier,
  Model,
  PricePeriod,
  Prices,
  Region,
  ResidencyPolicy,
  TariffWindow,
} from "../types";

/** labs/<lab>.json */
export interface LabFile extends Lab {
  readonly models: readonly Omit<Model, "lab">[];
}

/** What a service level costs in one period, nested in the standard offer it belongs to. */
export interface ServiceTierPrices extends Prices {
  readonly lengthTiers?: readonly LengthTier[];
  readonly windows?: readonly TariffWindow[];
}

/** A period with the nested prices of batch, flex, priority and the like. */
export interface PeriodEntry extends PricePeriod {
  readonly serviceTiers?: Readonly<Record<string, ServiceTierPrices>>;
}

/** One row of hosts/<host>.json. Absent serviceTier = standard, currency = the host's, unit = token. */
export interface OfferEntry {
  readonly model: string;
  readonly hostModelId: string;
  readonly region: string;
  readonly serviceTier?: string;
  readonly currency?: string;
  readonly unit?: string;
  readonly cacheStoragePerMtokHour?: number;
  readonly periods: readonly PeriodEntry[];
}

/** hosts/<host>.json */
export interface HostFile extends Host {
  readonly offers: readonly OfferEntry[];
}

/** Everything the shipped catalogue says, as plain JSON: what is bundled in production. */
export interface CatalogueData {
  readonly version: string;
  readonly labs: readonly LabFile[];
  readonly hosts: readonly HostFile[];
  readonly regions: readonly Region[];
  readonly exchangeRates: readonly ExchangeRate[];
  readonly calendars: readonly Calendar[];
  readonly caching: readonly CachingRule[];
  readonly countrySets: readonly CountrySet[];
  readonly policies?: readonly ResidencyPolicy[];
  /** Parts of formulas for machines of one's own. */
  readonly selfHosted?: SelfHostedPresets;
  /** Published collections under the curated data, lowest first. */
  readonly broad?: readonly BroadFile[];
}

/** Parsed JSON by path relative to the catalogue folder, forward slashes. */
export type CatalogueFiles = Readonly<Record<string, unknown>>;

/** index.json: which files make the catalogue. */
export interface IndexFile {
  readonly version: string;
  readonly labs: readonly string[];
  readonly hosts: readonly string[];
  readonly broad?: readonly string[];
}

/**
 * One value from the files that index.json lists. Throws where a listed file is missing: that is a broken install,
 * not something a user can mend.
 */
export function mergeFiles(files: CatalogueFiles): CatalogueData {
  const read = <T>(path: string): T => {
    const content = files[path];
    if (content === undefined) throw new Error(`The catalogue lists ${path}, which is missing`);
    return content as T;
  };
  const index = read<IndexFile>("index.json");
  return {
    version: index.version,
    labs: index.labs.map((path) => read<LabFile>(path)),
    hosts: index.hosts.map((path) => read<HostFile>(path)),
    regions: read<{ regions: Region[] }>("regions.json").regions,
    exchangeRates: read<{ rates: ExchangeRate[] }>("currencies.json").rates,
    calendars: read<{ calendars: Calendar[] }>("calendars.json").calendars,
    caching: read<{ rules: CachingRule[] }>("caching.json").rules,
    countrySets: read<{ sets: CountrySet[] }>("country-sets.json").sets,
    policies: read<{ policies: ResidencyPolicy[] }>("policies.json").policies,
    selfHosted: presetsOf(read<SelfHostedPresets>("self-hosted.json")),
    broad: (index.broad ?? []).map((path) => read<BroadFile>(path)),
  };
}

/** Without the name of the file's schema. */
function presetsOf({
  machines,
  electricity,
  pue,
  benchmarks,
  presets,
}: SelfHostedPresets): SelfHostedPresets {
  return { machines, electricity, pue, benchmarks, presets };
}
