/** A user's catalogue file as data: what it adds, overrides and hides. Parsed in user-catalogue.ts, applied here. */
import type { Range } from "../../base/range";
import { offerId, STANDARD_TIER } from "../offers";
import { scaleBands, scalePrices } from "../price/scale";
import type { SelfHostedEntry } from "../self-hosted/entry";
import type { PendingOffer } from "../self-hosted/offers";
import type {
  Host,
  Lab,
  LengthTier,
  Model,
  Offer,
  PricePeriod,
  Prices,
  Region,
  TariffWindow,
} from "../types";

/** Where in the user's file something stands, so that a problem can point at it. */
interface Placed {
  readonly range: Range;
}

export interface UserModel extends Placed {
  readonly id: string;
  /** Model whose facts are taken over where this entry is silent. */
  readonly extends?: string;
  readonly facts: Partial<Omit<Model, "id">>;
}

export interface UserHost extends Placed {
  readonly id: string;
  readonly extends?: string;
  readonly facts: Partial<Omit<Host, "id">>;
}

export interface UserOffer extends Placed {
  /** Offer id whose terms are taken over where this entry is silent. */
  readonly extends?: string;
  readonly model?: string;
  readonly host?: string;
  readonly region?: string;
  readonly serviceTier?: string;
  readonly currency?: string;
  readonly hostModelId?: string;
  /** Scales every price of the extended offer: a negotiated discount. */
  readonly multiplier?: number;
  readonly prices?: Prices;
  readonly lengthTiers?: readonly LengthTier[];
  readonly windows?: readonly TariffWindow[];
  /** Computes the prices from machines of one's own. */
  readonly selfHosted?: SelfHostedEntry;
  readonly from?: string;
  readonly until?: string;
  readonly source?: string;
  readonly checked?: string;
}

export interface UserLayer {
  /** Shown as the offers' origin. */
  readonly path: string;
  /** Left out: a folder's file. */
  readonly level?: "user" | "workspace" | "folder";
  readonly models: readonly UserModel[];
  readonly hosts: readonly UserHost[];
  readonly regions: readonly Region[];
  readonly offers: readonly UserOffer[];
  /** Model ids, host ids or offer ids; `*` matches anything. */
  readonly hide: readonly string[];
  readonly aliases: ReadonlyMap<string, string>;
  readonly favourites: readonly string[];
}

/** Something in a user's file that could not be used; the rest of the file still counts. */
export interface LayerProblem {
  readonly path: string;
  readonly message: string;
  readonly range: Range;
}

/** What layers change. Filled from the shipped data, then by one layer after the other. */
export interface LayerTarget {
  readonly models: Map<string, Model>;
  readonly labs: Map<string, Lab>;
  readonly hosts: Map<string, Host>;
  readonly regions: Map<string, Region>;
  readonly offers: Map<string, Offer>;
  readonly problems: LayerProblem[];
  /** Offers whose price is computed when all layers are known. */
  readonly pending: PendingOffer[];
}

/** Applies one layer in place: regions, hosts and models first, since its offers may name them. */
export function applyLayer(target: LayerTarget, layer: UserLayer): void {
  for (const region of layer.regions) target.regions.set(region.id, region);
  for (const host of layer.hosts) addHost(target, layer, host);
  for (const model of layer.models) addModel(target, layer, model);
  for (const offer of layer.offers) addOffer(target, layer, offer);
  for (const pattern of layer.hide) hide(target, pattern);
}

function addHost(target: LayerTarget, layer: UserLayer, entry: UserHost): void {
  const base = target.hosts.get(entry.extends ?? entry.id);
  if (entry.extends !== undefined && base === undefined) {
    problem(target, layer, entry, `Host "${entry.id}" extends "${entry.extends}", which no catalogue has`);
    return;
  }
  const blank: Omit<Host, "id"> = {
    name: entry.id,
    country: null,
    currency: "USD",
    defaultRegion: "global",
    endpoints: [],
    // What a user writes about a host of their own is the statement.
    residencyPromise: "stated",
    residencyNote: null,
    parentCountry: null,
  };
  target.hosts.set(entry.id, { ...blank, ...base, ...entry.facts, id: entry.id });
}

function addModel(target: LayerTarget, layer: UserLayer, entry: UserModel): void {
  const base = target.models.get(entry.extends ?? entry.id);
  if (entry.extends !== undefined && base === undefined) {
    problem(target, layer, entry, `Model "${entry.id}" extends "${entry.extends}", which no catalogue has`);
    return;
  }
  const blank: Omit<Model, "id"> = {
    name: entry.id,
    lab: "custom",
    aliases: [],
    released: null,
    contextWindow: null,
    maxInput: null,
    maxOutput: null,
    inputModalities: ["text"],
    outputModalities: ["text"],
    openWeights: false,
    tokenizerFamily: null,
    tools: null,
    reasoning: { supported: false, defaultOn: null, resent: null },
  };
  // An extended model's aliases stay with the model they name.
  const inherited = entry.extends === undefined ? base : { ...base, name: entry.id, aliases: [] };
  const model: Model = { ...blank, ...inherited, ...entry.facts, id: entry.id };
  target.models.set(entry.id, model);
  if (!target.labs.has(model.lab)) {
    target.labs.set(model.lab, { id: model.lab, name: model.lab, country: null, ownHosts: [] });
  }
}

