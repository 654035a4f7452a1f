/** Parses a user's farebox.catalogue.yaml or .json. An entry with a problem is left out and named; everything else counts. */
import type * as z from "zod/mini";
import type { Range } from "../../base/range";
import { catalogue, ENTRIES, type HostEntry, type ModelEntry, type RegionEntry } from "../schema/catalogue";
import type { Region } from "../types";
import { check } from "./check";
import type { UserHost, UserLayer, UserModel } from "./layer";
import { type Positioned, type PositionedMap, readYaml, type TextProblem } from "./yaml-reader";

/** What a file says, and what is wrong with it. Plain data: a worker may read it. */
export interface ParsedCatalogue {
  readonly layer: UserLayer | undefined;
  readonly problems: readonly TextProblem[];
}

/**
 * The layer a user's file describes, and its problems with UTF-16 offsets; no layer where the text is no map at all. `path` becomes the
 * origin of its offers, `level` their layer.
 */
export function parseUserCatalogue(
  text: string,
  path: string,
  level: NonNullable<UserLayer["level"]> = "folder",
): ParsedCatalogue {
  const { root, problems: syntax } = readYaml(text);
  if (root === undefined) return { layer: undefined, problems: syntax };
  if (root.kind !== "map") {
    const message = "The file must hold fields such as models, hosts and offers (name: value)";
    return { layer: undefined, problems: [{ message, range: root.range }] };
  }
  const problems: TextProblem[] = [];
  const file = new CatalogueFile(root, problems);
  const layer: UserLayer = {
    path,
    level,
    models: file.entries("models", ENTRIES.models).map(({ entry, range }) => userModel(entry, range)),
    hosts: file.entries("hosts", ENTRIES.hosts).map(({ entry, range }) => userHost(entry, range)),
    regions: file.entries("regions", ENTRIES.regions).map(({ entry }) => userRegion(entry)),
    offers: file.entries("offers", ENTRIES.offers).map(({ entry, range }) => ({ ...entry, range })),
    hide: file.texts("hide"),
    aliases: file.words("aliases"),
    prefixes: file.words("prefixes"),
    defaults: file.words("defaults"),
    favourites: file.texts("favourites"),
    places: placesOf(root),
  };
  file.checkRest();
  return { layer, problems };
}

/** Where settings hold entries of a catalogue: the origin of its offers, and the start of its messages. */
export const ENTRIES_SETTING = "farebox.catalogue.entries";

/** The user's entries in the settings as a layer; none where there are none. */
export function parseSettingsCatalogue(entries: unknown): ParsedCatalogue {
  const isEmpty = typeof entries !== "object" || entries === null || Object.keys(entries).length === 0;
  if (isEmpty) return { layer: undefined, problems: [] };
  return parseUserCatalogue(JSON.stringify(entries), ENTRIES_SETTING, "user");
}

interface Entry<T> {
  readonly entry: T;
  readonly range: Range;
}

/** The file's fields, each checked by itself. */
class CatalogueFile {
  private readonly read = new Set<string>();

  constructor(
    private readonly root: PositionedMap,
    private readonly problems: TextProblem[],
  ) {}

  /** Entries without problems of their own; of two with one id the first. */
  entries<T extends z.ZodMiniType>(key: keyof typeof ENTRIES, schema: T): readonly Entry<z.infer<T>>[] {
    const seen = new Set<string>();
    return this.items(key).flatMap((item, index) => {
      const path = `${key}[${index}]`;
      const entry = check(schema, item, path, this.problems);
      const id = key === "offers" ? undefined : idOf(item);
      const isAgain = id !== undefined && seen.has(id.text);
      if (id) seen.add(id.text);
      if (isAgain)
        this.problems.push({
          message: `${path}.id states "${id.text}" again; keep one of the two`,
          range: id.range,
        });
      return entry === undefined || isAgain ? [] : [{ entry, range: item.range }];
    });
  }

  /** Texts of a list; those that are none are left out. */
  texts(key: "hide" | "favourites"): readonly string[] {
    const item = catalogue.shape[key].def.innerType.def.element;
    return this.items(key).flatMap((each, at) => check(item, each, `${key}[${at}]`, this.problems) ?? []);
  }

  /** A map of words to words; entries that are none are left out. */
  words(key: "aliases" | "prefixes" | "defaults"): Map<string, string> {
    const { valueType } = catalogue.shape[key].def.innerType.def;
    const written = this.take(key);
    const words = new Map<string, string>();
    if (written === undefined) return words;
    if (written.kind !== "map") {
      check(catalogue.shape[key], written, key, this.problems);
      return words;
    }
    for (const { key: name, value } of written.entries) {
      const word = check(valueType, value, `${key}.${name}`, this.problems);
      if (word !== undefined && name !== "") words.set(name, word);
      if (name === "")
        this.problems.push({
          message: `${key}. has no name; write one before the colon`,
          range: value.range,
        });
    }
    return words;
  }

  /** What is no list and no map of entries: the rest of the schema. */
  checkRest(): void {
    const entries = this.root.entries.filter(({ key }) => !this.read.has(key));
    check(catalogue, { ...this.root, entries }, "", this.problems);
  }

  private items(key: keyof typeof catalogue.shape): readonly Positioned[] {
    const written = this.take(key);
    if (written?.kind === "list") return written.items;
    if (written) check(catalogue.shape[key], written, key, this.problems);
    return [];
  }

  private take(key: string): Positioned | undefined {
    this.read.add(key);
    return this.root.entries.find((entry) => entry.key === key)?.value;
  }
}

function idOf(item: Positioned): { readonly text: string; readonly range: Range } | undefined {
  const id = item.kind === "map" ? item.entries.find(({ key }) => key === "id")?.value : undefined;
  if (id?.kind !== "scalar" || id.value === null) return undefined;
  return { text: String(id.value).trim(), range: id.range };
}

function userModel({ id, extends: base, reasoning, ...facts }: ModelEntry, range: Range): UserModel {
  const thinks = reasoning && { defaultOn: null, resent: null, ...reasoning };
  return {
    id,
    ...(base === undefined ? {} : { extends: base }),
    facts: { ...facts, ...(thinks ? { reasoning: thinks } : {}) },
    range,
  };
}

function userHost({ id, extends: base, ...facts }: HostEntry, range: Range): UserHost {
  return { id, ...(base === undefined ? {} : { extends: base }), facts, range };
}

function userRegion({ id, ...facts }: RegionEntry): Region {
  return { name: id, country: null, jurisdiction: null, ...facts, id };
}

/** Fields whose entries only the merged catalogue can judge. */
const JUDGED_LATER = ["regions", "hide", "aliases", "prefixes", "defaults", "favourites"];

/** `key.entry` -> where it stands, for each entry of a map, of a list of texts, or of a list of entries with ids. */
function placesOf(root: PositionedMap): ReadonlyMap<string, Range> {
  const places = new Map<string, Range>();
  for (const { key, value } of root.entries) {
    if (!JUDGED_LATER.includes(key)) continue;
    if (value.kind === "map")
      for (const each of value.entries) places.set(`${key}.${each.key}`, each.value.range);
    if (value.kind !== "list") continue;
    for (const item of value.items) {
      const name = item.kind === "scalar" ? String(item.value) : idOf(item)?.text;
      if (name !== undefined) places.set(`${key}.${name}`, item.range);
    }
  }
  return places;
}
