/** Folders on disk and a server over them, both gone after the test. */
import { join } from "node:path";
import { type StartOptions, StdioServer, uriOfPath } from "../support/stdio-server";
import { withFolder } from "../support/temp-folder";
import { CATALOGUE_FILE, catalogue } from "./samples";

export interface Bench {
  readonly server: StdioServer;
  readonly folder: string;
  /** URI of a path in the folder. */
  readonly uri: (path: string) => string;
}

export interface BenchOptions extends Omit<StartOptions, "folders"> {
  /** Files besides the catalogue. A catalogue given here replaces the usual one. */
  readonly files?: Readonly<Record<string, string>>;
  /** Sub-folders that are the workspace folders; the whole folder by default. */
  readonly folders?: readonly string[];
}

/** An editor with settings that cannot be changed: no scan, unless the test says so. */
const QUIET = (): unknown => ({ workspaceScan: false });

/** Starts a server over a fresh folder that holds the invented catalogue, runs the test, ends both. */
export async function withServer(options: BenchOptions, run: (bench: Bench) => Promise<void>): Promise<void> {
  const { files, folders = ["."], settings = QUIET, ...rest } = options;
  await withFolder({ [CATALOGUE_FILE]: catalogue(), ...files }, async (folder) => {
    const answers = options.capabilities === undefined ? { settings } : {};
    const server = await StdioServer.start({
      ...rest,
      ...answers,
      folders: folders.map((path) => join(folder, path)),
    });
    try {
      await run({ server, folder, uri: (path) => uriOfPath(join(folder, path)) });
    } finally {
      await server.stop();
    }
  });
}