function addOffer(target: LayerTarget, layer: UserLayer, entry: UserOffer): void {
  const base = entry.extends === undefined ? undefined : target.offers.get(entry.extends);
  if (entry.extends !== undefined && base === undefined) {
    problem(target, layer, entry, `This offer extends "${entry.extends}", which no catalogue has`);
    return;
  }
  const model = entry.model ?? base?.model;
  const host = target.hosts.get(entry.host ?? base?.host ?? "");
  if (model === undefined || !target.models.has(model)) {
    problem(target, layer, entry, `No model "${model ?? ""}": add it under models, or correct the id`);
    return;
  }
  if (host === undefined) {
    const written = entry.host ?? base?.host ?? "";
    problem(target, layer, entry, `No host "${written}": add it under hosts, or correct the id`);
    return;
  }
  const region = entry.region ?? base?.region ?? host.defaultRegion;
  if (!target.regions.has(region)) {
    problem(target, layer, entry, `No region "${region}": add it under regions, or correct the id`);
    return;
  }
  const serviceTier = entry.serviceTier ?? base?.serviceTier ?? STANDARD_TIER;
  const currency = entry.currency ?? base?.currency ?? host.currency;
  const key = { model, host: host.id, region, serviceTier, currency };
  const id = offerId(key, host.currency);
  if (entry.selfHosted !== undefined)
    target.pending.push({ offerId: id, entry: entry.selfHosted, path: layer.path, range: entry.range });
  target.offers.set(id, {
    ...base,
    ...key,
    id,
    hostModelId: entry.hostModelId ?? base?.hostModelId ?? model,
    unit: base?.unit ?? "token",
    periods:
      base === undefined
        ? [ownPeriod(entry, layer)]
        : base.periods.map((period) => overridden(period, entry, layer)),
    layer: layer.level ?? "folder",
    origin: layer.path,
  });
}

function ownPeriod(entry: UserOffer, layer: UserLayer): PricePeriod {
  return {
    from: entry.from ?? null,
    until: entry.until ?? null,
    prices: entry.prices ?? {},
    ...(entry.lengthTiers === undefined ? {} : { lengthTiers: entry.lengthTiers }),
    ...(entry.windows === undefined ? {} : { windows: entry.windows }),
    source: entry.source ?? layer.path,
    checked: entry.checked ?? "",
  };
}

function overridden(period: PricePeriod, entry: UserOffer, layer: UserLayer): PricePeriod {
  const factor = entry.multiplier ?? 1;
  const lengthTiers = entry.lengthTiers ?? scaleBands(period.lengthTiers, factor);
  const windows = entry.windows ?? period.windows?.map((window) => scaledWindow(window, factor));
  return {
    ...period,
    prices: { ...scalePrices(period.prices, factor), ...entry.prices },
    ...(lengthTiers === undefined ? {} : { lengthTiers }),
    ...(windows === undefined ? {} : { windows }),
    source: entry.source ?? layer.path,
    checked: entry.checked ?? period.checked,
  };
}

function scaledWindow(window: TariffWindow, factor: number): TariffWindow {
  const lengthTiers = scaleBands(window.lengthTiers, factor);
  return {
    ...window,
    ...(window.prices === undefined ? {} : { prices: scalePrices(window.prices, factor) }),
    ...(lengthTiers === undefined ? {} : { lengthTiers }),
  };
}

function hide(target: LayerTarget, pattern: string): void {
  const matches = globMatcher(pattern);
  for (const [id, offer] of target.offers) {
    if (matches(id) || matches(offer.model) || matches(offer.host)) target.offers.delete(id);
  }
  for (const id of target.models.keys()) if (matches(id)) target.models.delete(id);
}

/** Whether a whole text matches a pattern in which `*` stands for any run of characters. Linear, never a regular expression. */
export function globMatcher(pattern: string): (text: string) => boolean {
  const [head = "", ...parts] = pattern.split("*");
  if (parts.length === 0) return (text) => text === pattern;
  const tail = parts.pop() ?? "";
  return (text) => {
    if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length)
      return false;
    let at = head.length;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - tail.length;
  };
}

function problem(target: LayerTarget, layer: UserLayer, entry: Placed, message: string): void {
  target.problems.push({ path: layer.path, message, range: entry.range });
}
