/** Files that take for ever, and clients that change their mind. */
import assert from "node:assert/strict";
import {
  CancellationTokenSource,
  CompletionRequest,
  HoverRequest,
  LSPErrorCodes,
} from "vscode-languageserver-protocol";
import { compareRequest, whyNoHintRequest } from "../../shared/protocol";
import { AGENT, CALL_LINE, MODEL, NAME_POSITION, oneCall, PYTHON_HEAD, positionOf } from "./samples";
import { withServer } from "./workbench";

const POISON: Readonly<Record<string, string>> = {
  "open brackets": "[".repeat(100_000),
  "open calls": "f(".repeat(100_000),
  "nested blocks": Array.from({ length: 5_000 }, (_, depth) => `${" ".repeat(depth % 500)}if x:\n`).join(""),
};

describe("protocol: poison files", () => {
  for (const [name, poison] of Object.entries(POISON)) {
    it(`of ${name} do not hold up another document`, () =>
      withServer({}, async ({ server, uri }) => {
        await server.open(uri("title.py"), oneCall());
        await server.open(uri("poison.py"), `${PYTHON_HEAD}${poison}`);
        const answers: string[] = [];
        const poisoned = server.hints(uri("poison.py")).then(() => answers.push("poison"));
        const hover = await server.hover(uri("title.py"), NAME_POSITION);
        answers.push("good");
        assert.match(hover ?? "", /per run/);
        await poisoned;
        await server.change(uri("title.py"), oneCall("A longer prompt than before, to be counted again."));
        assert.equal((await server.labels(uri("title.py"))).length, 1);
        const why = await server.connection.sendRequest(whyNoHintRequest, {
          uri: uri("poison.py"),
          position: { line: 0, character: 0 },
        });
        assert.ok(why.headline.length > 0);
      }));
  }

  it("are tried again when their text changes", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("poison.py"), `${PYTHON_HEAD}${"[".repeat(100_000)}`);
      await server.hints(uri("poison.py"));
      await server.change(uri("poison.py"), oneCall());
      assert.equal((await server.labels(uri("poison.py"))).length, 1);
    }));

  it("of enormous size are skipped with the reason", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("big.py"), oneCall() + "# filler\n".repeat(200_000));
      assert.deepEqual(await server.labels(uri("big.py")), []);
      const params = { uri: uri("big.py"), position: { line: CALL_LINE, character: 0 } };
      const { details, action } = await server.connection.sendRequest(whyNoHintRequest, params);
      assert.match(details.join(), /larger|bytes|size/i);
      assert.deepEqual(action?.arguments, ["farebox.maxFileSize"]);
    }));
});

describe("protocol: cancelling", () => {
  it("a request gives an answer or the code for cancelled, and the next ones are answered", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const position = positionOf(AGENT, "create(");
      const ends = Array.from({ length: 20 }, async (_, at) => {
        const source = new CancellationTokenSource();
        const params = { textDocument: { uri: uri("agent.py") }, position };
        const answer =
          at % 2 === 0
            ? server.connection.sendRequest(HoverRequest.type, params, source.token)
            : server.connection.sendRequest(compareRequest, { uri: uri("agent.py"), position }, source.token);
        source.cancel();
        return answer.then(
          () => "answered",
          (error: { code: number }) => error.code,
        );
      });
      const allowed: unknown[] = ["answered", LSPErrorCodes.RequestCancelled];
      for (const end of await Promise.all(ends)) assert.ok(allowed.includes(end), String(end));
      assert.match((await server.hover(uri("agent.py"), position)) ?? "", /per run/);
    }));

  it("a comparison under way lets others answer and stops when it is cancelled", () =>
    withServer({ files: { "farebox.catalogue.json": manyOffers(3_000) } }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const position = positionOf(AGENT, "create(");
      await server.hover(uri("agent.py"), position);
      const ends: string[] = [];
      const source = new CancellationTokenSource();
      const params = { uri: uri("agent.py"), position };
      const compared = server.connection.sendRequest(compareRequest, params, source.token).then(
        () => ends.push("answered"),
        (error: { code: number }) => ends.push(`code ${error.code}`),
      );
      assert.match((await server.hover(uri("agent.py"), position)) ?? "", /per run/);
      assert.deepEqual(ends, [], "the hover, asked for later, is answered first");
      source.cancel();
      await compared;
      assert.deepEqual(ends, [`code ${LSPErrorCodes.RequestCancelled}`]);
    }));
});

/** A catalogue beside the usual one that sells the same model in so many places that a comparison takes its time. */
function manyOffers(places: number): string {
  const ids = Array.from({ length: places }, (_, at) => `crater-${at}`);
  return JSON.stringify({
    version: 1,
    regions: ids.map((id) => ({ id, name: id, country: "DE" })),
    offers: ids.map((region, at) => ({
      model: MODEL,
      host: "moonhost",
      region,
      currency: "USD",
      prices: { input: 1 + at, output: 1 + at },
    })),
  });
}

describe("protocol: catalogue completion", () => {
  it("answers in the catalogue file and nowhere else", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const params = { textDocument: { uri: uri("title.py") }, position: { line: 0, character: 0 } };
      assert.deepEqual(await server.connection.sendRequest(CompletionRequest.type, params), []);
    }));
});
