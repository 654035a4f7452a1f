/** What every handler of the server goes through: phases, cancelled requests, bugs, and work in slices. */
import assert from "node:assert/strict";
import { CancellationToken, CancellationTokenSource, ErrorCodes, LSPErrorCodes } from "vscode-languageserver";
import { guard, type Phase, pausing } from "../../server/src/lsp/guard";

function sessionIn(phase: Phase) {
  const lines: string[] = [];
  return { phase, lines, logger: { log: (_level: string, text: string) => void lines.push(text) } };
}

describe("guard of the server's handlers", () => {
  it("answers, and turns a bug into the fallback with a line in the log", async () => {
    const session = sessionIn("running");
    const good = guard("good", session, 0, (n: number) => n + 1);
    assert.equal(await good(1, CancellationToken.None), 2);
    const bad = guard("bad", session, -1, () => {
      throw new Error("a bug");
    });
    assert.equal(await bad(undefined, CancellationToken.None), -1);
    assert.match(session.lines.join(), /bad failed: Error: a bug/);
  });

  it("refuses before initialize and after shutdown, without running the handler", async () => {
    const codes = { new: ErrorCodes.ServerNotInitialized, ended: ErrorCodes.InvalidRequest } as const;
    for (const phase of ["new", "ended"] as const) {
      const handler = guard("x", sessionIn(phase), 0, () => assert.fail("it ran"));
      await assert.rejects(handler(undefined, CancellationToken.None), { code: codes[phase] });
    }
  });

  it("finds the token behind parameters that came as a list", async () => {
    const handler = guard("x", sessionIn("running"), 0, (n: number, token) =>
      token.isCancellationRequested ? -1 : n,
    );
    assert.equal(await handler(7, null, CancellationToken.None), 7);
    assert.equal(await handler(7), 7);
    await assert.rejects(handler(7, null, CancellationToken.Cancelled), {
      code: LSPErrorCodes.RequestCancelled,
    });
  });

  it("does not start what is cancelled already", async () => {
    const handler = guard("x", sessionIn("running"), 0, () => assert.fail("it ran"));
    await assert.rejects(handler(undefined, CancellationToken.Cancelled), {
      code: LSPErrorCodes.RequestCancelled,
    });
  });

  it("stops long work at the next pause after a cancel, and logs no error", async () => {
    const session = sessionIn("running");
    const source = new CancellationTokenSource();
    let steps = 0;
    const handler = guard("long", session, 0, async (_: undefined, token) => {
      const pause = pausing(token);
      for (; steps < 1e9; steps++) await pause();
      return 1;
    });
    setImmediate(() => source.cancel());
    await assert.rejects(handler(undefined, source.token), { code: LSPErrorCodes.RequestCancelled });
    assert.ok(steps > 0 && steps < 1e9, `${steps} steps`);
    assert.deepEqual(session.lines, []);
  });
});
