/** Start, end, and what a server says to messages that make no sense. */
import assert from "node:assert/strict";
import { ErrorCodes, ResponseError } from "vscode-languageserver-protocol";
import { StdioServer, serverCommand } from "../support/stdio-server";
import { NAME_POSITION, oneCall } from "./samples";
import { withServer } from "./workbench";

/** Ends the process whatever became of the test. */
async function withProcess(run: (server: StdioServer) => Promise<void>): Promise<void> {
  const server = StdioServer.spawn();
  try {
    await run(server);
  } finally {
    server.process.kill("SIGKILL");
    await server.exited;
  }
}

async function codeOf(answer: Promise<unknown>): Promise<number> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ResponseError) return error.code;
    throw error;
  }
  return 0;
}

describe(`protocol: lifecycle (from ${serverCommand().what})`, () => {
  it("announces its capabilities", () =>
    withProcess(async (server) => {
      const { capabilities, serverInfo } = await server.initialize();
      assert.equal(serverInfo?.name, "farebox");
      assert.ok(
        capabilities.inlayHintProvider && capabilities.hoverProvider && capabilities.codeActionProvider,
      );
      assert.deepEqual(capabilities.codeLensProvider, { resolveProvider: true });
      assert.equal(capabilities.textDocumentSync, 2);
    }));

  it("refuses requests before initialize, drops notifications, then starts as usual", () =>
    withProcess(async (server) => {
      const position = { line: 0, character: 0 };
      const early: Readonly<Record<string, unknown>> = {
        "textDocument/hover": { textDocument: { uri: "untitled:a.py" }, position },
        "farebox/summary": { uri: null },
        "farebox/noSuchRequest": {},
        "codeLens/resolve": { range: { start: position, end: position } },
      };
      await server.open("untitled:a.py", oneCall());
      for (const [method, params] of Object.entries(early))
        assert.equal(
          await codeOf(server.connection.sendRequest(method, params)),
          ErrorCodes.ServerNotInitialized,
          method,
        );
      await server.initialize();
      assert.deepEqual(await server.labels("untitled:a.py"), []);
      await server.open("untitled:b.py", oneCall());
      assert.equal((await server.labels("untitled:b.py")).length, 1);
      assert.equal(await codeOf(server.initialize()), ErrorCodes.InvalidRequest, "a second initialize");
    }));

  it("refuses requests after shutdown", () =>
    withProcess(async (server) => {
      await server.initialize();
      await server.connection.sendRequest("shutdown");
      const summary = server.connection.sendRequest("farebox/summary", { uri: null });
      assert.equal(await codeOf(summary), ErrorCodes.InvalidRequest);
      await server.connection.sendNotification("exit");
      assert.equal(await server.exited, 0);
    }));

  it("ends with 0 after shutdown and exit", async () => {
    const server = await StdioServer.start();
    await server.open("untitled:a.py", oneCall());
    assert.equal((await server.labels("untitled:a.py")).length, 1);
    assert.equal(await server.stop(), 0);
  });

  it("ends with 1 after exit without shutdown", () =>
    withProcess(async (server) => {
      await server.initialize();
      await server.connection.sendNotification("exit");
      assert.equal(await server.exited, 1);
    }));

  it("ends when the editor is gone, in the middle of work as well", async () => {
    for (const isBusy of [false, true]) {
      await withProcess(async (server) => {
        await server.initialize();
        await server.open("untitled:a.py", oneCall("word ".repeat(isBusy ? 100_000 : 1)));
        if (isBusy) server.hints("untitled:a.py").catch(() => undefined);
        else await server.hints("untitled:a.py");
        server.process.stdin.end();
        const timeout = new Promise((resolve) => setTimeout(resolve, 5_000, "still there").unref());
        assert.notEqual(await Promise.race([server.exited, timeout]), "still there");
      });
    }
  });

  it("sends nothing a client cannot read", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      await server.labels(uri("title.py"));
      await server.until(
        "a summary",
        () => server.seen.summaryChanges,
        (n) => n > 0,
      );
      await server.stop();
      assert.deepEqual(server.protocolErrors, []);
      assert.deepEqual(
        server.log.filter((line) => line.startsWith("stderr:")),
        [],
      );
    }));
});

