/** From a model id as written in code to a model of the catalogue. Exact after taking off known dressing; never a neighbour. */
import { type Known, known, unknown } from "../../base/known";
import { byRelease } from "../load/indexes";
import type { Catalogue, HostId, Model } from "../types";
import { closestOf } from "./closest";
import { foldId, PROFILE_PREFIX, type Reading, readingsOf } from "./model-id";

export interface ModelMatch {
  readonly model: Model;
  /** The id is the name this host uses (given when it is not simply the model's id). */
  readonly hostModelId?: string;
  /** Host the id itself points at (`azure/…`, `us.anthropic.…`, `accounts/fireworks/…`). */
  readonly host?: string;
  /** Region the id itself points at (Bedrock profiles). */
  readonly region?: string;
  /** Service level the id itself points at (`:free`). */
  readonly serviceTier?: string;
  /** The written id is a moving name: models it has stood for, oldest first. The dated prices say which one bills. */
  readonly redirected?: readonly string[];
}

/**
 * The model a written id means: its own id, an alias, or what a host calls it; after that the same with provider
 * prefixes, Bedrock profiles, snapshot dates, `-latest` and OpenRouter variants taken off. Another version never matches.
 * `hostHint` is the host the code calls, when known: its own names go first.
 */
export function matchModel(catalogue: Catalogue, writtenId: string, hostHint?: string): Known<ModelMatch> {
  const readings = readingsOf(writtenId, catalogue.prefixes);
  let refused: string | undefined;
  for (const reading of readings) {
    const separate = separateSnapshot(catalogue, reading.text);
    if (separate !== undefined) {
      return unknown(
        `"${writtenId}" is a snapshot of ${separate.id} with prices of its own, which the catalogue lacks`,
      );
    }
    const found =
      onHost(catalogue, reading, hostHint ?? reading.host) ??
      (hostHint === undefined ? byHostShape(catalogue, reading) : undefined) ??
      byName(catalogue, reading);
    const why = found && implausible(found.model, reading);
    if (found !== undefined && why === undefined) return known(found);
    refused ??= why;
  }
  for (const reading of readings) {
    const found = byAnyHost(catalogue, reading);
    const why = found && implausible(found.model, reading);
    if (found !== undefined && why === undefined) return known(found);
    refused ??= why;
  }
  return unknown(
    refused === undefined ? notFound(catalogue, writtenId, readings) : `"${writtenId}" ${refused}`,
  );
}

/** Labs that document `<version>-latest` as the newest snapshot of that version. Others' are declared as aliases, or mean nothing. */
const LATEST_LABS: ReadonlySet<string> = new Set(["anthropic", "google", "xai"]);
/** Snapshots are dated up to some weeks before their models come out. */
const EARLIEST_SNAPSHOT_DAYS = 120;

/** Why what was taken off the id cannot belong to the model; undefined when it can. */
function implausible(model: Model, { snapshot, moving }: Reading): string | undefined {
  if (moving === true && !LATEST_LABS.has(model.lab))
    return `is no documented name of ${model.id}; name the model itself`;
  if (snapshot === undefined || model.released === null) return undefined;
  const days = (Date.parse(model.released) - Date.parse(snapshot)) / 86_400_000;
  if (days <= EARLIEST_SNAPSHOT_DAYS) return undefined;
  return `is dated ${snapshot}, but ${model.id} came out on ${model.released}: it may be another model`;
}

function onHost(catalogue: Catalogue, reading: Reading, host: string | undefined): ModelMatch | undefined {
  if (host === undefined) return undefined;
  const entries = hostIds(catalogue, reading.text).filter((entry) => entry.host === host);
  if (entries.length === 0) return undefined;
  const preferred = catalogue.aliases.get(foldId(reading.text));
  const ids = entries.map((entry) => entry.model);
  const id = preferred !== undefined && ids.includes(preferred) ? preferred : newest(catalogue, ids);
  return matchOf(catalogue, id, withRegion(catalogue, reading, entries), reading.text);
}

function byName(catalogue: Catalogue, reading: Reading): ModelMatch | undefined {
  const id = catalogue.aliases.get(foldId(reading.text));
  if (id === undefined) return undefined;
  const offer = catalogue.offersById.get(id);
  if (offer !== undefined) {
    const { host, region, serviceTier } = offer;
    return matchOf(catalogue, offer.model, { ...reading, host, region, serviceTier }, undefined);
  }
  const entries = hostIds(catalogue, reading.text).filter((entry) => entry.model === id);
  const lab = catalogue.labs.get(catalogue.models.get(id)?.lab ?? "");
  const [first] = entries;
  // A lab with several hosts of its own may name a model differently on each: the name then tells which one.
  const isOwnName = foldId(id) !== foldId(reading.text) && lab?.ownHosts.includes(first?.host ?? "") === true;
  if (first === undefined || !isOneHost(entries) || !isOwnName || reading.host !== undefined) {
    return matchOf(catalogue, id, reading, undefined);
  }
  return matchOf(
    catalogue,
    id,
    withRegion(catalogue, { ...reading, host: first.host }, entries),
    reading.text,
  );
}

