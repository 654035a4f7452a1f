/**
 * How the shipped catalogue agrees with the collected facts and with the collections they were held against, as Markdown tables:
 *
 *   npx tsx tools/catalogue/compare.ts <facts-folder> <day>
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { agreementByHost, disagreements } from "../../server/src/catalogue/broad/disagreements";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { priceAt } from "../../server/src/catalogue/price/effective";
import type { Catalogue, Offer, Prices } from "../../server/src/catalogue/types";
import type { FactHost, FactOffer } from "./facts";
import { readCatalogueFiles } from "./read-files";

const CATALOGUE = join(dirname(fileURLToPath(import.meta.url)), "../../server/catalogue");
const TOLERANCE = 0.01;
/** The collections a fact row was held against, with the day of their data. */
const COLLECTIONS = { litellm: "2026-07-24", modelsdev: "2026-07-02", genai: "2026-09-23" } as const;
type Collection = keyof typeof COLLECTIONS;

interface ComparedOffer extends FactOffer {
  readonly agreement?: Partial<Record<Collection, true | string>>;
}

type Cell = string | number;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/** Every fact row's prices, found again in the catalogue at the row's own time. */
function carriedOver(catalogue: Catalogue, hosts: readonly FactHost[]): string {
  let rows = 0;
  const lost: string[] = [];
  for (const host of hosts) {
    for (const row of host.offers ?? []) {
      rows++;
      if (!isCarried(catalogue, host, row)) lost.push(`${row.model}@${host.id}/${row.region} ${row.tier}`);
    }
  }
  const shown = lost.length === 0 ? "" : `: ${lost.join(", ")}`;
  return `${rows - lost.length} of ${rows} price rows are in the catalogue with the same input, output and cache-read price; ${lost.length} are not${shown}.`;
}

function isCarried(catalogue: Catalogue, host: FactHost, row: FactOffer): boolean {
  const offers = catalogue.offers.filter(
    (offer) =>
      offer.layer === "curated" &&
      offer.model === row.model &&
      offer.host === host.id &&
      offer.region === row.region &&
      offer.currency === row.currency,
  );
  return offers.some((offer) => offer.periods.some((period) => isRow(period.prices, row)));
}

function isRow(prices: Prices, row: FactOffer): boolean {
  return (
    prices.input === (row.input ?? undefined) &&
    prices.output === (row.output ?? undefined) &&
    prices.cacheRead === (row.cacheRead ?? undefined)
  );
}

/** Agreement of the rows with each collection, by host, and the likely reason where they differ. */
function collections(hosts: readonly FactHost[]): string {
  const rows: Cell[][] = [];
  const reasons = new Map<string, number>();
  for (const host of hosts) {
    const cells = (Object.keys(COLLECTIONS) as Collection[]).map((name) => {
      const held = ((host.offers ?? []) as readonly ComparedOffer[]).flatMap((row) => {
        const said = row.agreement?.[name];
        return said === undefined ? [] : [{ row, said }];
      });
      const far = held.filter(({ row, said }) => said !== true && isFar(row, said));
      for (const { row, said } of far) {
        const reason = reasonOf(host, row, String(said), COLLECTIONS[name]);
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
      return held.length === 0 ? "" : `${held.length - far.length} of ${held.length}`;
    });
    if (cells.some((cell) => cell !== "")) rows.push([host.id, ...cells]);
  }
  const why = [...reasons].sort((a, b) => b[1] - a[1]);
  return [
    table(["host", "LiteLLM", "models.dev", "genai-prices"], rows),
    "",
    table(["reason for a difference above 1 %", "rows"], why),
  ].join("\n");
}

/** `said` is "input/output" of the collection. */
function isFar(row: FactOffer, said: string): boolean {
  const [input = Number.NaN, output = Number.NaN] = said.split("/").map(Number);
  return !(isClose(input, row.input ?? Number.NaN) && isClose(output, row.output ?? Number.NaN));
}

function reasonOf(host: FactHost, row: FactOffer, said: string, collected: string): string {
  const [input = Number.NaN, output = Number.NaN] = said.split("/").map(Number);
  const ratio = (row.input ?? Number.NaN) / input;
  const earlier = (host.offers ?? []).find(
    (other) =>
      other !== row &&
      other.model === row.model &&
      isClose(other.input ?? -1, input) &&
      isClose(other.output ?? -1, output),
  );
  if (row.effectiveFrom !== null && row.effectiveFrom > collected)
    return "the price changed after the collection was made";
  if (host.id === "openrouter" || host.id === "cortecs") return "a router: its price follows its upstreams";
  if (row.currency !== "USD")
    return "the list is not in USD; the collection converted it or took its number as USD";
  if (isClose(ratio, 1.1) || isClose(ratio, 1 / 1.1))
    return "the collection states global routing, the row a region at 1.1 times (or the reverse)";
  if (earlier !== undefined) return "the collection has another period or region of the same offer";
  if ((row.sourceDate ?? "") > collected) return "read later than the collection was made";
  return "same time, different figure: the row's source goes first by the order of trust";
}

/** Prices of service levels as shares of standard. */
function serviceLevels(catalogue: Catalogue, day: string): string {
  const groups = new Map<string, number[]>();
  for (const offer of catalogue.offers) {
    if (offer.layer !== "curated" || offer.unit !== "token" || offer.serviceTier === "standard") continue;
    const standard = catalogue.offersById.get(offer.id.replace(`:${offer.serviceTier}`, ""));
    const ratio = standard && ratioOf(catalogue, offer, standard, day);
    if (ratio !== undefined) {
      const key = `${offer.host} | ${offer.serviceTier}`;
      groups.set(key, [...(groups.get(key) ?? []), ratio]);
    }
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, ratios]) => {
      const [host = "", tier = ""] = key.split(" | ");
      const distinct = [...new Set(ratios.map((ratio) => ratio.toFixed(2)))].sort();
      return [host, tier, ratios.length, distinct.join(", ")];
    });
  return table(["host", "service level", "offers", "share of the standard input price"], rows);
}

