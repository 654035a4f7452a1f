/** Parses a user's farebox.catalogue.yaml or .json. An entry with a problem is left out and named; everything else counts. */

import type { Range } from "../../base/range";
import type { Host, Model, Region } from "../types";
import { FieldReader } from "./field-reader";
import { COUNTRY_WORDS, CURRENCY_WORDS, isCountry, isCurrency } from "./known-words";
import type { UserHost, UserLayer, UserModel } from "./layer";
import { optional } from "./optional";
import { readOffer, WEEKDAYS } from "./read-offer";
import { readYaml, type TextProblem } from "./yaml-reader";

const PROMISES: readonly Host["residencyPromise"][] = ["stated", "option", "none", "unknown"];
/** The fields the parser knows, for the test that compares them with the JSON Schema. */
export const CATALOGUE_ENUMS = { weekdays: WEEKDAYS, residencyPromise: PROMISES } as const;

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
  const file = new FieldReader(root, "", problems);
  /** Entries of a list without problems of their own; of two with one id the first. */
  const sound = <T>(key: string, read: (reader: FieldReader) => T): T[] => {
    const seen = new Set<string>();
    return (file.maps(key) ?? []).flatMap((reader) => {
      const before = problems.length;
      const entry = read(reader);
      const id = reader.peek("id");
      if (id !== undefined && seen.has(id)) reader.report("id", `states "${id}" again; keep one of the two`);
      if (id !== undefined) seen.add(id);
      return problems.length === before ? [entry] : [];
    });
  };
  file.text("$schema");
  file.number("version", 1, "1, the version of this format");
  const layer: UserLayer = {
    path,
    level,
    models: sound("models", readModel),
    hosts: sound("hosts", readHost),
    regions: sound("regions", readRegion),
    offers: sound("offers", readOffer),
    hide: file.texts("hide") ?? [],
    aliases: readWords(file, "aliases"),
    prefixes: readWords(file, "prefixes"),
    defaults: readWords(file, "defaults"),
    favourites: file.texts("favourites") ?? [],
    places: placesOf(file),
  };
  file.finish();
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

/** A map of words to words. */
function readWords(file: FieldReader, field: string): Map<string, string> {
  const words = new Map<string, string>();
  const map = file.map(field);
  for (const { key } of map?.keys() ?? []) {
    const word = map?.text(key);
    if (word !== undefined && key !== "") words.set(key, word);
    if (key === "") map?.report(key, "has no name; write one before the colon");
  }
  return words;
}

/** Where the file's lists and maps stand, for problems that only the merged catalogue shows. */
function placesOf(file: FieldReader): ReadonlyMap<string, Range> {
  const fields = ["regions", "hide", "aliases", "prefixes", "defaults", "favourites"];
  return new Map(fields.flatMap((field) => file.places(field)));
}

function readModel(reader: FieldReader): UserModel {
  reader.require("id", "give the model an id");
  const base = reader.text("extends");
  const reasoning = readReasoning(reader.map("reasoning"));
  const facts: Partial<Omit<Model, "id">> = {
    ...optional("name", reader.text("name")),
    ...optional("lab", reader.text("lab")),
    ...optional("aliases", reader.texts("aliases")),
    ...optional("released", reader.date("released")),
    ...optional("contextWindow", reader.tokens("contextWindow")),
    ...optional("maxInput", reader.tokens("maxInput")),
    ...optional("maxOutput", reader.tokens("maxOutput")),
    ...optional("inputModalities", reader.texts("inputModalities")),
    ...optional("outputModalities", reader.texts("outputModalities")),
    ...optional("openWeights", reader.flag("openWeights")),
    ...optional("tokenizerFamily", reader.text("tokenizerFamily")),
    ...optional("tools", reader.flag("tools")),
    ...optional("reasoning", reasoning),
  };
  const { contextWindow, maxInput, maxOutput } = facts;
  if (contextWindow != null && (maxInput ?? 0) > contextWindow)
    reader.report("maxInput", "is above contextWindow; the input is part of the window");
  if (contextWindow != null && (maxOutput ?? 0) > contextWindow)
    reader.report("maxOutput", "is above contextWindow; the output is part of the window");
  const model = { id: reader.text("id") ?? "", ...optional("extends", base), facts, range: reader.range };
  reader.finish();
  return model;
}

function readReasoning(reader: FieldReader | undefined): Model["reasoning"] | undefined {
  if (reader === undefined) return undefined;
  reader.require("supported", "write true or false");
  const reasoning = {
    supported: reader.flag("supported") ?? false,
    defaultOn: reader.flag("defaultOn") ?? null,
    resent: reader.flag("resent") ?? null,
  };
  reader.finish();
  return reasoning;
}

function readHost(reader: FieldReader): UserHost {
  reader.require("id", "give the host an id");
  const base = reader.text("extends");
  const facts: Partial<Omit<Host, "id">> = {
    ...optional("name", reader.text("name")),
    ...optional("country", readCountry(reader, "country")),
    ...optional("currency", readCurrency(reader)),
    ...optional("defaultRegion", reader.text("defaultRegion")),
    ...optional("endpoints", reader.maps("endpoints")?.map(readEndpoint)),
    ...optional("residencyPromise", reader.oneOf("residencyPromise", PROMISES)),
    ...optional("residencyNote", reader.text("residencyNote")),
    ...optional("parentCountry", readCountry(reader, "parentCountry")),
  };
  const host = { id: reader.text("id") ?? "", ...optional("extends", base), facts, range: reader.range };
  reader.finish();
  return host;
}

function readEndpoint(reader: FieldReader): Host["endpoints"][number] {
  reader.require("url", "write the base URL, like https://llm.example.com/v1");
  const url = reader.matching("url", /^https?:\/\/[^/\s]+/, "a URL like https://llm.example.com/v1") ?? "";
  const endpoint = { url, ...optional("region", reader.text("region")) };
  reader.finish();
  return endpoint;
}

function readRegion(reader: FieldReader): Region {
  reader.require("id", "give the region an id");
  const id = reader.text("id") ?? "";
  const region = {
    id,
    name: reader.text("name") ?? id,
    ...optional("shortName", reader.text("shortName")),
    country: readCountry(reader, "country") ?? null,
    jurisdiction: reader.text("jurisdiction") ?? null,
    ...optional("note", reader.text("note")),
  };
  reader.finish();
  return region;
}

function readCurrency(reader: FieldReader): string | undefined {
  const code = reader.text("currency");
  if (code !== undefined && !isCurrency(code)) reader.report("currency", `is "${code}"; ${CURRENCY_WORDS}`);
  return code;
}

function readCountry(reader: FieldReader, key: string): string | undefined {
  const code = reader.text(key);
  if (code !== undefined && !isCountry(code)) reader.report(key, `is "${code}"; ${COUNTRY_WORDS}`);
  return code;
}
