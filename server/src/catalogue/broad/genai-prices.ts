/**
 * pydantic/genai-prices -> the broad layer. Pure: the generator in tools/ and a refresh from the network map the same way.
 *
 * A row becomes an offer of a curated model where its id names that model exactly; else the layer makes a model of its own, named by
 * the last part of the id. Rows that name no single version (`…-latest` at a router, family names), that write no text, or that have no
 * price for both directions are left out and counted.
 */
import { matchModel } from "../match/match";
import { foldId } from "../match/model-id";
import type { Catalogue } from "../types";
import type { BroadFile, BroadGroup, BroadModel, BroadRow } from "./broad-data";
import { type GenaiModel, type GenaiProvider, readProviders } from "./genai-input";
import {
  equalNames,
  isMovingName,
  isSameVersion,
  labOfName,
  lastPart,
  OWN_NAMES,
  tokenizerOf,
} from "./genai-names";
import { PROVIDERS, PROVIDERS_LEFT_OUT, type ProviderPlace } from "./genai-providers";
import { rowsOf } from "./genai-rows";

export interface GenaiEdition {
  readonly version: string;
  /** Day of the data. */
  readonly checked: string;
}

export interface MappedGenai {
  readonly file: BroadFile;
  /** What was left out, by reason. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Not answering in text, or not by request and response. */
const NO_CHAT =
  /image|audio|-tts|transcribe|realtime|embed|rerank|whisper|speech|voice|video|sonic|moderation|guard|-ocr|-live|voxtral|bge-|melotts|flux|computer-use|indictrans|omni-flash/i;
/** Sold before chat models; their names are words. */
const WORDS_ONLY: ReadonlySet<string> = new Set(["ada", "babbage", "curie", "davinci", "computer-use"]);

const FURTHER_NAME = "a further name of a model at one host";

interface Building {
  readonly curated: Catalogue;
  readonly models: Map<string, BroadModel>;
  readonly labs: Set<string>;
  readonly groups: Map<string, BroadRow[]>;
  readonly leftOut: Map<string, number>;
}

/** Throws nothing: what is not understood is left out and counted. `curated` is the catalogue without any broad layer. */
export function mapGenaiPrices(input: unknown, curated: Catalogue, edition: GenaiEdition): MappedGenai {
  const building: Building = {
    curated,
    models: new Map(),
    labs: new Set(),
    groups: new Map(),
    leftOut: new Map(),
  };
  const providers = readProviders(input);
  // Makers first: their names for models are the ones that others' rows join.
  const ordered = [...providers].sort((a, b) => Number(isMaker(b.id)) - Number(isMaker(a.id)));
  for (const provider of ordered) addProvider(building, provider);
  const used = new Set([...building.groups.keys()].map((key) => key.split(" ")[0]));
  const hosts = Object.values(PROVIDERS).flatMap(({ host, name, url }) =>
    name === undefined || !used.has(host) ? [] : [{ id: host, name, endpoints: url ? [{ url }] : [] }],
  );
  const file: BroadFile = {
    source: `genai-prices ${edition.version}`,
    url: "https://github.com/pydantic/genai-prices",
    licence: "MIT",
    ...edition,
    labs: [...building.labs].sort().map((id) => ({ id, name: id, country: null, ownHosts: ownHostsOf(id) })),
    hosts,
    models: [...building.models.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    groups: [...building.groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(groupOf),
  };
  return { file, leftOut: building.leftOut };
}

function isMaker(id: string): boolean {
  return PROVIDERS[id]?.lab !== undefined;
}

function ownHostsOf(lab: string): string[] {
  return Object.values(PROVIDERS).flatMap((place) => (place.lab === lab ? [place.host] : []));
}

function groupOf([key, rows]: [string, BroadRow[]]): BroadGroup {
  const [host = "", region = ""] = key.split(" ");
  return { host, region, rows };
}

function addProvider(building: Building, provider: GenaiProvider): void {
  const place = PROVIDERS[provider.id];
  if (place === undefined) {
    const why = PROVIDERS_LEFT_OUT[provider.id] ?? "a provider without a place in the catalogue";
    count(building, why, provider.models.length);
    return;
  }
  // Exact names before dated ones: a snapshot at the same price adds nothing.
  const sorted = [...provider.models, ...(isMaker(provider.id) ? furtherVersions(provider) : [])].sort(
    (a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1),
  );
  for (const model of sorted) addModel(building, provider, place, model);
}

/** A snapshot's day or month: such a name stands for one version for good. */
const SNAPSHOT = /(^|[-_])(20\d{2}-\d{2}-\d{2}|\d{2}-20\d{2}|20\d{6}|\d{4})(-|$)/;

/** A maker's row may state one price for several versions, name by name: each snapshot is a model of its own at that price. */
function furtherVersions({ models }: GenaiProvider): readonly GenaiModel[] {
  const stated = new Set(models.map(({ id }) => id));
  return models.flatMap((model) =>
    equalNames(model.match)
      .filter((name) => SNAPSHOT.test(name) || OWN_NAMES[name] !== undefined)
      .filter((name) => !stated.has(name) && !isSameVersion(name, model.id))
      .map((id): GenaiModel => {
        const { name: _name, ...terms } = model;
        return { ...terms, id, match: { equals: id } };
      }),
  );
}

/** Adds the model's rows, or counts why not. */
function addModel(
  building: Building,
  provider: GenaiProvider,
  place: ProviderPlace,
  model: GenaiModel,
): void {
  const obstacle = obstacleOf(provider, model) ?? addRows(building, provider, place, model);
  if (obstacle !== null) count(building, obstacle, 1);
}

function addRows(
  building: Building,
  provider: GenaiProvider,
  place: ProviderPlace,
  model: GenaiModel,
): string | null {
  const where = placeOf(building, provider, place, model);
  const rows = rowsOf(model);
  if (typeof rows === "string") return rows;
  const target = modelFor(building, place, where, model);
  if (target === undefined) return "a moving name that stands for several models";
  const key = `${where.host} ${where.region}`;
  const group = building.groups.get(key) ?? [];
  if (group.some((row) => row.model === target)) return FURTHER_NAME;
  const hostModelId = where.hostModelId === target ? {} : { hostModelId: where.hostModelId };
  building.groups.set(key, [...group, ...rows.map((row) => ({ model: target, ...hostModelId, ...row }))]);
  return null;
}

function obstacleOf(provider: GenaiProvider, { id }: GenaiModel): string | null {
  if (NO_CHAT.test(id) || WORDS_ONLY.has(id)) return "writes no text, or is no chat model";
  if (id.startsWith("~") || /^ft:|\.ft-/.test(id) || isMovingName(id))
    return "a moving name or a family of fine-tuned models";
  if (provider.id !== "aws" && id.includes(":")) return "a variant of a model (free, beta, extended)";
  const isRouter = PROVIDERS[provider.id]?.lab === undefined;
  if (isRouter && /latest/.test(id)) return "a moving name or a family of fine-tuned models";
  // A router's own ids have an organisation; the others are what it answers with.
  if (provider.id === "openrouter" && !id.includes("/")) return FURTHER_NAME;
  // Open weights that the lab does not serve itself; the row stands for what others charge.
  if (provider.id === "openai" && /^gpt-oss/.test(id)) return "not sold by the host";
  if (provider.id === "fireworks" && /-us$/.test(id)) return FURTHER_NAME;
  if (provider.id === "google" && /^claude-4-/.test(id))
    return "a moving name or a family of fine-tuned models";
  return null;
}

interface Where {
  readonly host: string;
  readonly region: string;
  readonly hostModelId: string;
}

/** Bedrock's `global.` and `regional.` are places; Google sells Claude and Gemma on Vertex AI, Gemini on both. */
function placeOf(
  building: Building,
  provider: GenaiProvider,
  place: ProviderPlace,
  model: GenaiModel,
): Where {
  const home = building.curated.hosts.get(place.host)?.defaultRegion ?? "global";
  if (provider.id === "aws") {
    const [, scope, rest = model.id] = /^(global|regional)\.(.+)$/.exec(model.id) ?? [];
    if (scope === "global") return { host: place.host, region: "global", hostModelId: model.id };
    return { host: place.host, region: home, hostModelId: scope === "regional" ? `us.${rest}` : rest };
  }
  if (provider.id === "google" && !model.id.startsWith("gemini"))
    return { host: "google-vertex", region: "global", hostModelId: model.id };
  const hostModelId = provider.id === "fireworks" ? `accounts/fireworks/models/${model.id}` : model.id;
  return { host: place.host, region: place.region ?? home, hostModelId };
}

/** The id of the curated model, or of this layer's own; undefined where the name has stood for several models. */
function modelFor(
  building: Building,
  place: ProviderPlace,
  where: Where,
  model: GenaiModel,
): string | undefined {
  const match = matchModel(building.curated, where.hostModelId, where.host);
  if (match.known && match.value.redirected !== undefined) return undefined;
  if (match.known) return match.value.model.id;
  const named = lastPart(where.hostModelId);
  const id = OWN_NAMES[named] ?? named;
  // Curated models of open weights are the instruct ones and go without the word.
  const curated = [id, id.replace(/-(instruct|it)$/, "")].find((name) => building.curated.models.has(name));
  if (curated !== undefined) return curated;
  const lab = labOf(place, where);
  const known = [...building.models.values()].find((other) => foldId(other.id) === foldId(id));
  const own =
    known === undefined || known.lab === lab || lab === "other" ? (known?.id ?? id) : `${lab}/${id}`;
  keepModel(building, own, lab, model, id === named ? [] : [named]);
  return own;
}

/** A maker's rows are its own, but for those it resells. */
function labOf(place: ProviderPlace, where: Where): string {
  if (place.lab !== undefined && where.host === place.host) return place.lab;
  return labOfName(where.hostModelId.replace(/^accounts\/fireworks\/models\//, "")) ?? "other";
}

function keepModel(
  building: Building,
  id: string,
  lab: string,
  model: GenaiModel,
  names: readonly string[],
): void {
  const known = building.models.get(id);
  const equal = equalNames(model.match).filter((name) => isSameVersion(name, id));
  const taken = (name: string): boolean =>
    foldId(name) === foldId(id) ||
    matchModel(building.curated, name).known ||
    building.models.has(foldId(name));
  const aliases = [...new Set([...(known?.aliases ?? []), ...names, ...equal])].filter(
    (name) => !taken(name),
  );
  const family = known?.tokenizerFamily ?? tokenizerOf(known?.lab ?? lab, id);
  const window = known?.contextWindow ?? model.contextWindow;
  building.models.set(id, {
    id,
    name: known?.name ?? model.name ?? id,
    lab: known?.lab ?? lab,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(window === undefined ? {} : { contextWindow: window }),
    ...(family === undefined ? {} : { tokenizerFamily: family }),
    ...(/^o[134](-|$)|(^|-)r1(-|$)|thinking|reasoning(?<!non-reasoning)/.test(id) ? { reasons: true } : {}),
  });
  if (!building.curated.labs.has(known?.lab ?? lab)) building.labs.add(known?.lab ?? lab);
}

function count(building: Building, reason: string, by: number): void {
  building.leftOut.set(reason, (building.leftOut.get(reason) ?? 0) + by);
}
