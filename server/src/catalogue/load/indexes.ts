/** Lookups over the merged catalogue: by model, by written name, by what hosts call a model. */
import { foldId } from "../match/model-id";
import type { HostId, Lab, Model, Offer } from "../types";
import type { UserLayer } from "./layer";

export function groupByModel(offers: readonly Offer[]): Map<string, Offer[]> {
  const groups = new Map<string, Offer[]>();
  for (const offer of offers) {
    const group = groups.get(offer.model);
    if (group === undefined) groups.set(offer.model, [offer]);
    else group.push(offer);
  }
  return groups;
}

/** Folded id -> model id, or offer id for users' aliases. Users' aliases win over model ids, those over aliases; an alias two models share goes to the newer one. */
export function aliasesOf(
  models: ReadonlyMap<string, Model>,
  labs: ReadonlyMap<string, Lab>,
  offers: readonly Offer[],
  layers: readonly UserLayer[],
): Map<string, string> {
  const aliases = new Map<string, string>();
  const newestLast = [...models.values()].sort(byRelease);
  for (const model of newestLast) for (const alias of model.aliases) aliases.set(foldId(alias), model.id);
  // The name a lab gives a model on its own host names that model everywhere, unless it is a model id or an alias.
  for (const offer of offers) {
    const isOwnHost = labs.get(models.get(offer.model)?.lab ?? "")?.ownHosts[0] === offer.host;
    if (isOwnHost && !aliases.has(foldId(offer.hostModelId)))
      aliases.set(foldId(offer.hostModelId), offer.model);
  }
  for (const id of models.keys()) aliases.set(foldId(id), id);
  const offerIds = new Set(offers.map((offer) => offer.id));
  for (const layer of layers) {
    for (const [alias, id] of layer.aliases) {
      const isExact = models.has(id) || offerIds.has(id);
      aliases.set(foldId(alias), isExact ? id : (aliases.get(foldId(id)) ?? id));
    }
  }
  return aliases;
}

export function hostIdsOf(offers: readonly Offer[]): Map<string, HostId[]> {
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

/** Names that several models carry, with the models from oldest to newest. */
export function namesakesOf(models: ReadonlyMap<string, Model>): Map<string, string[]> {
  const carriers = new Map<string, string[]>();
  for (const model of [...models.values()].sort(byRelease)) {
    for (const name of new Set([model.id, ...model.aliases].map(foldId)))
      carriers.set(name, [...(carriers.get(name) ?? []), model.id]);
  }
  return new Map([...carriers].filter(([, ids]) => ids.length > 1));
}

export function separateSnapshotsOf(models: ReadonlyMap<string, Model>): Map<string, string> {
  const snapshots = new Map<string, string>();
  for (const model of models.values())
    for (const snapshot of model.separateSnapshots ?? []) snapshots.set(foldId(snapshot), model.id);
  return snapshots;
}

/** Oldest first; models without a date come before all others. */
export function byRelease(a: Model, b: Model): number {
  return (a.released ?? "").localeCompare(b.released ?? "");
}
