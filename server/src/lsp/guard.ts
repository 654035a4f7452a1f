/** Every handler runs through here: a bug in one answer is logged and answered with the fallback, the server stays up. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Logger } from "../base/ports";

export function guard<P, R>(
  name: string,
  logger: Logger,
  fallback: R,
  handler: (params: P, token: CancellationToken) => Promise<R> | R,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    const started = performance.now();
    try {
      const answer = await handler(params, token);
      const took = performance.now() - started;
      if (took > 200) logger.log("info", `${name} took ${Math.round(took)} ms`);
      return answer;
    } catch (error) {
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      logger.log(
        "error",
        `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return fallback;
    }
  };
}
