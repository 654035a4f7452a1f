/** The real server as a process of its own, with a client that speaks LSP to it over stdin and stdout. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  CodeActionRequest,
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type InlayHint,
  InlayHintRefreshRequest,
  InlayHintRequest,
  InlayHintResolveRequest,
  LogMessageNotification,
  type MarkupContent,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  WorkDoneProgressCreateRequest,
} from "vscode-languageserver-protocol/node";
import { noticeNotification, summaryChangedNotification } from "../../shared/protocol";

const ROOT = join(__dirname, "..", "..");
const BUNDLE = join(ROOT, "dist", "server.cjs");
const SOURCE = join(ROOT, "server", "src", "lsp", "main.ts");

/** Longest wait for something that happens at all; a guard against a hanging test, not a measure of speed. */
const PATIENCE = 30_000;

export interface StartOptions {
  /** Absolute paths of the workspace folders. */
  readonly folders?: readonly string[];
  /** Answers `workspace/configuration` by scope; left out, the client does not support the request. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
  readonly initializationOptions?: unknown;
  /** Client capabilities in place of those of an editor that can everything. */
  readonly capabilities?: Record<string, unknown>;
  /** The bundle, however old: for a caller that has just built it. */
  readonly isBuilt?: boolean;
  /** Over the test's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What runs: the bundle where it is newer than every source, else the sources. */
export function serverCommand(isBuilt = false): {
  readonly args: readonly string[];
  readonly what: "bundle" | "source";
} {
  if (isBuilt || isFresh()) return { args: [BUNDLE, "--stdio"], what: "bundle" };
  return { args: ["--import", "tsx", SOURCE, "--stdio"], what: "source" };
}

function isFresh(): boolean {
  const built = ["server.cjs", "worker.cjs", "assets/catalogue.json"].map((name) =>
    timeOf(join(ROOT, "dist", name)),
  );
  const oldest = Math.min(...built);
  const folders = ["server/src", "server/catalogue", "shared"].map((folder) =>
    join(ROOT, ...folder.split("/")),
  );
  return folders.every((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).every(
      (name) => timeOf(folder + sep + name) < oldest,
    ),
  );
}

/** Milliseconds of the last change; a missing file is as old as can be. */
function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

const EDITOR = {
  workspace: {
    workspaceFolders: true,
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
  textDocument: { inlayHint: { resolveSupport: { properties: ["tooltip"] } } },
};

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };

export class StdioServer {
  readonly connection: ProtocolConnection;
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly seen = { summaryChanges: 0, hintRefreshes: 0, lensRefreshes: 0 };
  readonly notices: string[] = [];
  /** What the server logged, and what either side said about messages it could not read. */
  readonly log: string[] = [];
  readonly protocolErrors: string[] = [];
  readonly exited: Promise<number | null>;
  private readonly versions = new Map<string, number>();

  private constructor(
    readonly process: ChildProcessWithoutNullStreams,
    private readonly options: StartOptions,
  ) {
    this.exited = once(process, "exit").then(([code]) => code as number | null);
    process.stderr.on("data", (bytes: Buffer) => this.log.push(`stderr: ${bytes.toString()}`));
    // A server that is gone makes writes fail; the test sees its exit.
    process.stdin.on("error", (error) => this.log.push(`stdin: ${error.message}`));
    const complain = (text: string): void => void this.protocolErrors.push(text);
    const say = (text: string): void => void this.log.push(text);
    this.connection = createProtocolConnection(
      new StreamMessageReader(process.stdout),
      new StreamMessageWriter(process.stdin),
      { error: complain, warn: complain, info: say, log: say },
    );
    this.connection.onError(([error]) => complain(error.message));
    this.listen();
  }

  /** A started process without `initialize`. */
  static spawn(options: StartOptions = {}): StdioServer {
    const { args } = serverCommand(options.isBuilt);
    return new StdioServer(
      spawn(process.execPath, [...args], { cwd: ROOT, env: { ...process.env, ...options.env } }),
      options,
    );
  }

