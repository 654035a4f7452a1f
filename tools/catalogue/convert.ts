/**
 * Writes the shipped catalogue from a folder of collected facts (prices.json, jurisdiction.json, self-hosting.json):
 *
 *   npx tsx tools/catalogue/convert.ts <facts-folder>
 *
 * Figures are carried over by this program, never typed. What no list has in one shape (caching rules, reasoning defaults,
 * redirects, residency notes) stands in tables beside it, with sources.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CACHING_RULES } from "./caching-rules";
import type { JurisdictionFacts, PriceFacts, SelfHostingFacts } from "./facts";
import { hostOf } from "./hosts";
import { labFile } from "./models";
import { type OfferContext, offersOf } from "./offers";
import { calendarOf, countrySets, exchangeRates, policies, regionOf } from "./places";
import { readableJson } from "./write-json";

const CATALOGUE = join(dirname(fileURLToPath(import.meta.url)), "../../server/catalogue");

function readFacts<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
}

function write(path: string, schema: string, content: object): void {
  const target = join(CATALOGUE, path);
  mkdirSync(dirname(target), { recursive: true });
  const up = path.includes("/") ? "../" : "./";
  writeFileSync(target, readableJson({ $schema: `${up}schemas/${schema}.schema.json`, ...content }));
}

function main(folder: string): void {
  const prices = readFacts<PriceFacts>(folder, "prices.json");
  const jurisdiction = readFacts<JurisdictionFacts>(folder, "jurisdiction.json");
  const selfHosting = readFacts<SelfHostingFacts>(folder, "self-hosting.json");
  const released = new Map(
    prices.labs.flatMap((lab) => lab.models.map((model) => [model.id, model.released] as const)),
  );
  const leftOut: string[] = [];
  const context: OfferContext = { sources: prices.sources, released, leftOut: (text) => leftOut.push(text) };

  for (const lab of prices.labs) write(`labs/${lab.id}.json`, "lab", labFile(lab));
  let rows = 0;
  for (const host of prices.hosts) {
    const offers = offersOf(host, context);
    rows += host.offers?.length ?? 0;
    write(`hosts/${host.id}.json`, "host", { ...hostOf(host, jurisdiction), offers });
  }
  write("regions.json", "regions", { regions: prices.regions.map(regionOf) });
  write("currencies.json", "currencies", { rates: exchangeRates(selfHosting) });
  write("calendars.json", "calendars", { calendars: prices.calendars.map(calendarOf) });
  write("caching.json", "caching", { rules: CACHING_RULES });
  write("policies.json", "policies", { policies: policies(jurisdiction) });
  write("country-sets.json", "country-sets", { sets: countrySets(jurisdiction) });
  write("index.json", "index", {
    version: prices.compiledOn,
    labs: prices.labs.map((lab) => `labs/${lab.id}.json`),
    hosts: prices.hosts.map((host) => `hosts/${host.id}.json`),
    // Written by broad/generate.ts, after this: it needs the curated data.
    broad: ["broad/genai-prices.json"],
  });
  for (const text of leftOut) console.warn(`left out: ${text}`);
  console.log(`${rows} price rows of ${prices.hosts.length} hosts written to ${CATALOGUE}`);
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error("Usage: npx tsx tools/catalogue/convert.ts <facts-folder>");
  process.exit(2);
}
main(folder);
