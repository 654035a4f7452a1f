/** The catalogue a command looks at: the shipped one with the catalogue files of a folder, or of one file, over it. */
import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { readSettings } from "../../../../shared/settings";
import { convert } from "../../catalogue/price/currency";
import type { Catalogue } from "../../catalogue/types";
import { createFolderPort } from "../../host/folder-port";
import type { FolderPort } from "../../workspace/scanner";
import { loadSettings } from "../settings-file";
import { UsageError } from "../usage";
import { loadCatalogue } from "./load";

/** Sees no catalogue file: what is shipped, alone. */
const NOTHING: FolderPort = {
  list: async function* () {
    // Only the shipped catalogue is wanted.
  },
  readText: async () => undefined,
};

/** Words after `diff` that mean the catalogue without any file of the user. */
export const SHIPPED = "shipped";

/** `path` as typed: a folder, or a catalogue file of any name. Mistakes in a file end the command, odd entries are said. */
export async function openCatalogue(
  path: string,
  cwd: string,
  say: (line: string) => void,
  sources: readonly string[] = [],
): Promise<Catalogue> {
  if (path === SHIPPED) return loadCatalogue(NOTHING, [], say, { sources });
  const full = resolve(cwd, path);
  const found = await stat(full).catch(() => undefined);
  if (found === undefined)
    throw new UsageError(`${path}: there is no such file or folder. Check the path (from ${cwd}).`);
  if (found.isDirectory()) return loadCatalogue(portAt(full), [], say, { sources });
  return loadCatalogue(portAt(dirname(full)), [], say, { names: [basename(full)], sources });
}

/** Reads files of a folder with the default limits. */
export function portAt(folder: string): FolderPort {
  const { settings } = readSettings(undefined);
  return createFolderPort(folder, () => settings);
}

/** Throws where amounts cannot be converted to the currency. */
export function checkCurrency(catalogue: Catalogue, currency: string | null): void {
  if (currency === null || convert(1, "USD", currency, catalogue.exchangeRates).known) return;
  const known = new Set(catalogue.exchangeRates.flatMap(({ from, to }) => [from, to]));
  throw new UsageError(
    `--currency: the catalogue has no exchange rate to "${currency}"; it has ${[...known].sort().join(", ")}.`,
  );
}

/** Price sources that the command's settings file names. */
export async function sourcesOf(
  { settingsFile }: { readonly settingsFile: string | null },
  cwd: string,
): Promise<readonly string[]> {
  return (await loadSettings(settingsFile, cwd)).catalogue.sources;
}
