/** initialize to exit: abilities of the client, folders, settings, watched files. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { CATALOGUE_FILES } from "../../../shared/ids";
import { type InitializationOptions, noticeNotification } from "../../../shared/protocol";
import { uriOf } from "./convert";
import { Documents, isCatalogue } from "./documents";
import { Session, type SessionOptions } from "./session";
import { SURFACES } from "./surfaces";

/** Wires a connection; returns when the handlers stand. `onExit` runs at shutdown. */
export function startLifecycle(options: SessionOptions, onExit: () => Promise<void>): Session {
  const { connection } = options;
  const session = new Session(options);
  const documents = new Documents(connection, session);
  let watches = false;
  let dynamicSettings = false;
  let movesFolders = false;

  connection.onInitialize((params): InitializeResult => {
    readAbilities(session, params);
    watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    dynamicSettings = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    movesFolders = params.capabilities.workspace?.workspaceFolders === true;
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: "" }] : []);
    for (const folder of folders) session.addFolder(folder.uri);
    return { capabilities: capabilities(), serverInfo: { name: "farebox" } };
  });

  connection.onInitialized(async () => {
    if (movesFolders) followFolders(connection, session);
    if (watches) await registerWatchers(connection);
    if (dynamicSettings) await connection.client.register(DidChangeConfigurationNotification.type);
    for (const folder of session.folders) {
      await session.loadSettings(folder);
      await publishCatalogues(connection, session, folder.uri);
    }
    session.refresh(true);
  });

  connection.onDidChangeConfiguration(async ({ settings }) => {
    if (!session.abilities.configuration) {
      const section = (settings as { farebox?: unknown } | undefined)?.farebox;
      session.fallbackSettings = section ?? session.fallbackSettings;
    }
    for (const folder of session.folders) await session.loadSettings(folder);
    session.refresh(true);
    documents.republish();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri } of changes) {
      const located = session.locate(uri);
      if (!located || located.folder.uri === "") continue;
      if (isCatalogue(located.path)) {
        if (!documents.uris().includes(uri)) {
          const text = await located.folder.readText(located.path);
          documents.catalogueChanged(located.folder, uri, located.path, text ?? null);
        }
      } else await located.folder.workspace.fileChanged(located.path);
    }
    session.refresh(true);
  });

  for (const surface of SURFACES) surface.register(connection, session);
  connection.onShutdown(async () => {
    session.dispose();
    documents.dispose();
    await onExit();
  });
  return session;
}

/** Folders that come and go; the library refuses the handler where the client cannot send the event. */
function followFolders(connection: Connection, session: Session): void {
  connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
    for (const folder of removed) session.removeFolder(folder.uri);
    for (const { uri } of added) {
      await session.loadSettings(session.addFolder(uri));
      await publishCatalogues(connection, session, uri);
    }
    session.refresh(true);
  });
}

function readAbilities(session: Session, params: InitializeParams): void {
  const { workspace } = params.capabilities;
  const given = (params.initializationOptions ?? {}) as InitializationOptions;
  session.abilities = {
    configuration: workspace?.configuration === true,
    inlayRefresh: workspace?.inlayHint?.refreshSupport === true,
    lensRefresh: workspace?.codeLens?.refreshSupport === true,
    commandLinks: given.commandLinks === true,
  };
  session.fallbackSettings = given.settings;
}

function capabilities(): ServerCapabilities {
  const all: ServerCapabilities = {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  for (const surface of SURFACES) Object.assign(all, surface.capabilities);
  return all;
}

async function registerWatchers(connection: Connection): Promise<void> {
  const patterns = ["**/*.{py,ts,tsx,mts,cts,js,jsx,mjs,cjs}", `**/{${CATALOGUE_FILES.join(",")}}`];
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
