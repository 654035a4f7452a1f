/** The language server's entry: `--stdio`, `--node-ipc` or `--socket` as every vscode-languageserver. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { errorDetails } from "../base/error-text";
import type { Logger, LogLevel } from "../base/ports";
import type { CatalogueData } from "../catalogue/load/files";
import { CATALOGUE_ASSET, readAsset } from "../host/assets";
import { systemClock } from "../host/clock";
import { createFolderPort } from "../host/folder-port";
import { WorkerPool } from "../host/workers/worker-pool";
import { languageOfPath } from "../languages";
import type { FolderPort } from "../workspace/scanner";
import { startLifecycle } from "./lifecycle";

const connection = createConnection(ProposedFeatures.all);

const logger: Logger = {
  log(level: LogLevel, message: string): void {
    if (level === "error") connection.console.error(message);
    else if (level === "warning") connection.console.warn(message);
    else if (level === "info") connection.console.info(message);
    else connection.console.debug(message);
  },
};

/** Documents outside every folder: nothing is listed or read for them. */
const NO_FOLDER: FolderPort = {
  list: async function* () {
    // A document without a folder has no neighbours.
  },
  readText: async () => undefined,
};

async function main(): Promise<void> {
  const bytes = await readAsset(CATALOGUE_ASSET);
  const data = JSON.parse(new TextDecoder().decode(bytes)) as CatalogueData;
  const engine = new WorkerPool({ logger });
  startLifecycle(
    {
      connection,
      engine,
      data,
      clock: systemClock,
      logger,
      portOf: (uri, settings) =>
        uri.startsWith("file:") ? createFolderPort(URI.parse(uri).fsPath, settings) : NO_FOLDER,
      languageOf: (path) => languageOfPath(path)?.id,
    },
    () => engine.dispose(),
  );
  connection.listen();
}

// A closed pipe means that the editor is gone: there is nobody left to tell.
process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") process.exit(1);
  logger.log("error", `Unexpected: ${errorDetails(error)}`);
});

main().catch((error: unknown) => {
  process.stderr.write(`Farebox cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
