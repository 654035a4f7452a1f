/** `farebox catalogue check`: mistakes in the user's catalogues by line and column, and prices that are out of date. */
import { stat } from "node:fs/promises";
import { basename, dirname, posix, resolve } from "node:path";
import { CATALOGUE_FILES } from "../../../../shared/ids";
import { LineMap } from "../../base/line-map";
import { disagreements, type PriceDifference } from "../../catalogue/broad/disagreements";
import type { CatalogueData } from "../../catalogue/load/files";
import { buildCatalogue } from "../../catalogue/load/load";
import { parseUserCatalogue } from "../../catalogue/load/user-catalogue";
import type { UserLayer } from "../../catalogue/load/user-layer";
import { ageInDays } from "../../catalogue/price/effective";
import type { Catalogue } from "../../catalogue/types";
import { printable } from "../../reports/columns";
import { priceText } from "../../views/catalogue/price-text";
import { catalogueRows } from "../../views/catalogue/rows";
import {
  STALE_CATALOGUE_DAYS,
  STALE_OFFER_DAYS,
  type StaleOffer,
  staleOffers,
} from "../../views/catalogue/staleness";
import { EXIT, UsageError } from "../usage";
import type { CheckCommand } from "./arguments";
import { type CatalogueContext, todayOf } from "./context";
import { counted } from "./list";
import { shippedData } from "./load";
import { portAt } from "./open";

/** A mistake in a file; 1-based line and column in UTF-16 units. */
interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface Findings {
  readonly files: readonly string[];
  readonly mistakes: readonly Mistake[];
  readonly stale: readonly StaleOffer[];
  /** Prices that differ by more than 1 % from a published collection; the curated one counts. */
  readonly disagreements: readonly Differing[];
  /** Days since the newest figure of the catalogue was read. */
  readonly newestDays: number | null;
}

interface Differing {
  readonly id: string;
  readonly currency: string;
  readonly source: string;
  readonly differences: readonly PriceDifference[];
  readonly reason: string;
}

interface CatalogueText {
  /** As shown: relative to where the command runs. */
  readonly file: string;
  readonly text: string;
}

/** Resolves with the exit code: 2 with mistakes, 1 with prices older than `--max-age`. */
export async function runCheck(command: CheckCommand, ctx: CatalogueContext): Promise<number> {
  const { streams } = ctx;
  const texts = (await Promise.all(command.paths.map((path) => textsAt(path, ctx.cwd)))).flat();
  const day = command.when?.day ?? todayOf(ctx.clock);
  const { mistakes, catalogue } = await checkTexts(texts);
  const { rows } = catalogueRows(catalogue, { when: { day }, today: day, currency: null });
  const newest = ageInDays(catalogue.checkedNewest, day);
  const findings: Findings = {
    files: texts.map(({ file }) => file),
    mistakes,
    stale: staleOffers(rows, command.maxAge ?? STALE_OFFER_DAYS),
    disagreements: disagreements(catalogue, { day }).map(({ offer, source, differences, reason }) => ({
      id: offer.id,
      currency: offer.currency,
      source,
      differences,
      reason,
    })),
    newestDays: Number.isNaN(newest) ? null : newest,
  };
  await streams.data(
    command.json
      ? `${JSON.stringify(findings, null, 2)}\n`
      : lines(findings)
          .map((line) => `${line}\n`)
          .join(""),
  );
  if (!command.json) streams.say(summary(findings, command));
  if (mistakes.length > 0) return EXIT.usage;
  return command.maxAge !== null && findings.stale.length > 0 ? EXIT.failed : EXIT.done;
}

