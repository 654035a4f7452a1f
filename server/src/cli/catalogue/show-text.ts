/** An offer or a model as a page of text. */
import type { CatalogueRow, PeriodView } from "../../../../shared/catalogue-view";
import type { CachingRule, Host, Model, When } from "../../catalogue/types";
import { type Column, inColumns, printable } from "../../reports/columns";
import type { OfferDetails } from "../../views/catalogue/details";
import { dateText, priceText, windowText } from "../../views/catalogue/price-text";
import { pricesText } from "../../views/catalogue/prices-text";
import type { WithoutPrice } from "../../views/catalogue/rows";
import { selfHostedLines } from "./self-hosted-text";

interface PageOptions {
  readonly when: When;
}

const LEFT: Column = { align: "left" };
const RIGHT: Column = { align: "right" };
const HISTORY_HEAD = ["from", "until", "input", "output", "cache read", "checked", "source"];
const HISTORY_COLUMNS = [LEFT, LEFT, RIGHT, RIGHT, RIGHT, LEFT, LEFT];
const OFFER_HEAD = ["offer", "input", "output", "cache read", "since", "checked"];
const OFFER_COLUMNS = [LEFT, RIGHT, RIGHT, RIGHT, LEFT, LEFT];

/** The whole page, ending in a line break. */
export function offerPage(details: OfferDetails, { when }: PageOptions): string {
  const { offer, price, history, model, host, region } = details;
  const place = region === null ? "" : ` (${region.country ?? region.jurisdiction ?? "no place stated"})`;
  const lines = [
    offer.id,
    "",
    ...(model === null ? [] : [field("Model", modelText(model))]),
    ...(host === null ? [] : [field("Host", hostText(host))]),
    field("Region", `${region?.name ?? "unknown"}${place}`),
    field("Model id", offer.hostModelId),
    ...cachingLines(details.caching),
    ...(details.cacheStoragePerMtokHour === null
      ? []
      : [
          field(
            "Storage",
            `${priceText(details.cacheStoragePerMtokHour, offer.currency)} per 1M cached tokens and hour`,
          ),
        ]),
    "",
    ...priceLines(price, when),
    ...(details.selfHosted === null ? [] : ["", ...selfHostedLines(details.selfHosted)]),
    "",
    "History, as quoted",
    ...historyLines(history, offer.currency),
  ];
  return `${lines.map(printableLine).join("\n")}\n`;
}

/** A model's facts and its offers at the date. */
export function modelPage(
  model: Model,
  rows: readonly (CatalogueRow | WithoutPrice)[],
  { when }: PageOptions,
): string {
  const priced = rows.filter((row): row is CatalogueRow => !("reason" in row));
  const others = rows.filter((row): row is WithoutPrice => "reason" in row);
  const cells = priced.map((row) => [
    row.id,
    priceText(row.input, row.currency),
    priceText(row.output, row.currency),
    priceText(row.cacheRead, row.currency),
    dateText(row.effectiveFrom, ""),
    row.checked,
  ]);
  const lines = [
    model.id,
    "",
    field("Model", modelText(model)),
    ...(model.aliases.length === 0 ? [] : [field("Aliases", model.aliases.join(", "))]),
    field("Released", model.released ?? "unknown"),
    field("Tokenizer", model.tokenizerFamily ?? "unknown"),
    "",
    `Offers on ${when.instant ?? when.day}, per 1,000,000 tokens`,
    ...inColumns([OFFER_HEAD, ...cells], OFFER_COLUMNS).map((line) => `  ${line}`),
    ...others.map(({ reason }) => `  ${reason}`),
  ];
  return `${lines.map(printableLine).join("\n")}\n`;
}

function modelText(model: Model): string {
  const facts = [
    `${model.name}, by ${model.lab}`,
    `window ${windowText(model.contextWindow)}`,
    `output at most ${windowText(model.maxOutput)}`,
    ...(model.openWeights ? ["open weights"] : []),
  ];
  return facts.join("; ");
}

const PROMISE: Readonly<Record<Host["residencyPromise"], string>> = {
  stated: "states where inference runs",
  option: "lets you choose where inference runs",
  none: "promises no place of inference",
  unknown: "nothing is known of where inference runs",
};