/** An id in a shape that one host uses: `us.anthropic.…`, `…@20251001`, `accounts/…`, `@cf/…`. */
function byHostShape(catalogue: Catalogue, reading: Reading): ModelMatch | undefined {
  if (!/^accounts\/|@|^[a-z-]+\.[a-z]/i.test(reading.text)) return undefined;
  const entries = hostIds(catalogue, reading.text);
  const [first] = entries;
  if (first === undefined || !isOneHost(entries) || !isOneModel(entries)) return undefined;
  return matchOf(
    catalogue,
    first.model,
    withRegion(catalogue, { ...reading, host: first.host }, entries),
    reading.text,
  );
}

/** An id only hosts use. Where all of them mean one model it is that model; one single host is then known too. */
function byAnyHost(catalogue: Catalogue, reading: Reading): ModelMatch | undefined {
  const entries = hostIds(catalogue, reading.text);
  const [first] = entries;
  if (first === undefined || !isOneModel(entries)) return undefined;
  // `org/name` is how weights are named everywhere; other shapes are one host's own.
  const isOrgAndName = /^[\w.-]+\/[^/]+$/.test(reading.text);
  const namesHost = isOneHost(entries) && !isOrgAndName && reading.host === undefined;
  return matchOf(
    catalogue,
    first.model,
    namesHost ? { ...reading, host: first.host } : reading,
    reading.text,
  );
}

function hostIds(catalogue: Catalogue, text: string): readonly HostId[] {
  return catalogue.hostIds.get(foldId(text)) ?? [];
}

function isOneHost(entries: readonly HostId[]): boolean {
  return new Set(entries.map((entry) => entry.host)).size === 1;
}

function isOneModel(entries: readonly HostId[]): boolean {
  return new Set(entries.map((entry) => entry.model)).size === 1;
}

/** Clouds whose plain names are the same in every region; the client or the deployment decides. */
const REGIONLESS_NAMES: ReadonlySet<string> = new Set(["aws-bedrock", "azure", "google-vertex"]);

/**
 * A name that a host uses in one region only tells the region, unless that is the default anyway. Bedrock names without a
 * profile run in the client's region, so they tell nothing.
 */
function withRegion(catalogue: Catalogue, reading: Reading, entries: readonly HostId[]): Reading {
  const [first, ...others] = entries;
  if (first === undefined || reading.region !== undefined) return reading;
  const isElsewhere = others.some((entry) => entry.region !== first.region);
  const isDefault = catalogue.hosts.get(first.host)?.defaultRegion === first.region;
  const isProfile = first.host === "aws-bedrock" && PROFILE_PREFIX.test(reading.text);
  const tellsNothing = isDefault || REGIONLESS_NAMES.has(first.host);
  return isElsewhere || (tellsNothing && !isProfile) ? reading : { ...reading, region: first.region };
}

function matchOf(
  catalogue: Catalogue,
  id: string | undefined,
  reading: Reading,
  hostModelId: string | undefined,
): ModelMatch | undefined {
  const model = id === undefined ? undefined : catalogue.models.get(id);
  if (model === undefined) return undefined;
  const { host, region, serviceTier } = reading;
  const redirected = catalogue.namesakes.get(foldId(reading.text)) ?? [];
  return {
    model,
    ...(hostModelId === undefined || hostModelId === model.id ? {} : { hostModelId }),
    ...(host === undefined ? {} : { host }),
    ...(region === undefined ? {} : { region }),
    ...(serviceTier === undefined ? {} : { serviceTier }),
    ...(redirected.length > 1 ? { redirected } : {}),
  };
}

function newest(catalogue: Catalogue, ids: readonly string[]): string | undefined {
  const models = ids.flatMap((id) => catalogue.models.get(id) ?? []);
  return models.sort(byRelease).at(-1)?.id;
}

function separateSnapshot(catalogue: Catalogue, text: string): Model | undefined {
  const key = foldId(text);
  if (catalogue.aliases.has(key)) return undefined;
  return catalogue.models.get(catalogue.separateSnapshots.get(key) ?? "");
}

function notFound(catalogue: Catalogue, writtenId: string, readings: readonly Reading[]): string {
  const shortest = readings.reduce(
    (best, reading) => (reading.text.length < best.length ? reading.text : best),
    writtenId,
  );
  const closest = closestIds(catalogue, shortest, 3);
  const hint = closest.length === 0 ? "" : ` Did you mean ${oneOf(closest)}?`;
  return `The catalogue has no model "${writtenId}".${hint} Add it to farebox.catalogue.yaml, or name one of the catalogue's models`;
}

/** "a", "a or b", "a, b or c". */
function oneOf(ids: readonly string[]): string {
  return ids.length < 2 ? ids.join("") : `${ids.slice(0, -1).join(", ")} or ${ids.at(-1)}`;
}

/** Model ids like the text, for messages only. */
export function closestIds(catalogue: Catalogue, text: string, count: number): string[] {
  return closestOf(text, [...catalogue.models.keys()], count);
}
