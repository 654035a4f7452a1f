/** The latest summary of the server and the state of its process: what the status bar and the progress show. */
import * as vscode from "vscode";
import type { SummaryView } from "../../shared/view-models";

/** `off`: nothing to do yet. `failed`: the server is not running although it should. */
export type ServerState =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly summary: SummaryView | null }
  | { readonly kind: "failed"; readonly reason: string };

export class SummaryStore implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ServerState>();
  readonly onDidChange = this.#changed.event;
  #state: ServerState = { kind: "off" };

  get state(): ServerState {
    return this.#state;
  }

  set(state: ServerState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
