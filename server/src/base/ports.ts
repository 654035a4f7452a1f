/** What the core asks of its host. Only the host layer implements these. */
export interface FileSystem {
  /** Text of a file inside the workspace, or undefined where it does not exist, cannot be read, or is outside. */
  readText(path: string): Promise<string | undefined>;
  /** Raw bytes of a file Farebox ships. Throws where the file is missing: that is a broken install. */
  readBundled(name: string): Promise<Uint8Array>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export type LogLevel = "error" | "warning" | "info" | "debug";

export interface Logger {
  log(level: LogLevel, message: string): void;
}

/** Cooperative cancellation: long work asks between steps. */
export interface CancellationSignal {
  readonly cancelled: boolean;
}
