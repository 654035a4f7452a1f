/** The shipped catalogue with the user's catalogue files of the scanned folders over it. */
import { CATALOGUE_FILES } from "../../../../shared/ids";
import { LineMap } from "../../base/line-map";
import type { CatalogueData } from "../../catalogue/load/files";
import { buildCatalogue } from "../../catalogue/load/load";
import {
  ENTRIES_SETTING,
  parseSettingsCatalogue,
  parseUserCatalogue,
} from "../../catalogue/load/user-catalogue";
import type { UserLayer } from "../../catalogue/load/user-layer";
import type { Catalogue } from "../../catalogue/types";
import { CATALOGUE_ASSET, readAsset } from "../../host/assets";
import { cacheFolder, pricesFolder } from "../../host/cache-folder";
import { NO_REFRESH, PriceSources } from "../../host/price-sources/price-sources";
import { sourceText } from "../../views/catalogue/refresh-summary";
import type { FolderPort } from "../../workspace/scanner";
import { UsageError } from "../usage";

/**
 * A file with a mistake in it ends the command: a report at other prices than the user's own would be wrong. Entries that
 * name something unknown are reported through `warn`; the rest of their file counts, as in the editor.
 */
export async function loadCatalogue(
  port: FolderPort,
  folders: readonly string[],
  warn: (message: string) => void,
  { names = CATALOGUE_FILES, sources = [], entries = {} }: LoadOptions = {},
): Promise<Catalogue> {
  const data = await shippedData();
  const { prices, status } = await keptPrices(data, sources);
  for (const source of status) if (source.problem !== null) warn(`Prices of ${sourceText(source)}`);
  const own = parseSettingsCatalogue(entries);
  if (own.problems.length > 0)
    throw new UsageError(own.problems.map(({ message }) => `${ENTRIES_SETTING}: ${message}`).join("\n"));
  const layers: UserLayer[] = own.layer === undefined ? [] : [own.layer];
  const maps = new Map<string, LineMap>();
  for (const path of new Set(["", ...folders].flatMap((folder) => filesIn(folder, names)))) {
    const text = await port.readText(path);
    if (text === undefined) continue;
    const map = new LineMap(text);
    maps.set(path, map);
    const { layer, problems } = parseUserCatalogue(text, path);
    if (layer !== undefined && problems.length === 0) layers.push(layer);
    else throw new UsageError(problems.map((p) => located(path, map, p.range.start, p.message)).join("\n"));
  }
  const { catalogue, problems } = buildCatalogue(data, [...prices.teamLayers, ...layers], prices.collections);
  for (const { path, range, message } of problems) warn(located(path, maps.get(path), range.start, message));
  return catalogue;
}

export interface LoadOptions {
  /** Files looked for in each folder. */
  readonly names?: readonly string[];
  /** `farebox.catalogue.sources`: what "farebox catalogue update" has kept of them counts; nobody is asked. */
  readonly sources?: readonly string[];
  /** `farebox.catalogue.entries`: under every file. */
  readonly entries?: unknown;
}

async function keptPrices(data: CatalogueData, sources: readonly string[]) {
  if (sources.length === 0) return { prices: NO_REFRESH, status: [] };
  return priceSources(data, Date.now).kept(sources);
}

/** The sources over the command line's own cache. */
export function priceSources(data: CatalogueData, now: () => number): PriceSources {
  return new PriceSources({ data, folder: pricesFolder(cacheFolder()), now });
}

/** What Farebox ships, not yet merged with anything. */
export async function shippedData(): Promise<CatalogueData> {
  return JSON.parse(new TextDecoder().decode(await readAsset(CATALOGUE_ASSET))) as CatalogueData;
}

function filesIn(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => (folder === "" ? name : `${folder}/${name}`));
}

function located(path: string, map: LineMap | undefined, offset: number, message: string): string {
  const { line, column } = map?.position(offset) ?? { line: 0, column: 0 };
  return `${path}:${line + 1}:${column + 1}: ${message}`;
}
