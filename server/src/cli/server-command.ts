/** `farebox server --stdio`: loads the language server's own entry, which is a bundle (or a source tree) of its own. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runsFromSource } from "../host/assets";

/** Beside this bundle, or the server's source. */
export const SERVER_ENTRY = runsFromSource
  ? join(__dirname, "..", "lsp", "main.ts")
  : join(__dirname, "server.cjs");

/** The entry serves from the moment it is loaded. Throws where it is missing: that is a broken install. */
export async function runServer(): Promise<void> {
  if (!existsSync(SERVER_ENTRY)) throw new Error(`${SERVER_ENTRY} is missing; install Farebox again`);
  await import(pathToFileURL(SERVER_ENTRY).href);
}
