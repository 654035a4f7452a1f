/** Reads the catalogue folder from disk: for tests, tools and the build. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CatalogueFiles } from "../../server/src/catalogue/load/files";

/** Parsed JSON of every data file (schemas left out) by path relative to the folder. */
export function readCatalogueFiles(folder: string): CatalogueFiles {
  const paths = ["labs", "hosts", "broad", "."].flatMap((name) =>
    filesIn(join(folder, name))
      .filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json"))
      .map((file) => (name === "." ? file : `${name}/${file}`)),
  );
  return Object.fromEntries(
    paths.map((path) => [path, JSON.parse(readFileSync(join(folder, path), "utf8")) as unknown]),
  );
}

/** Names in a folder; none where it is not written yet. */
function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
