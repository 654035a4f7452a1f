/**
 * Every handler runs through here: a bug in one answer is logged and answered with the fallback, the server stays up; what the
 * client no longer wants, and what it asks before `initialize` or after `shutdown`, is answered with the protocol's code.
 */
import { CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { errorDetails } from "../base/error-text";
import type { Logger } from "../base/ports";

/** Where the server is in its life. */
export type Phase = "new" | "running" | "ended";

export interface Guarding {
  readonly logger: Logger;
  readonly phase: Phase;
}

/** Milliseconds of work after which the event loop gets its turn. */
const SLICE = 10;
/** Milliseconds from which an answer is worth a line in the log. */
const SLOW = 200;

export function guard<P, R>(
  name: string,
  session: Guarding,
  fallback: R,
  handler: (params: P, token: CancellationToken) => Promise<R> | R,
): (params: P, ...rest: readonly unknown[]) => Promise<R> {
  return async (params, ...rest) => {
    // Parameters sent as a list are handed on one by one, and the token comes behind them.
    const token = rest.find(CancellationToken.is) ?? CancellationToken.None;
    refuseOutOfPhase(session.phase);
    throwIfCancelled(token);
    const started = performance.now();
    try {
      const answer = await handler(params, token);
      const took = performance.now() - started;
      if (took > SLOW) session.logger.log("info", `${name} took ${Math.round(took)} ms`);
      return answer;
    } catch (error) {
      throwIfCancelled(token);
      session.logger.log("error", `${name} failed: ${errorDetails(error)}`);
      return fallback;
    }
  };
}

/** Requests belong between `initialize` and `shutdown`. */
export function refuseOutOfPhase(phase: Phase): void {
  if (phase === "new")
    throw new ResponseError(ErrorCodes.ServerNotInitialized, "The first request must be initialize.");
  if (phase === "ended")
    throw new ResponseError(ErrorCodes.InvalidRequest, "The server is shut down; only exit is left.");
}

export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

/**
 * For long work, called between its steps: when a slice is used up the event loop runs, so that other requests are answered and
 * a cancel can arrive at all. Throws once the request is cancelled.
 */
export function pausing(token: CancellationToken): () => Promise<void> {
  let started = performance.now();
  return async () => {
    if (performance.now() - started < SLICE) return;
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    throwIfCancelled(token);
    started = performance.now();
  };
}