function ratioOf(catalogue: Catalogue, offer: Offer, standard: Offer, day: string): number | undefined {
  const own = priceAt(offer, { day }, catalogue.calendars);
  const base = priceAt(standard, { day }, catalogue.calendars);
  if (!own.known || !base.known) return undefined;
  const [a, b] = [own.value.variants[0]?.prices.input, base.value.variants[0]?.prices.input];
  return a === undefined || b === undefined || b === 0 ? undefined : a / b;
}

/** Cache-read prices as shares of input, by host. */
function cacheShares(catalogue: Catalogue, day: string): string {
  const hosts = new Map<string, Map<string, number>>();
  for (const offer of catalogue.offers) {
    if (offer.layer !== "curated" || offer.unit !== "token" || offer.serviceTier !== "standard") continue;
    const price = priceAt(offer, { day }, catalogue.calendars);
    const prices = price.known ? price.value.variants[0]?.prices : undefined;
    if (prices?.input === undefined || prices.cacheRead === undefined || prices.input === 0) continue;
    const shares = hosts.get(offer.host) ?? new Map<string, number>();
    const share = (prices.cacheRead / prices.input).toFixed(2);
    shares.set(share, (shares.get(share) ?? 0) + 1);
    hosts.set(offer.host, shares);
  }
  const rows = [...hosts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([host, shares]) => {
      const sorted = [...shares].sort((a, b) => b[1] - a[1]);
      return [
        host,
        sorted
          .slice(0, 6)
          .map(([share, n]) => `${share} (${n})`)
          .join(", "),
      ];
    });
  return table(["host", "cache read as a share of input (offers)"], rows);
}

function broad(catalogue: Catalogue, day: string): string {
  const hosts = [...agreementByHost(catalogue, { day })].sort(([a], [b]) => (a < b ? -1 : 1));
  const found = disagreements(catalogue, { day });
  const reasons = new Map<string, number>();
  for (const { reason } of found) {
    const kind = reason.replace(/\d{4}-\d{2}-\d{2}/g, "…");
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
  }
  return [
    table(
      ["host", "compared", "agree within 1 %"],
      hosts.map(([host, { compared, agree }]) => [host, compared, agree]),
    ),
    "",
    table(
      ["reason", "offers"],
      [...reasons].sort((a, b) => b[1] - a[1]),
    ),
    "",
    table(
      ["offer outside routers", "field", "ours", "genai-prices", "reason"],
      found
        .filter(({ offer }) => offer.host !== "openrouter")
        .flatMap(({ offer, differences, reason }) =>
          differences.map(({ field, curated, broad: other }) => [offer.id, field, curated, other, reason]),
        ),
    ),
  ].join("\n");
}

function main(folder: string, day: string): void {
  const { hosts } = JSON.parse(readFileSync(join(folder, "prices.json"), "utf8")) as { hosts: FactHost[] };
  const { catalogue } = buildCatalogue(mergeFiles(readCatalogueFiles(CATALOGUE)), []);
  const parts: readonly (readonly [string, string])[] = [
    ["Collected prices", carriedOver(catalogue, hosts)],
    ["Collections the rows were held against", collections(hosts)],
    ["The broad layer", broad(catalogue, day)],
    ["Service levels", serviceLevels(catalogue, day)],
    ["Cache reads", cacheShares(catalogue, day)],
  ];
  for (const [title, text] of parts) console.log(`### ${title}\n\n${text}\n`);
}

const [folder, day] = process.argv.slice(2);
if (folder === undefined || day === undefined) {
  console.error("Usage: npx tsx tools/catalogue/compare.ts <facts-folder> <YYYY-MM-DD>");
  process.exit(2);
}
main(folder, day);
