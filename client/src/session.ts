/** The one object all surfaces share: starts the server when it is first needed, asks it, and tells what changed. */
import * as vscode from "vscode";
import { type LanguageClient, type RequestType, ResponseError, State } from "vscode-languageclient/node";
import {
  noticeNotification,
  scanRequest,
  summaryChangedNotification,
  summaryRequest,
} from "../../shared/protocol";
import { createClient, shownSource } from "./language-client";
import { SummaryStore } from "./summary-store";

/** The server cancels or replaces a request when the text changes under it: no error for a person. */
const CANCELLED_CODES = [-32800, -32801, -32802];

export class Session implements vscode.Disposable {
  readonly log: vscode.LogOutputChannel;
  readonly summary = new SummaryStore();
  readonly #context: vscode.ExtensionContext;
  readonly #summaryChanged = new vscode.EventEmitter<void>();
  /** Fires when figures may have changed, after the server said so. */
  readonly onDidChangeFigures = this.#summaryChanged.event;
  #client: LanguageClient | undefined;
  #start: Promise<LanguageClient> | undefined;
  #summaryRequests = 0;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
    this.log = vscode.window.createOutputChannel("Farebox", { log: true });
  }

  /** The running client. Starts the server on first use; rejects with what went wrong. */
  client(): Promise<LanguageClient> {
    this.#start ??= this.#startClient();
    return this.#start;
  }

  /** Stops the server, if any, and starts a new one. */
  async restart(): Promise<void> {
    await this.#stop();
    await this.client();
  }

  /** Asks the server. Undefined: the request was cancelled, or it failed and the person was told. */
  async ask<P, R>(
    type: RequestType<P, R, void>,
    params: P,
    token?: vscode.CancellationToken,
  ): Promise<R | undefined> {
    try {
      const client = await this.client();
      // An undefined token would count as a second parameter, and the request go out as a list.
      if (token === undefined) return await client.sendRequest<R>(type.method, params);
      return await client.sendRequest<R>(type.method, params, token);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      if (error instanceof ResponseError && CANCELLED_CODES.includes(error.code)) return undefined;
      this.report(`Farebox could not answer: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Shows an error with the two next steps that help: restart, and the log. */
  report(message: string): void {
    this.log.error(message);
    void vscode.window.showErrorMessage(message, "Restart Server", "Show Log").then((choice) => {
      if (choice === "Restart Server") void this.restart().catch(() => undefined);
      if (choice === "Show Log") this.log.show();
    });
  }

  /** Asks for the summary of the active source file and publishes it. A later request overtakes this one. */
  async refreshSummary(): Promise<void> {
    const client = this.#client;
    if (client?.state !== State.Running) return;
    this.#summaryRequests += 1;
    const request = this.#summaryRequests;
    const uri = shownSource()?.uri.toString() ?? null;
    try {
      const summary = await client.sendRequest(summaryRequest, { uri });
      if (request === this.#summaryRequests) this.summary.set({ kind: "running", summary });
    } catch (error) {
      this.log.debug(`summary: ${messageOf(error)}`);
    }
  }

  /** Scans the whole workspace; resolves when that is done, or was cancelled. */
  async scan(token: vscode.CancellationToken): Promise<void> {
    await this.ask(scanRequest, {}, token);
  }

  async dispose(): Promise<void> {
    await this.#stop();
    this.summary.dispose();
    this.#summaryChanged.dispose();
    this.log.dispose();
  }

  async #startClient(): Promise<LanguageClient> {
    const client = createClient(this.#context, this.log);
    this.#client = client;
    this.summary.set({ kind: "starting" });
    this.#listen(client);
    try {
      await client.start();
    } catch (error) {
      this.#start = undefined;
      this.summary.set({ kind: "failed", reason: messageOf(error) });
      throw error;
    }
    this.#begin(client);
    return client;
  }

  /** A server that has just come up, at first or again after a crash, knows nothing of the workspace yet. */
  #begin(client: LanguageClient): void {
    this.summary.set({ kind: "running", summary: null });
    if (vscode.workspace.getConfiguration("farebox").get<boolean>("workspaceScan") === true)
      client
        .sendRequest(scanRequest, {})
        .catch((error: unknown) => this.log.debug(`scan: ${messageOf(error)}`));
    void this.refreshSummary();
  }

  #listen(client: LanguageClient): void {
    client.onNotification(summaryChangedNotification, () => {
      void this.refreshSummary();
      this.#summaryChanged.fire();
    });
    client.onNotification(noticeNotification, ({ level, text }) => this.#notice(level, text));
    client.onDidChangeState(({ newState, oldState }) => {
      if (client !== this.#client) return;
      const isBack = newState === State.Running && oldState !== State.Running;
      if (isBack && this.summary.state.kind === "failed") this.#begin(client);
      if (newState === State.Stopped && this.summary.state.kind === "running")
        this.summary.set({ kind: "failed", reason: "the server stopped" });
    });
  }

  #notice(level: "info" | "warning" | "error", text: string): void {
    if (level === "info") this.log.info(text);
    if (level === "warning") this.log.warn(text);
    if (level === "error") this.report(text);
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#start = undefined;
    this.summary.set({ kind: "off" });
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      this.log.warn(`the server did not stop cleanly: ${messageOf(error)}`);
    }
  }
}

/** A readable text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