/** Every catalogue file at or below a folder, or the one named. */
async function textsAt(path: string, cwd: string): Promise<readonly CatalogueText[]> {
  const full = resolve(cwd, path);
  const found = await stat(full).catch(() => undefined);
  if (found === undefined)
    throw new UsageError(`${path}: there is no such file or folder. Check the path (from ${cwd}).`);
  const folder = found.isDirectory() ? full : dirname(full);
  const port = portAt(folder);
  const names = found.isDirectory() ? await cataloguesBelow(port) : [basename(full)];
  const texts: CatalogueText[] = [];
  for (const name of names) {
    const text = await port.readText(name);
    const file = found.isDirectory() ? posix.join(path.replaceAll("\\", "/"), name) : path;
    if (text === undefined) throw new UsageError(`${file} cannot be read as text.`);
    texts.push({ file, text });
  }
  return texts;
}

async function cataloguesBelow(port: ReturnType<typeof portAt>): Promise<readonly string[]> {
  const names: readonly string[] = CATALOGUE_FILES;
  const found: string[] = [];
  const listed = port.list({
    signal: { cancelled: false },
    accept: (path) => names.includes(posix.basename(path)),
    onSkipped: () => undefined,
    onNotice: () => undefined,
  });
  for await (const { path } of listed) found.push(path);
  return found.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1));
}

/** Each file over the shipped catalogue and the files of the folders above it. The result has them all. */
async function checkTexts(
  texts: readonly CatalogueText[],
): Promise<{ readonly mistakes: readonly Mistake[]; readonly catalogue: Catalogue }> {
  const data = await shippedData();
  const mistakes: Mistake[] = [];
  const layers: UserLayer[] = [];
  for (const { file, text } of texts) {
    const map = new LineMap(text);
    const { layer, problems } = parseUserCatalogue(text, file);
    const below = layers.filter(({ path }) => isAbove(path, file));
    const built = layer === undefined ? [] : problemsOver(data, [...below, layer]);
    for (const { range, message } of [...problems, ...built.filter(({ path }) => path === file)]) {
      const { line, column } = map.position(range.start);
      mistakes.push({ file, line: line + 1, column: column + 1, message });
    }
    if (layer !== undefined) layers.push(layer);
  }
  return { mistakes, catalogue: buildCatalogue(data, layers).catalogue };
}

function problemsOver(data: CatalogueData, layers: readonly UserLayer[]) {
  return buildCatalogue(data, layers).problems;
}

function isAbove(path: string, file: string): boolean {
  const folder = posix.dirname(path);
  return folder === "." || posix.dirname(file) === folder || posix.dirname(file).startsWith(`${folder}/`);
}

function lines({ mistakes, stale, disagreements: differing }: Findings): readonly string[] {
  return [
    ...mistakes.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
    ...stale.map(
      ({ id, checked, ageDays, layer }) => `${id}: price read on ${checked}, ${ageDays} days ago (${layer})`,
    ),
    ...differing.map(
      ({ id, currency, source, differences, reason }) =>
        `${id}: ${differences.map((found) => differenceText(found, currency)).join(", ")} in ${source}; ${reason}`,
    ),
  ].map(printable);
}

function differenceText({ field, curated, broad }: PriceDifference, currency: string): string {
  const name = field === "cacheRead" ? "cache read" : field;
  return `${name} ${priceText(curated, currency)}, but ${priceText(broad, currency)}`;
}

function summary(
  { files, mistakes, stale, disagreements: differing, newestDays }: Findings,
  { maxAge }: CheckCommand,
): string {
  const read = files.length === 0 ? "No catalogue file of your own" : counted(files.length, "catalogue file");
  const limit = maxAge ?? STALE_OFFER_DAYS;
  const words = [
    `${read}; ${counted(mistakes.length, "mistake")}; ${counted(stale.length, "price")} read more than ${limit} days ago; ${counted(differing.length, "price")} that a published collection states otherwise.`,
  ];
  if (newestDays !== null && newestDays > STALE_CATALOGUE_DAYS)
    words.push(
      `The newest price was read ${newestDays} days ago: update Farebox, or add a source of prices.`,
    );
  return words.join("\n");
}
