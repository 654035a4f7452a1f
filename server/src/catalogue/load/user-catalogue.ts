/** Parses a user's farebox.catalogue.yaml or .json. A file with any problem gives no layer: the caller keeps the last good one. */

import { readSelfHosted } from "../self-hosted/read-entry";
import type { Host, LengthTier, Model, Prices, Region, TariffWindow, Weekday } from "../types";
import { FieldReader, MAX_TOKENS } from "./field-reader";
import type { UserHost, UserLayer, UserModel, UserOffer } from "./user-layer";
import { readYaml, type TextProblem } from "./yaml-reader";

const WEEKDAYS: readonly Weekday[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const PROMISES: readonly Host["residencyPromise"][] = ["stated", "option", "none", "unknown"];
const CURRENCY = /^[A-Z]{3}$/;
const COUNTRY = /^[A-Z]{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** The fields the parser knows, for the test that compares them with the JSON Schema. */
export const CATALOGUE_ENUMS = { weekdays: WEEKDAYS, residencyPromise: PROMISES } as const;

/** The layer a user's file describes, or its problems with UTF-16 offsets. `path` becomes the origin of its offers. */
export function parseUserCatalogue(
  text: string,
  path: string,
): { layer: UserLayer | undefined; problems: readonly TextProblem[] } {
  const { root, problems: syntax } = readYaml(text);
  if (root === undefined) return { layer: undefined, problems: syntax };
  if (root.kind !== "map") {
    const message = "The file must hold fields such as models, hosts and offers (name: value)";
    return { layer: undefined, problems: [{ message, range: root.range }] };
  }
  const problems: TextProblem[] = [];
  const file = new FieldReader(root, "", problems);
  file.text("$schema");
  file.number("version", 1, "1, the version of this format");
  const layer: UserLayer = {
    path,
    models: (file.maps("models") ?? []).map(readModel),
    hosts: (file.maps("hosts") ?? []).map(readHost),
    regions: (file.maps("regions") ?? []).map(readRegion),
    offers: (file.maps("offers") ?? []).map(readOffer),
    hide: file.texts("hide") ?? [],
    aliases: readAliases(file),
    favourites: file.texts("favourites") ?? [],
  };
  file.finish();
  return { layer: problems.length > 0 ? undefined : layer, problems };
}

function readAliases(file: FieldReader): Map<string, string> {
  const aliases = new Map<string, string>();
  const map = file.map("aliases");
  for (const { key } of map?.keys() ?? []) {
    const id = map?.text(key);
    if (id !== undefined) aliases.set(key, id);
  }
  return aliases;
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
    ...optional("country", reader.matching("country", COUNTRY, "a two-letter country code like DE")),
    ...optional("currency", reader.matching("currency", CURRENCY, "a currency code like USD")),
    ...optional("defaultRegion", reader.text("defaultRegion")),
    ...optional("endpoints", reader.maps("endpoints")?.map(readEndpoint)),
    ...optional("residencyPromise", reader.oneOf("residencyPromise", PROMISES)),
    ...optional("residencyNote", reader.text("residencyNote")),
    ...optional(
      "parentCountry",
      reader.matching("parentCountry", COUNTRY, "a two-letter country code like DE"),
    ),
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
    country: reader.matching("country", COUNTRY, "a two-letter country code like DE") ?? null,
    jurisdiction: reader.text("jurisdiction") ?? null,
    ...optional("note", reader.text("note")),
  };
  reader.finish();
  return region;
}

function readOffer(reader: FieldReader): UserOffer {
  if (!reader.has("extends")) {
    reader.require("model", "name a model, or extend an offer (extends: model@host/region)");
    reader.require("host", "name a host, or extend an offer (extends: model@host/region)");
    if (!reader.has("selfHosted")) reader.require("prices", "state input and output per 1,000,000 tokens");
  }
  const prices = readPrices(reader.map("prices"), !reader.has("extends"));
  const block = reader.map("selfHosted");
  const offer: UserOffer = {
    ...optional("extends", reader.text("extends")),
    ...optional("model", reader.text("model")),
    ...optional("host", reader.text("host")),
    ...optional("region", reader.text("region")),
    ...optional("serviceTier", reader.text("serviceTier")),
    ...optional("currency", reader.matching("currency", CURRENCY, "a currency code like USD")),
    ...optional("hostModelId", reader.text("hostModelId")),
    ...optional("multiplier", reader.number("multiplier", 100, "a factor like 0.8")),
    ...optional("prices", prices),
    ...optional("lengthTiers", reader.maps("lengthTiers")?.map(readBand)),
    ...optional("windows", reader.maps("windows")?.map(readWindow)),
    ...optional("selfHosted", block === undefined ? undefined : readSelfHosted(block)),
    ...optional("from", reader.date("from")),
    ...optional("until", reader.date("until")),
    ...optional("source", reader.text("source")),
    ...optional("checked", reader.date("checked")),
    range: reader.range,
  };
  if (offer.selfHosted !== undefined && (offer.prices !== undefined || offer.multiplier !== undefined)) {
    reader.report("selfHosted", "computes the price; remove prices and multiplier");
  }
  if (offer.multiplier !== undefined && offer.extends === undefined) {
    reader.report("multiplier", "needs an offer to scale; add extends: model@host/region");
  }
  if (
    offer.from !== undefined &&
    offer.until !== undefined &&
    Date.parse(offer.from) >= Date.parse(offer.until)
  ) {
    reader.report("until", "must be later than from");
  }
  reader.finish();
  return offer;
}

function readPrices(reader: FieldReader | undefined, isWhole: boolean): Prices | undefined {
  if (reader === undefined) return undefined;
  if (isWhole) {
    reader.require("input", "state the price per 1,000,000 tokens");
    reader.require("output", "state the price per 1,000,000 tokens");
  }
  const writes = reader.map("cacheWrite");
  const cacheWrite = writes?.keys().flatMap(({ key }): [string, number][] => {
    const price = writes.price(key);
    return price === undefined ? [] : [[key, price]];
  });
  const prices: Prices = {
    ...optional("input", reader.price("input")),
    ...optional("output", reader.price("output")),
    ...optional("cacheRead", reader.price("cacheRead")),
    ...(cacheWrite === undefined ? {} : { cacheWrite: Object.fromEntries(cacheWrite) }),
  };
  if (prices.cacheRead !== undefined && prices.input !== undefined && prices.cacheRead > prices.input) {
    reader.report("cacheRead", "is above input; a cache read costs at most the input price");
  }
  reader.finish();
  return prices;
}

function readBand(reader: FieldReader): LengthTier {
  reader.require("aboveInputTokens", "state the prompt length above which these prices hold");
  reader.require("prices", "state input and output per 1,000,000 tokens");
  const aboveInputTokens = reader.tokens("aboveInputTokens") ?? MAX_TOKENS;
  const band = { aboveInputTokens, prices: readPrices(reader.map("prices"), true) ?? {} };
  reader.finish();
  return band;
}

function readWindow(reader: FieldReader): TariffWindow {
  for (const key of ["timeZone", "weekdays", "from", "to"])
    reader.require(key, "a window needs its zone, days and hours");
  const weekdays = (reader.texts("weekdays") ?? []).flatMap((written): Weekday[] => {
    const day = WEEKDAYS.find((name) => name === written);
    if (day === undefined) reader.report("weekdays", `has "${written}"; write ${WEEKDAYS.join(", ")}`);
    return day === undefined ? [] : [day];
  });
  const window: TariffWindow = {
    timeZone: readTimeZone(reader),
    weekdays,
    from: reader.matching("from", TIME, "a time like 09:00") ?? "00:00",
    to: reader.matching("to", TIME, "a time like 18:00") ?? "24:00",
    ...optional("exceptCalendar", reader.text("exceptCalendar")),
    ...optional("prices", readPrices(reader.map("prices"), true)),
    ...optional("lengthTiers", reader.maps("lengthTiers")?.map(readBand)),
    ...optional("multiplier", reader.number("multiplier", 100, "a factor like 0.5")),
  };
  if (window.prices === undefined && window.multiplier === undefined) {
    reader.require("multiplier", "a window needs prices or a multiplier");
  }
  reader.finish();
  return window;
}

function readTimeZone(reader: FieldReader): string {
  const zone = reader.text("timeZone");
  if (zone === undefined) return "UTC";
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return zone;
  } catch {
    // RangeError: the only way the platform says that it does not know a zone.
    reader.report("timeZone", `is "${zone}", which is no time zone; write one like Europe/Berlin`);
    return "UTC";
  }
}

/** The field when there is a value: absent and undefined are not the same here. */
function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