describe("protocol: bad input", () => {
  it("is answered with an error or nothing, and the next good request is answered", () =>
    withServer({}, async ({ server, uri }) => {
      const title = { uri: uri("title.py") };
      await server.open(title.uri, oneCall());
      const send = (method: string, params?: unknown): Promise<number> =>
        codeOf(server.connection.sendRequest(method, params));
      assert.equal(await send("farebox/noSuchRequest", {}), ErrorCodes.MethodNotFound);
      const odd: readonly (readonly [string, unknown])[] = [
        ["textDocument/hover", {}],
        ["textDocument/hover", { textDocument: title, position: { line: "1", character: null } }],
        ["textDocument/hover", { textDocument: title, position: { line: -5, character: -1 } }],
        ["textDocument/hover", { textDocument: title, position: { line: 1e9, character: 1e9 } }],
        ["textDocument/hover", { textDocument: { uri: 7 }, position: NAME_POSITION }],
        ["textDocument/hover", { textDocument: { uri: "no uri at all" }, position: NAME_POSITION }],
        ["textDocument/hover", { textDocument: { uri: "file:///%E0%A4%A.py" }, position: NAME_POSITION }],
        ["textDocument/hover", [1, 2, 3]],
        ["textDocument/inlayHint", { textDocument: title }],
        [
          "textDocument/inlayHint",
          {
            textDocument: title,
            range: { start: { line: 90, character: 0 }, end: { line: 0, character: 0 } },
          },
        ],
        [
          "textDocument/inlayHint",
          {
            textDocument: title,
            range: { start: { line: 1e9, character: 0 }, end: { line: 2e9, character: 0 } },
          },
        ],
        ["textDocument/codeLens", { textDocument: null }],
        ["codeLens/resolve", { range: null, data: "x" }],
        ["codeLens/resolve", { range: { start: NAME_POSITION, end: NAME_POSITION } }],
        ["textDocument/codeAction", { textDocument: title, range: "all", context: {} }],
        ["farebox/compare", null],
        ["farebox/compare", { uri: title.uri, position: "here" }],
        ["farebox/compare", { uri: title.uri, position: null, callId: 12 }],
        ["farebox/whyNoHint", { uri: title.uri }],
        ["farebox/useModel", { callId: {}, offerId: [] }],
        ["farebox/pin", { callId: "x", name: 5, value: "many" }],
        ["farebox/summary", "title.py"],
        ["farebox/runs", undefined],
      ];
      for (const [method, params] of odd) {
        await send(method, params);
        assert.match(
          (await server.hover(title.uri, NAME_POSITION)) ?? "",
          /per run/,
          `after ${method} ${JSON.stringify(params)}`,
        );
      }
    }));

  it("in notifications does no lasting harm", () =>
    withServer({}, async ({ server, uri }) => {
      const { connection } = server;
      await connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: uri("never-opened.py"), version: 3 },
        contentChanges: [{ text: "x" }],
      });
      await connection.sendNotification("textDocument/didOpen", { textDocument: { uri: uri("a.py") } });
      await connection.sendNotification("textDocument/didClose", {
        textDocument: { uri: uri("never-opened.py") },
      });
      await connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: 5 }, { uri: "::", type: 9 }],
      });
      await connection.sendNotification("workspace/didChangeConfiguration", { settings: "all" });
      await connection.sendNotification("farebox/noSuchNotification", {});
      await connection.sendNotification("$/setTrace", { value: "loud" });
      await server.open(uri("title.py"), oneCall());
      assert.equal((await server.labels(uri("title.py"))).length, 1);
    }));

  it("in edits: inverted and past the end, the text is still as the protocol says", () =>
    withServer({}, async ({ server, uri }) => {
      const text = oneCall();
      await server.open(uri("title.py"), text);
      const [before] = await server.labels(uri("title.py"));
      const end = { line: 1e6, character: 1e6 };
      await server.change(uri("title.py"), { range: { start: end, end }, text: "# at the end\n" });
      const top = { line: 0, character: 0 };
      await server.change(uri("title.py"), {
        range: { start: { line: 1, character: 0 }, end: top },
        text: `${text.split("\n")[0]}\n`,
      });
      assert.deepEqual(await server.labels(uri("title.py")), [before]);
    }));
});
