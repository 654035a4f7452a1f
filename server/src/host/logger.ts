/** Where log lines go: stderr for the CLI, a callback for the server's output channel. Never stdout, which holds data. */
import type { Logger, LogLevel } from "../base/ports";

const RANK: Readonly<Record<LogLevel, number>> = { error: 0, warning: 1, info: 2, debug: 3 };

/** Passes messages of at least the given level on. A sink that throws does not reach the code that logs. */
export function createLogger(
  sink: (level: LogLevel, message: string) => void,
  least: LogLevel = "info",
): Logger {
  return {
    log: (level, message) => {
      if (RANK[level] <= RANK[least]) sink(level, message);
    },
  };
}

/** `farebox: warning: …` on stderr, one line per message. */
export function createStderrLogger(least: LogLevel = "warning"): Logger {
  return createLogger((level, message) => {
    process.stderr.write(`farebox: ${level}: ${message}\n`);
  }, least);
}
