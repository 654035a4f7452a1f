/** Reads offers of a user's file: prices, length bands, tariff windows and dated terms. */

import { readSelfHosted } from "../self-hosted/read-entry";
import type { LengthTier, Prices, TariffWindow, Weekday } from "../types";
import { type FieldReader, MAX_TOKENS } from "./field-reader";
import { CURRENCY_WORDS, isCurrency } from "./known-words";
import type { UserOffer, UserTerms } from "./layer";
import { optional } from "./optional";
import { endMs, startMs } from "./user-periods";

export const WEEKDAYS: readonly Weekday[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
/** Larger factors are slips of percent and share. */
const MAX_MULTIPLIER = 100;

export function readOffer(reader: FieldReader): UserOffer {
  requireWhole(reader);
  const isWhole = !reader.has("extends");
  const block = reader.map("selfHosted");
  const currency = reader.text("currency");
  if (currency !== undefined && !isCurrency(currency))
    reader.report("currency", `is "${currency}"; ${CURRENCY_WORDS}`);
  const periods = reader.maps("periods")?.map((period) => readPeriod(period, isWhole));
  const offer: UserOffer = {
    ...optional("extends", reader.text("extends")),
    ...optional("model", reader.text("model")),
    ...optional("host", reader.text("host")),
    ...optional("region", reader.text("region")),
    ...optional("serviceTier", reader.text("serviceTier")),
    ...optional("currency", currency),
    ...optional("hostModelId", reader.text("hostModelId")),
    ...readTerms(reader, isWhole),
    ...optional("periods", periods),
    ...optional("selfHosted", block === undefined ? undefined : readSelfHosted(block)),
    range: reader.range,
  };
  if (offer.selfHosted !== undefined && (offer.prices !== undefined || offer.multiplier !== undefined)) {
    reader.report("selfHosted", "computes the price; remove prices and multiplier");
  }
  checkPeriods(reader, offer, isWhole);
  reader.finish();
  return offer;
}

function requireWhole(reader: FieldReader): void {
  if (reader.has("extends")) return;
  reader.require("model", "name a model, or extend an offer (extends: model@host/region)");
  reader.require("host", "name a host, or extend an offer (extends: model@host/region)");
  if (reader.has("selfHosted") || reader.has("periods")) return;
  reader.require("prices", "state input and output per 1,000,000 tokens");
}

function readPeriod(reader: FieldReader, isWhole: boolean): UserTerms {
  if (isWhole) reader.require("prices", "state input and output per 1,000,000 tokens");
  const terms = { ...readTerms(reader, isWhole), range: reader.range };
  reader.finish();
  return terms;
}

/** What an offer and each of its periods may state alike. */
function readTerms(reader: FieldReader, isWhole: boolean): Omit<UserTerms, "range"> {
  const terms = {
    ...optional("multiplier", reader.number("multiplier", MAX_MULTIPLIER, "a factor like 0.8")),
    ...optional("prices", readPrices(reader.map("prices"), isWhole)),
    ...optional("lengthTiers", readBands(reader)),
    ...optional("windows", reader.maps("windows")?.map(readWindow)),
    ...optional("from", reader.date("from")),
    ...optional("until", reader.date("until")),
    ...optional("source", reader.text("source")),
    ...optional("checked", reader.date("checked")),
  };
  if (terms.multiplier !== undefined && isWhole) {
    reader.report("multiplier", "needs an offer to scale; add extends: model@host/region");
  }
  if (endMs(terms) <= startMs(terms)) reader.report("until", "must be later than from");
  return terms;
}

/** Periods of one offer follow each other. An extended offer's own price holds between them, a new one has none to fall back to. */
function checkPeriods(reader: FieldReader, offer: UserOffer, isWhole: boolean): void {
  if (offer.periods === undefined) return;
  const stated = (["prices", "multiplier", "lengthTiers", "windows", "from", "until"] as const).find(
    (key) => offer[key] !== undefined,
  );
  if (stated !== undefined) reader.report(stated, "stands beside periods; move it into one of them");
  const sorted = [...offer.periods].sort((a, b) => startMs(a) - startMs(b));
  for (const [i, period] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next === undefined) return;
    const end = endMs(period);
    const from = next.from ?? "the beginning";
    if (end > startMs(next)) {
      reader.report(
        "periods",
        `overlap: one still holds when the next begins on ${from}; close it with until`,
      );
    } else if (isWhole && end < startMs(next)) {
      reader.report("periods", `leave a gap: no price from ${period.until ?? ""} to ${from}`);
    }
  }
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
    if (!/^\d+(m|h|d)$|^[a-z_]+$/.test(key)) writes.report(key, "is no lifetime; write one like 5m or 1h");
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

function readBands(reader: FieldReader): LengthTier[] | undefined {
  const bands = reader.maps("lengthTiers")?.map(readBand);
  const starts = new Set(bands?.map((band) => band.aboveInputTokens));
  if (bands !== undefined && starts.size < bands.length)
    reader.report("lengthTiers", "state one length twice; keep one of them");
  return bands;
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
    ...optional("lengthTiers", readBands(reader)),
    ...optional("multiplier", reader.number("multiplier", MAX_MULTIPLIER, "a factor like 0.5")),
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
