import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { Session } from "../session";

/** One thing the server offers: what it announces, and the handlers behind it. */
export interface Surface {
  readonly id: string;
  readonly capabilities: ServerCapabilities;
  register(connection: Connection, session: Session): void;
}
