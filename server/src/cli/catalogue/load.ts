/** The shipped catalogue with the user's catalogue files of the scanned folders over it. */
import { CATALOGUE_FILES } from "../../../../shared/ids";
import { LineMap } from "../../base/line-map";
import type { CatalogueData } from "../../catalogue/load/files";
import { buildCatalogue } from "../../catalogue/load/load";
import { parseUserCatalogue } from "../../catalogue/load/user-catalogue";
import type { UserLayer } from "../../catalogue/load/user-layer";
import type { Catalogue } from "../../catalogue/types";
import { CATALOGUE_ASSET, readAsset } from "../../host/assets";
import type { FolderPort } from "../../workspace/scanner";
import { UsageError } from "../usage";

/**
 * A file that cannot be read as a catalogue ends the command: a report at other prices than the user's own would be wrong. Entries that
 * name something unknown are reported through `warn`; the rest of their file counts, as in the editor. `names` are the files looked for.
 */
export async function loadCatalogue(
  port: FolderPort,
  folders: readonly string[],
  warn: (message: string) => void,
  names: readonly string[] = CATALOGUE_FILES,
): Promise<Catalogue> {
  const data = await shippedData();
  const layers: UserLayer[] = [];
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
  const { catalogue, problems } = buildCatalogue(data, layers);
  for (const { path, range, message } of problems) warn(located(path, maps.get(path), range.start, message));
  return catalogue;
}

/** What Farebox ships, not yet merged with anything. */
export async function shippedData(): Promise<CatalogueData> {
  return JSON.parse(new TextDecoder().decode(await readAsset(CATALOGUE_ASSET))) as CatalogueData;
}

function filesIn(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => (folder === "" ? name : `${folder}/${name}`));
}

function located(path: string, map: LineMap | undefined, offset: number, message: string): string {
  return `${path}:${(map?.position(offset).line ?? 0) + 1}: ${message}`;
}
