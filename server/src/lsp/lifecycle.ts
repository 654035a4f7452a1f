/** initialize to exit: abilities of the client, folders, settings, watched files. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { CATALOGUE_FILES } from "../../../shared/ids";
import { type InitializationOptions, noticeNotification } from "../../../shared/protocol";
import { CALIBRATION_FILE } from "../calibration/calibration";
import { catalogueAgeWarning } from "../views/catalogue-age";
import { uriOf } from "./convert";
import { Documents, isCatalogue } from "./documents";
import type { Folder } from "./folder";
import { refuseOutOfPhase } from "./guard";
import { NOTEBOOK_SYNC } from "./notebooks";
import { Session, type SessionOptions } from "./session";
import { SURFACES } from "./surfaces";
import { followCalibration } from "./surfaces/calibration";
import { startScan } from "./surfaces/requests";

/** Wires a connection; returns when the handlers stand. `onExit` runs at shutdown. */
export function startLifecycle(options: SessionOptions, onExit: () => Promise<void>): Session {
  const { connection } = options;
  const session = new Session(options);
  const documents = new Documents(connection, session);
  let watches = false;
  let dynamicSettings = false;
  let movesFolders = false;

  connection.onInitialize((params): InitializeResult => {
    if (session.phase !== "new")
      throw new ResponseError(ErrorCodes.InvalidRequest, "initialize comes once, and first.");
    session.phase = "running";
    readAbilities(session, params);
    watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    dynamicSettings = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    movesFolders = params.capabilities.workspace?.workspaceFolders === true;
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: "" }] : []);
    for (const folder of folders) session.addFolder(folder.uri);
    return { capabilities: capabilities(), serverInfo: { name: "farebox" } };
  });

  connection.onInitialized(async () => {
    // First of all: what arrives next waits for it.
    session.ready = loadFolders(connection, session, [...session.folders]);
    if (movesFolders) followFolders(connection, session);
    if (watches) await registerWatchers(connection);
    if (dynamicSettings) await connection.client.register(DidChangeConfigurationNotification.type);
    await session.ready;
    await warnOfAge(connection, session);
    session.refresh(true);
  });

  connection.onDidChangeConfiguration(async ({ settings }) => {
    if (!session.abilities.configuration) {
      const section = (settings as { farebox?: unknown } | undefined)?.farebox;
      session.fallbackSettings = section ?? session.fallbackSettings;
    }
    const stale = await Promise.all(session.folders.map((folder) => session.loadSettings(folder)));
    await session.prices.follow(session.folders);
    if (stale.includes(true)) void startScan(session);
    session.refresh(true);
    documents.republish();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    let matters = false;
    for (const { uri, type } of changes) {
      const located = session.locate(uri);
      if (!located || located.folder.uri === "") continue;
      const isOwn = isCatalogue(located.path) || located.path === CALIBRATION_FILE;
      const isAnother = isOwn || (await located.folder.workspace.fileChanged(located.path));
      matters ||= isAnother;
      if (isCatalogue(located.path)) {
        // Editors keep a buffer for a while after its last tab is closed: a deleted file is gone all the same.
        if (type === FileChangeType.Deleted) documents.catalogueGone(located.folder, uri, located.path);
        else await documents.catalogueOnDisk(located.folder, uri, located.path);
      } else if (located.path === CALIBRATION_FILE) {
        await followCalibration(connection, session, located.folder);
      }
    }
    if (matters) session.refresh(true);
  });

  for (const surface of SURFACES) surface.register(connection, session);
  connection.onRequest((method: string) => {
    refuseOutOfPhase(session.phase);
    throw new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`);
  });
  connection.onShutdown(async () => {
    refuseOutOfPhase(session.phase);
    session.phase = "ended";
    session.dispose();
    documents.dispose();
    await onExit();
  });
  return session;
}

/** Settings and user catalogues. A folder that fails must not keep the others waiting. */
async function loadFolders(
  connection: Connection,
  session: Session,
  folders: readonly Folder[],
): Promise<void> {
  for (const folder of folders) {
    try {
      await session.loadSettings(folder);
      await publishCatalogues(connection, session, folder.uri);
      await followCalibration(connection, session, folder);
    } catch (error) {
      session.logger.log("error", `${folder.uri}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await session.prices.follow(session.folders);
}

/** Folders that come and go; the library refuses the handler where the client cannot send the event. */
function followFolders(connection: Connection, session: Session): void {
  connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
    for (const folder of removed) session.removeFolder(folder.uri);
    await loadFolders(
      connection,
      session,
      added.map(({ uri }) => session.addFolder(uri)),
    );
    session.refresh(true);
  });
}

function readAbilities(session: Session, params: InitializeParams): void {
  const { workspace, textDocument } = params.capabilities;
  const given = (params.initializationOptions ?? {}) as InitializationOptions;
  session.abilities = {
    configuration: workspace?.configuration === true,
    inlayRefresh: workspace?.inlayHint?.refreshSupport === true,
    lensRefresh: workspace?.codeLens?.refreshSupport === true,
    lateTooltips: textDocument?.inlayHint?.resolveSupport?.properties.includes("tooltip") === true,
    commandLinks: given.commandLinks === true,
  };
  session.fallbackSettings = given.settings;
  session.prices.keepIn(given.storagePath ?? null);
}

function capabilities(): ServerCapabilities {
  const all: ServerCapabilities = {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    notebookDocumentSync: NOTEBOOK_SYNC,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  for (const surface of SURFACES) Object.assign(all, surface.capabilities);
  return all;
}

/** One warning per catalogue that wants an update, however many folders use it. */
async function warnOfAge(connection: Connection, { folders }: Session): Promise<void> {
  const warnings = folders.flatMap((folder) => catalogueAgeWarning(folder.catalogue, folder.today()) ?? []);
  for (const text of new Set(warnings))
    await connection.sendNotification(noticeNotification, { level: "warning", text });
}

async function registerWatchers(connection: Connection): Promise<void> {
  const patterns = [
    "**/*.{py,ipynb,ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro,html,htm,go}",
    // What code reads: prompts, templates, configuration.
    "**/*.{md,txt,prompt,j2,jinja,jinja2,sh,yaml,yml,json,toml,ini,cfg,conf,lock}",
    "**/Pipfile",
    "**/{.env*,env.*,*.env}",
    `**/{${CATALOGUE_FILES.join(",")}}`,
    `**/${CALIBRATION_FILE}`,
  ];
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: patterns.map((globPattern) => ({ globPattern })),
  });
}

async function publishCatalogues(connection: Connection, session: Session, uri: string): Promise<void> {
  const folder = session.folders.find((f) => f.uri === uri);
  if (!folder || uri === "") return;
  for (const [name, diagnostics] of await folder.loadCatalogues()) {
    await connection.sendDiagnostics({ uri: uriOf(uri, name), diagnostics: [...diagnostics] });
    const [first] = diagnostics;
    if (first) {
      await connection.sendNotification(noticeNotification, {
        level: "warning",
        text: `${name}: ${first.message}`,
      });
    }
  }
}
