/** Where the command line keeps what can be fetched again: the platform's own place for caches. */
import { homedir } from "node:os";
import { join } from "node:path";

/** Absolute path; it may not exist yet. `env` and `platform` as the process has them. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const stated = env["XDG_CACHE_HOME"];
  // The specification asks to ignore relative paths.
  if (stated?.startsWith("/") === true) return join(stated, "farebox");
  if (platform === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "farebox", "Cache");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "farebox");
  return join(homedir(), ".cache", "farebox");
}

/** The part of a storage folder that holds answers of price sources. */
export function pricesFolder(storage: string): string {
  return join(storage, "price-sources");
}
