/** From the shipped data and the user's layers to one immutable catalogue. Pure; a few milliseconds for everything. */

import { foldId } from "../match/model-id";
import { expandOffers } from "../offers";
import type { Catalogue, HostId, Lab, Model, Offer } from "../types";
import type { CatalogueData } from "./files";
import { applyLayer, type LayerProblem, type LayerTarget, type UserLayer } from "./user-layer";

/** Origin of shipped offers. */
export const CURATED = "curated";

/**
 * The catalogue: shipped data first, then each user layer over it in order. Problems are entries of user layers that name
 * something no layer has; everything else of that layer still counts.
 */
export function buildCatalogue(
  data: CatalogueData,
  userLayers: readonly UserLayer[],
): { catalogue: Catalogue; problems: readonly LayerProblem[] } {
  const target = shippedTarget(data);
  for (const layer of userLayers) applyLayer(target, layer);
  const offers = [...target.offers.values()];
  const checked = offers
    .flatMap((offer) => offer.periods.map((period) => period.checked))
    .filter((day) => day !== "");
  checked.sort();
  const catalogue: Catalogue = {
    version: data.version,
    models: target.models,
    labs: target.labs,
    hosts: target.hosts,
    regions: target.regions,
    offers,
    offersByModel: groupByModel(offers),
    offersById: target.offers,
    caching: data.caching,
    calendars: new Map(data.calendars.map((calendar) => [calendar.id, calendar])),
    exchangeRates: data.exchangeRates,
    countrySets: new Map(data.countrySets.map((set) => [set.id, set])),
    aliases: aliasesOf(target.models, target.labs, offers, userLayers),
    hostIds: hostIdsOf(offers),
    favourites: [...new Set(userLayers.flatMap((layer) => layer.favourites))],
    checkedOldest: checked[0] ?? "",
    checkedNewest: checked.at(-1) ?? "",
  };
  return { catalogue, problems: target.problems };
}

function shippedTarget(data: CatalogueData): LayerTarget {
  const models = new Map<string, Model>();
  const labs = new Map<string, Lab>();
  for (const { models: entries, ...lab } of data.labs) {
    labs.set(lab.id, lab);
    for (const entry of entries) models.set(entry.id, { ...entry, lab: lab.id });
  }
  const offers = data.hosts.flatMap((host) => expandOffers(host, CURATED));
  return {
    models,
    labs,
    hosts: new Map(data.hosts.map(({ offers: _offers, ...host }) => [host.id, host])),
    regions: new Map(data.regions.map((region) => [region.id, region])),
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    problems: [],
  };
}

function groupByModel(offers: readonly Offer[]): Map<string, Offer[]> {
  const groups = new Map<string, Offer[]>();
  for (const offer of offers) {
    const group = groups.get(offer.model);
    if (group === undefined) groups.set(offer.model, [offer]);
    else group.push(offer);
  }
  return groups;
}

/** Folded id -> model id. Users' aliases win over model ids, those over aliases; an alias two models share goes to the newer one. */
function aliasesOf(
  models: ReadonlyMap<string, Model>,
  labs: ReadonlyMap<string, Lab>,
  offers: readonly Offer[],
  layers: readonly UserLayer[],
): Map<string, string> {
  const aliases = new Map<string, string>();
  const newestLast = [...models.values()].sort((a, b) => (a.released ?? "").localeCompare(b.released ?? ""));
  for (const model of newestLast) for (const alias of model.aliases) aliases.set(foldId(alias), model.id);
  // The name a lab gives a model on its own host names that model everywhere, unless it is a model id or an alias.
  for (const offer of offers) {
    const isOwnHost = labs.get(models.get(offer.model)?.lab ?? "")?.ownHosts[0] === offer.host;
    if (isOwnHost && !aliases.has(foldId(offer.hostModelId)))
      aliases.set(foldId(offer.hostModelId), offer.model);
  }
  for (const id of models.keys()) aliases.set(foldId(id), id);
  for (const layer of layers) for (const [alias, id] of layer.aliases) aliases.set(foldId(alias), id);
  return aliases;
}

function hostIdsOf(offers: readonly Offer[]): Map<string, HostId[]> {
  const ids = new Map<string, HostId[]>();
  for (const { hostModelId, model, host, region } of offers) {
    const key = foldId(hostModelId);
    const entries = ids.get(key);
    const isListed = entries?.some(
      (entry) => entry.model === model && entry.host === host && entry.region === region,
    );
    if (entries === undefined) ids.set(key, [{ model, host, region }]);
    else if (!isListed) entries.push({ model, host, region });
  }
  return ids;
}
