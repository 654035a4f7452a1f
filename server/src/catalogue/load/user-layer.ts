/** A user's catalogue file as data: what it adds, overrides and hides. Parsed in user-catalogue.ts, applied here. */
import { offerId, STANDARD_TIER } from "../offers";
import type { Host, Model, Offer, Region } from "../types";
import type { LayerTarget, Placed, UserHost, UserLayer, UserModel, UserOffer } from "./layer";
import { checkWords, dearCacheRead, NOWHERE, noSuch, obstacleOf } from "./layer-checks";
import { endMs, startMs } from "./terms";
import { userPeriods } from "./user-periods";

export type {
  LayerProblem,
  LayerTarget,
  UserHost,
  UserLayer,
  UserModel,
  UserOffer,
  UserTerms,
} from "./layer";

/** Applies one layer in place: regions, hosts and models first, since its offers may name them. */
export function applyLayer(target: LayerTarget, layer: UserLayer): void {
  for (const region of layer.regions) addRegion(target, layer, region);
  for (const host of layer.hosts) addHost(target, layer, host);
  for (const model of layer.models) addModel(target, layer, model);
  const claims: Claims = new Map();
  for (const offer of layer.offers) addOffer(target, layer, offer, claims);
  for (const pattern of layer.hide) hide(target, layer, pattern);
  for (const { message, range } of checkWords(target, layer)) problem(target, layer, { range }, message);
}

function addRegion(target: LayerTarget, layer: UserLayer, region: Region): void {
  const { jurisdiction } = region;
  if (jurisdiction !== null && !target.countrySets.has(jurisdiction)) {
    const sets = [...target.countrySets].join(", ");
    const message = `Region "${region.id}" is in "${jurisdiction}", which is no set of countries; write one of ${sets}`;
    problem(target, layer, { range: layer.places?.get(`regions.${region.id}`) ?? NOWHERE }, message);
    return;
  }
  target.regions.set(region.id, region);
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
  const host: Host = { ...blank, ...base, ...entry.facts, id: entry.id };
  const places = [host.defaultRegion, ...host.endpoints.flatMap((endpoint) => endpoint.region ?? [])];
  const missing = places.find((region) => !target.regions.has(region));
  if (missing !== undefined) {
    problem(target, layer, entry, `Host "${entry.id}": ${noSuch("region", missing, target.regions.keys())}`);
    return;
  }
  target.hosts.set(entry.id, host);
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

function addOffer(target: LayerTarget, layer: UserLayer, entry: UserOffer, claims: Claims): void {
  const base = entry.extends === undefined ? undefined : target.offers.get(entry.extends);
  const obstacle = obstacleOf(target, entry, base);
  if (obstacle !== undefined) {
    problem(target, layer, entry, obstacle);
    return;
  }
  const model = entry.model ?? base?.model ?? "";
  const host = target.hosts.get(entry.host ?? base?.host ?? "");
  if (host === undefined) return;
  const region = entry.region ?? base?.region ?? host.defaultRegion;
  const serviceTier = entry.serviceTier ?? base?.serviceTier ?? STANDARD_TIER;
  const currency = entry.currency ?? base?.currency ?? host.currency;
  const key = { model, host: host.id, region, serviceTier, currency };
  const id = offerId(key, host.currency);
  if (!claim(claims, id, entry)) {
    const message = `${id} is stated twice for the same time; give each entry its own from and until, or remove one`;
    problem(target, layer, entry, message);
    return;
  }
  // Prices in another currency are no variation of the extended ones.
  const isSameMoney = base === undefined || base.currency === currency;
  const offer: Offer = {
    ...base,
    ...key,
    id,
    hostModelId: entry.hostModelId ?? base?.hostModelId ?? model,
    unit: base?.unit ?? "token",
    periods: userPeriods(entry, isSameMoney ? base?.periods : undefined, layer.path),
    layer: layer.level ?? "folder",
    origin: layer.path,
  };
  const dear = dearCacheRead(offer);
  if (dear !== undefined) {
    problem(target, layer, entry, dear);
    return;
  }
  if (entry.selfHosted !== undefined)
    target.pending.push({ offerId: id, entry: entry.selfHosted, path: layer.path, range: entry.range });
  target.offers.set(id, offer);
}

/** Times one file has stated prices for, by offer. */
type Claims = Map<string, { readonly start: number; readonly end: number }[]>;

/** Notes the entry's times; false where one is taken already. */
function claim(claims: Claims, id: string, entry: UserOffer): boolean {
  const taken = claims.get(id) ?? [];
  const wanted = (entry.periods ?? [entry]).map((terms) => ({ start: startMs(terms), end: endMs(terms) }));
  const isFree = wanted.every(({ start, end }) =>
    taken.every((span) => end <= span.start || span.end <= start),
  );
  if (isFree) claims.set(id, [...taken, ...wanted]);
  return isFree;
}

function hide(target: LayerTarget, layer: UserLayer, pattern: string): void {
  const matches = globMatcher(pattern);
  let hidden = 0;
  for (const [id, offer] of target.offers) {
    if (!matches(id) && !matches(offer.model) && !matches(offer.host)) continue;
    target.offers.delete(id);
    hidden++;
  }
  for (const id of target.models.keys()) {
    if (!matches(id)) continue;
    target.models.delete(id);
    hidden++;
  }
  if (hidden > 0) return;
  const range = layer.places?.get(`hide.${pattern}`) ?? NOWHERE;
  problem(target, layer, { range }, `hide: "${pattern}" fits no offer, model or host; remove or correct it`);
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
  if (layer.isStale === true) return;
  target.problems.push({ path: layer.path, message, range: entry.range });
}
