/**
 * The files Farebox ships: in `assets/` beside the bundle, or where they come from when the sources run unbuilt (tests,
 * the development CLI). `esbuild.mjs` copies to `assets/` under the same names.
 */
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type CatalogueFiles, mergeFiles } from "../catalogue/load/files";

/** The catalogue as one file; in development it is merged on the fly from its folder. */
export const CATALOGUE_ASSET = "catalogue.json";

/** Whether this module runs from its TypeScript source. */
export const runsFromSource = __filename.endsWith(".ts");

const PROJECT = join(__dirname, "..", "..", "..");
const CATALOGUE_FOLDER = join(PROJECT, "server", "catalogue");
const VOCABULARY_FOLDER = join(PROJECT, "server", "vocabularies");
const WASM_FOLDER = join(PROJECT, "node_modules", "@vscode", "tree-sitter-wasm", "wasm");

const SCHEMA_FILE = "farebox-catalogue.schema.json";

/** Absolute path of a shipped file. Names are plain file names; anything else is a mistake in the caller. */
export function assetPath(name: string): string {
  if (!/^[\w-][\w.-]*$/.test(name)) throw new Error(`"${name}" is no name of a shipped file`);
  if (!runsFromSource) return join(__dirname, "assets", name);
  return join(name.endsWith(".wasm") ? WASM_FOLDER : VOCABULARY_FOLDER, name);
}

/** Bytes of a shipped file. Throws where it is missing: that is a broken install. */
export async function readAsset(name: string): Promise<Uint8Array> {
  const isMerged = runsFromSource && name === CATALOGUE_ASSET;
  return isMerged ? mergedCatalogue(CATALOGUE_FOLDER) : readFile(assetPath(name));
}

/** Text of the JSON Schema of a user's catalogue file. */
export async function readSchema(): Promise<string> {
  return readFile(join(runsFromSource ? CATALOGUE_FOLDER : __dirname, SCHEMA_FILE), "utf8");
}

/** What `catalogue.json` holds, from a catalogue folder; the build calls this too. UTF-8 JSON. */
export async function mergedCatalogue(folder: string): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, unknown> = {};
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path).split(sep).join("/")] = JSON.parse(await readFile(path, "utf8"));
  }
  return new TextEncoder().encode(JSON.stringify(mergeFiles(files satisfies CatalogueFiles)));
}
