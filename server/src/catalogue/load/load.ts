/** From the shipped data and the user's layers to one immutable catalogue. Pure; a few milliseconds for everything. */

import { type BroadFile, expandBroad } from "../broad/broad-data";
import { expandOffers } from "../offers";
import { priceSelfHosted } from "../self-hosted/offers";
import { NO_PRESETS } from "../self-hosted/presets";
import type { Catalogue, Lab, Model, Offer } from "../types";
import type { CatalogueData } from "./files";
import { aliasesOf, groupByModel, hostIdsOf, namesakesOf, separateSnapshotsOf } from "./indexes";
import { applyLayer, type LayerProblem, type LayerTarget, type UserLayer } from "./user-layer";

export { CURATED } from "../offers";

/**
 * The catalogue: collections first (the shipped ones, then `refreshed`), the curated data over them, then each user layer in
 * order. Problems are entries of user layers that name something no layer has; everything else of that layer still counts.
 */
export function buildCatalogue(
  data: CatalogueData,
  userLayers: readonly UserLayer[],
  refreshed: readonly BroadFile[] = [],
): { catalogue: Catalogue; problems: readonly LayerProblem[] } {
  const target = curatedTarget(data);
  const hiddenBroad = addBroad(target, [...(data.broad ?? []), ...refreshed]);
  for (const layer of userLayers) applyLayer(target, layer);
  target.problems.push(
    ...priceSelfHosted(target.offers, target.pending, data.selfHosted ?? NO_PRESETS, data.exchangeRates),
  );
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
    hiddenBroad,
    caching: data.caching,
    calendars: new Map(data.calendars.map((calendar) => [calendar.id, calendar])),
    exchangeRates: data.exchangeRates,
    countrySets: new Map(data.countrySets.map((set) => [set.id, set])),
    policies: new Map((data.policies ?? []).map((policy) => [policy.id, policy])),
    aliases: aliasesOf(target.models, target.labs, offers, userLayers),
    hostIds: hostIdsOf(offers),
    namesakes: namesakesOf(target.models),
    separateSnapshots: separateSnapshotsOf(target.models),
    prefixes: new Map(
      userLayers.flatMap((layer) =>
        [...(layer.prefixes ?? [])].map(([prefix, host]) => [
          prefix.toLowerCase(),
          host === "*" ? null : host,
        ]),
      ),
    ),
    defaultOffers: new Map(userLayers.flatMap((layer) => [...(layer.defaults ?? [])])),
    favourites: [...new Set(userLayers.flatMap((layer) => layer.favourites))],
    checkedOldest: checked[0] ?? "",
    checkedNewest: checked.at(-1) ?? "",
  };
  return { catalogue, problems: target.problems };
}

function curatedTarget(data: CatalogueData): LayerTarget {
  const models = new Map<string, Model>();
  const labs = new Map<string, Lab>();
  for (const { models: entries, ...lab } of data.labs) {
    labs.set(lab.id, lab);
    for (const entry of entries) models.set(entry.id, { ...entry, lab: lab.id });
  }
  const offers = data.hosts.flatMap(expandOffers);
  return {
    models,
    labs,
    hosts: new Map(data.hosts.map(({ offers: _offers, ...host }) => [host.id, host])),
    regions: new Map(data.regions.map((region) => [region.id, region])),
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    problems: [],
    pending: [],
    calendars: new Set(data.calendars.map((calendar) => calendar.id)),
    countrySets: new Set(data.countrySets.map((set) => set.id)),
  };
}

/** Adds what the collections have and the curated data lacks; gives back what the curated data hides. Later files replace earlier ones. */
function addBroad(target: LayerTarget, files: readonly BroadFile[]): Map<string, Offer> {
  const hidden = new Map<string, Offer>();
  const isCurated = (id: string): boolean => target.offers.get(id)?.layer === "curated";
  const curatedModels = new Set(target.models.keys());
  const curatedHosts = new Set(target.hosts.keys());
  for (const file of files) {
    const parts = expandBroad(file, (host) => target.hosts.get(host)?.currency ?? "USD");
    for (const lab of parts.labs) if (!target.labs.has(lab.id)) target.labs.set(lab.id, lab);
    for (const host of parts.hosts) if (!curatedHosts.has(host.id)) target.hosts.set(host.id, host);
    for (const model of parts.models) if (!curatedModels.has(model.id)) target.models.set(model.id, model);
    for (const offer of parts.offers) {
      const isWhole = target.models.has(offer.model) && target.hosts.has(offer.host);
      if (isCurated(offer.id)) hidden.set(offer.id, offer);
      else if (isWhole && target.regions.has(offer.region)) target.offers.set(offer.id, offer);
    }
  }
  return hidden;
}
