/** Farebox's own version, as its package.json states it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runsFromSource } from "./assets";

/** package.json lies above dist/ in every package, and at the top of the sources. */
const MANIFEST = join(__dirname, runsFromSource ? "../../.." : "..", "package.json");

/** Throws where package.json is missing: that is a broken install. */
export async function readVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(MANIFEST, "utf8")) as { version: string };
  return version;
}
