/** What a surface is: one file in surfaces/, one line in surfaces/index.ts, nothing else. */
import type * as vscode from "vscode";
import type { Session } from "./session";

export interface Surface {
  /** The file's name. */
  readonly id: string;
  /** Registers commands and listeners; must not start the server. */
  activate(context: vscode.ExtensionContext, session: Session): readonly vscode.Disposable[];
}
