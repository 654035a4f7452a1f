/**
 * The broad layer: list prices of many models from one published collection, compact, under the curated data. It adds models,
 * hosts and offers the curated files lack; where both price the same offer, the curated one counts and this one is kept for comparing.
 */
import { offerId, STANDARD_TIER } from "../offer-id";
import type { Host, Lab, LengthTier, Model, Offer, PricePeriod, Prices } from "../types";

/** One price of one model at the group's host. Several rows of one model are its periods. */
export interface BroadRow {
  readonly model: string;
  /** Absent: the host's name is the model's id. */
  readonly hostModelId?: string;
  readonly prices: Prices;
  readonly lengthTiers?: readonly LengthTier[];
  /** Absent = open. */
  readonly from?: string;
  readonly until?: string;
  readonly note?: string;
}

export interface BroadGroup {
  readonly host: string;
  readonly region: string;
  readonly rows: readonly BroadRow[];
}

/** A model only this layer has. What the collection does not say is absent. */
export interface BroadModel {
  readonly id: string;
  readonly name: string;
  readonly lab: string;
  readonly aliases?: readonly string[];
  readonly contextWindow?: number;
  readonly tokenizerFamily?: string;
  readonly openWeights?: boolean;
  /** Thinks unless told otherwise. */
  readonly reasons?: boolean;
}

/** broad/<id>.json */
export interface BroadFile {
  /** Shown as every offer's source: "genai-prices 0.1.8". */
  readonly source: string;
  readonly url: string;
  readonly licence: string;
  readonly version: string;
  /** Day of the published data. */
  readonly checked: string;
  readonly labs: readonly Lab[];
  readonly hosts: readonly Pick<Host, "id" | "name" | "endpoints">[];
  readonly models: readonly BroadModel[];
  readonly groups: readonly BroadGroup[];
}

export interface BroadParts {
  readonly labs: readonly Lab[];
  readonly hosts: readonly Host[];
  readonly models: readonly Model[];
  /** `currencyOf` gives a host's default currency: it is part of an offer's id. */
  readonly offers: readonly Offer[];
}

/** Labs, hosts, models and offers in full. `currencyOf` gives a known host's default currency, which decides offer ids. */
export function expandBroad(file: BroadFile, currencyOf: (host: string) => string): BroadParts {
  return {
    labs: file.labs,
    hosts: file.hosts.map(hostOf),
    models: file.models.map(modelOf),
    offers: file.groups.flatMap((group) => offersOf(file, group, currencyOf(group.host))),
  };
}

function hostOf(host: BroadFile["hosts"][number]): Host {
  return {
    ...host,
    country: null,
    currency: "USD",
    defaultRegion: "global",
    residencyPromise: "unknown",
    residencyNote: null,
    parentCountry: null,
  };
}

function modelOf(model: BroadModel): Model {
  const thinks = model.reasons === true;
  return {
    id: model.id,
    name: model.name,
    lab: model.lab,
    aliases: model.aliases ?? [],
    released: null,
    contextWindow: model.contextWindow ?? null,
    maxInput: null,
    maxOutput: null,
    inputModalities: ["text"],
    outputModalities: ["text"],
    openWeights: model.openWeights ?? false,
    tokenizerFamily: model.tokenizerFamily ?? null,
    tools: null,
    reasoning: { supported: thinks, defaultOn: thinks ? true : null, resent: null },
  };
}

function offersOf(file: BroadFile, group: BroadGroup, hostCurrency: string): Offer[] {
  const byModel = new Map<string, BroadRow[]>();
  for (const row of group.rows) byModel.set(row.model, [...(byModel.get(row.model) ?? []), row]);
  return [...byModel].map(([model, rows]) => {
    const { host, region } = group;
    const key = { model, host, region, serviceTier: STANDARD_TIER, currency: "USD" };
    return {
      id: offerId(key, hostCurrency),
      ...key,
      hostModelId: rows.at(-1)?.hostModelId ?? model,
      unit: "token",
      periods: rows.map((row) => periodOf(file, row)),
      origin: file.source,
      layer: "broad",
    };
  });
}

function periodOf(file: BroadFile, row: BroadRow): PricePeriod {
  return {
    from: row.from ?? null,
    until: row.until ?? null,
    prices: row.prices,
    ...(row.lengthTiers === undefined ? {} : { lengthTiers: row.lengthTiers }),
    ...(row.note === undefined ? {} : { note: row.note }),
    source: `${file.source}, ${file.url}`,
    checked: file.checked,
  };
}