  /** A server that is initialised and ready. */
  static async start(options: StartOptions = {}): Promise<StdioServer> {
    const server = StdioServer.spawn(options);
    await server.initialize();
    return server;
  }

  private listen(): void {
    const { connection, seen } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.diagnostics.set(uri, diagnostics);
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => void this.log.push(message));
    connection.onNotification(summaryChangedNotification, () => void seen.summaryChanges++);
    connection.onNotification(noticeNotification, ({ text }) => void this.notices.push(text));
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
    connection.onRequest(InlayHintRefreshRequest.type, () => void seen.hintRefreshes++);
    connection.onRequest(CodeLensRefreshRequest.type, () => void seen.lensRefreshes++);
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri }) => this.options.settings?.(scopeUri) ?? null),
    );
    connection.listen();
  }

  async initialize(): Promise<InitializeResult> {
    const { folders = [], settings, initializationOptions, capabilities = EDITOR } = this.options;
    const workspace = { ...(capabilities["workspace"] ?? {}), configuration: settings !== undefined };
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: { ...capabilities, workspace },
      workspaceFolders: folders.map((path) => ({ uri: uriOfPath(path), name: path })),
      ...(initializationOptions === undefined ? {} : { initializationOptions }),
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  async open(uri: string, text: string, languageId = "python"): Promise<void> {
    this.versions.set(uri, 1);
    const textDocument = { uri, languageId, version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Sends changes of one version, whole texts as strings. */
  async change(uri: string, ...changes: readonly (TextDocumentContentChangeEvent | string)[]): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: changes.map((change) => (typeof change === "string" ? { text: change } : change)),
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async filesChanged(type: FileChangeType, ...uris: readonly string[]): Promise<void> {
    const changes = uris.map((uri) => ({ uri, type }));
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** Tells of changed settings: the values for clients that push, nothing for those that are asked. */
  async settingsChanged(farebox?: unknown): Promise<void> {
    const settings = farebox === undefined ? null : { farebox };
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  async hints(uri: string, range: Range = EVERYTHING): Promise<readonly InlayHint[]> {
    return (await this.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range })) ?? [];
  }

  /** The hint's tooltip, asked for as an editor does when the pointer rests on it. */
  async tooltip(hint: InlayHint | undefined): Promise<string> {
    if (!hint) return "";
    const resolved = await this.connection.sendRequest(InlayHintResolveRequest.type, hint);
    return (resolved.tooltip as MarkupContent | undefined)?.value ?? "";
  }

  async labels(uri: string): Promise<readonly string[]> {
    return (await this.hints(uri)).map(({ label }) => String(label));
  }

  /** The hover's Markdown, or null where there is none. */
  async hover(uri: string, position: Position): Promise<string | null> {
    const hover: Hover | null = await this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position,
    });
    return hover === null ? null : (hover.contents as { value: string }).value;
  }

  /** Lenses with their commands. */
  async lenses(uri: string): Promise<readonly CodeLens[]> {
    const lenses = await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    const resolve = (lens: CodeLens): Promise<CodeLens> =>
      this.connection.sendRequest(CodeLensResolveRequest.type, lens);
    return Promise.all((lenses ?? []).map(resolve));
  }

  async actions(uri: string, position: Position): Promise<readonly CodeAction[]> {
    const actions = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    return (actions ?? []) as CodeAction[];
  }

  /** Asks again and again until the answer is as wanted; then returns it. */
  async until<T>(what: string, ask: () => T | Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const answer = await ask();
      if (isWanted(answer)) return answer;
      if (performance.now() > end)
        throw new Error(`never ${what}: ${JSON.stringify(answer)}\n${this.log.slice(-10).join("\n")}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends the server the polite way; kills it where it does not go. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const kill = setTimeout(() => this.process.kill("SIGKILL"), PATIENCE / 3);
    try {
      await this.connection.sendRequest("shutdown");
      await this.connection.sendNotification("exit");
    } catch {
      this.process.kill("SIGKILL");
    }
    const code = await this.exited;
    clearTimeout(kill);
    this.connection.dispose();
    return code;
  }
}
