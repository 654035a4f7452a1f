/** The page behind "Explain…", asked for by position or by the call's reference. */
import assert from "node:assert/strict";
import { callPlaceRequest, explainRequest } from "../../shared/protocol";
import { AGENT, MODEL, positionOf } from "./samples";
import { withServer } from "./workbench";

describe("protocol: explain", () => {
  it("explains the call at the cursor as Markdown, the same by its reference", () =>
    withServer({ files: { "agent.py": AGENT } }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const position = positionOf(AGENT, "create");
      const which = { uri: uri("agent.py"), position };
      const page = await server.connection.sendRequest(explainRequest, which);
      assert.equal(page?.title, `agent.py:${position.line + 1}`);
      const lines = (page?.markdown ?? "").split("\n");
      assert.match(
        lines[0] ?? "",
        /^# agent\\\.py\\:\d+ {2}openai chat\\\.completions\\\.create {2}moonbeam/,
      );
      assert.ok(lines.includes("## Input of the typical run"));
      assert.ok(
        lines.some((line) => /^`N\(.*T\+U\) \+ g·N\(N−1\)\/2`$/.test(line)),
        page?.markdown,
      );
      assert.ok(lines.includes("## What one change does"));
      assert.ok(lines.some((line) => /^\| one turn more \| \\\$/.test(line)));
      const place = await server.connection.sendRequest(callPlaceRequest, which);
      const again = await server.connection.sendRequest(explainRequest, {
        ...which,
        position: null,
        callId: place?.callId ?? "",
      });
      assert.deepEqual(again, page);
    }));

  it("answers nothing where there is no call, and where a call is gone", () =>
    withServer({ files: { "agent.py": AGENT } }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const at = (line: number) => ({ uri: uri("agent.py"), position: { line, character: 0 } });
      assert.equal(await server.connection.sendRequest(explainRequest, at(0)), null);
      const gone = { ...at(0), callId: `${uri(".")}#agent.py:99999` };
      assert.equal(await server.connection.sendRequest(explainRequest, gone), null);
    }));

  it("shows names of the workspace as text, never as markup", () => {
    const hostile = AGENT.replaceAll(MODEL, "[x](command:evil)<b>|");
    return withServer({ files: { "agent.py": hostile } }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), hostile);
      const page = await server.connection.sendRequest(explainRequest, {
        uri: uri("agent.py"),
        position: positionOf(hostile, "create"),
      });
      assert.match(page?.markdown ?? "", /unpriced/);
      assert.doesNotMatch(page?.markdown ?? "", /\]\(command|<b>/);
    });
  });
});