function hostText(host: Host): string {
  const owner = host.parentCountry === null ? "" : `, parent company in ${host.parentCountry}`;
  const note = host.residencyNote === null ? "" : ` ${host.residencyNote}`;
  return `${host.name} (${host.country ?? "country unknown"}${owner}); ${PROMISE[host.residencyPromise]}.${note}`;
}

function cachingLines(rule: CachingRule | null): readonly string[] {
  if (rule === null) return [field("Caching", "unknown")];
  if (rule.mode === "none") return [field("Caching", "none")];
  const lifetimes = rule.lifetimes.map(({ id, seconds }) =>
    seconds === null ? `${id} (not published)` : id,
  );
  const parts = [
    rule.mode,
    ...(rule.minTokens === null ? [] : [`from ${rule.minTokens} tokens`]),
    `kept ${lifetimes.join(", ")}`,
    rule.billsWrites ? "writes are billed" : "writes cost the input price",
    `checked ${rule.checked}, ${rule.source}`,
  ];
  return [field("Caching", parts.join("; "))];
}

function priceLines(price: CatalogueRow | WithoutPrice, when: When): readonly string[] {
  const at = when.instant ?? when.day;
  if ("reason" in price) return [`Price on ${at}`, `  unknown: ${price.reason}`];
  const age = price.ageDays === null ? "" : ` (${price.ageDays} days ago)`;
  const until = price.effectiveTo === null ? "" : `, until ${dateText(price.effectiveTo, "")}`;
  return [
    `Price on ${at}, per 1,000,000 ${price.unit}s (since ${dateText(price.effectiveFrom, "its beginning")}${until})`,
    `  ${pricesText(price, price.currency)}`,
    ...price.longPrompts.map(
      (band) =>
        `  above ${band.aboveInputTokens.toLocaleString("en-US")} input tokens: ${pricesText(band, price.currency)}`,
    ),
    ...price.hours.map(
      (hours) =>
        `  ${hours.label} (${Math.round(hours.share * 100)}% of the week): ${pricesText(hours, price.currency)}`,
    ),
    ...(price.doubt === null
      ? []
      : [
          `  at best:  ${pricesText(price.doubt.low, price.currency)}`,
          `  at worst: ${pricesText(price.doubt.high, price.currency)}`,
        ]),
    ...(price.billedAs === null ? [] : [`  The host bills this id as ${price.billedAs}.`]),
    ...(price.derived === null ? [] : [`  Derived: ${price.derived}`]),
    ...(price.note === null ? [] : [`  Note: ${price.note}`]),
    ...(price.verified ? [] : ["  Nobody could confirm this figure."]),
    ...(price.quoted === null
      ? []
      : [`  Converted from ${price.quoted.currency} at the rate of ${price.quoted.rateDate}.`]),
    `  Source: ${price.source}, ${price.checked === "" ? "no day of checking stated" : `checked ${price.checked}${age}`}; layer ${price.layer}${price.origin === price.layer ? "" : ` (${price.origin})`}`,
  ];
}

function historyLines(history: readonly PeriodView[], currency: string): readonly string[] {
  const table = inColumns(
    [
      HISTORY_HEAD,
      ...history.map((period) => [
        dateText(period.from, "…"),
        dateText(period.until, "…") + (period.isCurrent ? " *" : ""),
        priceText(period.input, currency),
        priceText(period.output, currency),
        priceText(period.cacheRead, currency),
        period.checked,
        period.source + (period.billedAs === null ? "" : `; billed as ${period.billedAs}`),
      ]),
    ],
    HISTORY_COLUMNS,
  );
  const [head = "", ...lines] = table;
  return [
    `  ${head}`,
    ...lines.flatMap((line, index) => [
      `  ${line}`,
      ...(history[index]?.tariffs ?? []).map(
        (tariff) => `      ${tariff.label}: ${pricesText(tariff, currency)}`,
      ),
    ]),
  ];
}

function field(name: string, value: string): string {
  return `${name.padEnd(10)}${value}`;
}

function printableLine(line: string): string {
  return printable(line);
}
