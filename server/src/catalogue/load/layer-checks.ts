/** What a user's layer names, held against the merged catalogue: every complaint says what is wrong and what may be meant. */
import type { Range } from "../../base/range";
import { closestOf } from "../match/closest";
import { foldId } from "../match/model-id";
import type { Offer } from "../types";
import type { LayerTarget, UserLayer, UserOffer } from "./layer";

/** Where nobody knows the place. */
export const NOWHERE: Range = { start: 0, end: 0 };

/** `No region "mars": did you mean …? Add it under regions, or correct the id`. */
export function noSuch(what: string, id: string, ids: Iterable<string>): string {
  const close = closestOf(id, [...ids], 2);
  const hint = close.length === 0 ? "" : ` did you mean ${close.join(" or ")}?`;
  return `No ${what} "${id}":${hint === "" ? "" : `${hint} Otherwise`} add it under ${what}s, or correct the id`;
}

/** Why an offer entry cannot be used; undefined when it can. */
export function obstacleOf(
  target: LayerTarget,
  entry: UserOffer,
  base: Offer | undefined,
): string | undefined {
  if (entry.extends !== undefined && base === undefined) {
    const close = closestOf(entry.extends, [...target.offers.keys()], 2);
    const hint = close.length === 0 ? "" : `; did you mean ${close.join(" or ")}?`;
    return `This offer extends "${entry.extends}", which no catalogue has${hint}`;
  }
  const model = entry.model ?? base?.model ?? "";
  if (!target.models.has(model)) return noSuch("model", model, target.models.keys());
  const hostId = entry.host ?? base?.host ?? "";
  const host = target.hosts.get(hostId);
  if (host === undefined) return noSuch("host", hostId, target.hosts.keys());
  const region = entry.region ?? base?.region ?? host.defaultRegion;
  if (!target.regions.has(region)) return noSuch("region", region, target.regions.keys());
  const isOtherMoney = base !== undefined && entry.currency !== undefined && entry.currency !== base.currency;
  const terms = entry.periods ?? [entry];
  const isWhole = terms.every(({ prices }) => prices?.input !== undefined && prices.output !== undefined);
  if (isOtherMoney && !isWhole)
    return `This offer extends prices in ${base.currency} and is in ${entry.currency}; state input and output in ${entry.currency}`;
  return missingCalendar(target, entry);
}

function missingCalendar(target: LayerTarget, entry: UserOffer): string | undefined {
  const windows = (entry.periods ?? [entry]).flatMap((terms) => terms.windows ?? []);
  const names = windows.flatMap((window) => window.exceptCalendar ?? []);
  const missing = names.find((name) => !target.calendars.has(name));
  if (missing === undefined) return undefined;
  return `No calendar "${missing}"; write one of ${[...target.calendars].join(", ")}, or leave exceptCalendar out`;
}

/** A cache read above input that comes from joining an entry with what it extends; undefined when all is well. */
export function dearCacheRead(offer: Offer): string | undefined {
  const found = offer.periods
    .flatMap((period) => [period.prices, ...(period.lengthTiers ?? []).map((band) => band.prices)])
    .find(({ input, cacheRead }) => input !== undefined && cacheRead !== undefined && cacheRead > input);
  if (found === undefined) return undefined;
  return `${offer.id} would read its cache at ${found.cacheRead}, above its input at ${found.input}; state both, or correct one`;
}

/** Aliases, prefixes, defaults and favourites that name nothing. */
export function checkWords(
  target: LayerTarget,
  layer: UserLayer,
): { readonly message: string; readonly range: Range }[] {
  const models = new Set([...target.models.keys()].map(foldId));
  for (const model of target.models.values()) for (const alias of model.aliases) models.add(foldId(alias));
  const offerIds = [...target.offers.keys()];
  const at = (field: string, key: string): Range => layer.places?.get(`${field}.${key}`) ?? NOWHERE;
  const found: { message: string; range: Range }[] = [];
  for (const [name, id] of layer.aliases) {
    if (models.has(foldId(id)) || target.offers.has(id)) continue;
    const message = `aliases.${name} names "${id}", which is no model and no offer${meant(id, target.models.keys())}`;
    found.push({ message, range: at("aliases", name) });
  }
  for (const [prefix, host] of layer.prefixes ?? []) {
    if (host === "*" || target.hosts.has(host)) continue;
    const message = `prefixes.${prefix} names the host "${host}", which no catalogue has${meant(host, target.hosts.keys())} Write "*" where any may serve it`;
    found.push({ message, range: at("prefixes", prefix) });
  }
  for (const [model, id] of layer.defaults ?? []) {
    const offer = target.offers.get(id);
    if (offer?.model === model) continue;
    const why =
      offer === undefined
        ? `which is no offer${meant(id, target.offers.keys())}`
        : `an offer of ${offer.model}`;
    found.push({ message: `defaults.${model} names "${id}", ${why}`, range: at("defaults", model) });
  }
  for (const id of layer.favourites) {
    const isPlace = id.includes("@");
    if (
      isPlace ? offerIds.some((offer) => offer === id || offer.startsWith(`${id}/`)) : models.has(foldId(id))
    )
      continue;
    const message = `favourites: "${id}" is no offer and no model${meant(id, target.offers.keys())}`;
    found.push({ message, range: at("favourites", id) });
  }
  return found;
}

function meant(id: string, ids: Iterable<string>): string {
  const close = closestOf(id, [...ids], 2);
  return close.length === 0 ? "." : `; did you mean ${close.join(" or ")}?`;
}
