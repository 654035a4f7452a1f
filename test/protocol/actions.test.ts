/** What changes source: quick fixes, "use this model", pins; and the requests behind comparison and "why no hint". */
import assert from "node:assert/strict";
import { COMMANDS } from "../../shared/ids";
import {
  compareRequest,
  pinRequest,
  runsRequest,
  useModelRequest,
  whyNoHintRequest,
} from "../../shared/protocol";
import type { ComparisonView } from "../../shared/view-models";
import type { StdioServer } from "../support/stdio-server";
import { AGENT, applied, CALL_LINE, dollarsOf, MODEL, OTHER_MODEL, oneCall, positionOf } from "./samples";
import { withServer } from "./workbench";

type Edit = { edit: { changes: Record<string, Parameters<typeof applied>[1]> } } | { problem: string };

function editsOf(answer: Edit, uri: string): Parameters<typeof applied>[1] {
  assert.ok("edit" in answer, JSON.stringify(answer));
  assert.deepEqual(Object.keys(answer.edit.changes), [uri]);
  return answer.edit.changes[uri] ?? [];
}

async function compare(server: StdioServer, uri: string, extra = {}): Promise<ComparisonView> {
  const params = { uri, position: null, ...extra };
  const answer = await server.connection.sendRequest(compareRequest, params);
  assert.ok("rows" in answer, JSON.stringify(answer));
  return answer;
}

describe("protocol: code actions", () => {
  it("offer the comparison at every call and nowhere else", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const actions = await server.actions(uri("title.py"), { line: CALL_LINE, character: 20 });
      const [compareAction] = actions.filter(({ command }) => command?.command === COMMANDS.compareModels);
      const [target] = compareAction?.command?.arguments ?? [];
      assert.equal(target.uri, uri("title.py"));
      assert.ok(
        "rows" in (await server.connection.sendRequest(compareRequest, { ...target, position: null })),
      );
      assert.deepEqual(await server.actions(uri("title.py"), { line: 0, character: 0 }), []);
    }));

  it("carry edits that do what they promise", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const actions = await server.actions(uri("agent.py"), positionOf(AGENT, "client.chat"));
      const edits = actions.filter(({ edit }) => edit);
      assert.ok(edits.length > 0, "an agent loop without a bound has something to pin");
      for (const { title, edit } of edits) {
        const text = applied(AGENT, edit?.changes?.[uri("agent.py")] ?? []);
        assert.notEqual(text, AGENT, title);
        await server.change(uri("agent.py"), text);
        assert.equal((await server.labels(uri("agent.py"))).length, 1, title);
      }
    }));
});

describe("protocol: pin", () => {
  it("writes a directive that the next estimate obeys", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const { callId } = await compare(server, uri("agent.py"));
      const pin = async (name: string, value: number): Promise<string> => {
        const answer = await server.connection.sendRequest(pinRequest, {
          callId: (await compare(server, uri("agent.py"))).callId,
          name,
          value,
        });
        return applied(text, editsOf(answer, uri("agent.py")));
      };
      let text = AGENT;
      assert.ok(callId.startsWith(`${uri("")}`), callId);
      text = await pin("turns", 7);
      assert.ok(text.includes("        # farebox: turns=7\n        response ="), text);
      await server.change(uri("agent.py"), text);
      assert.match((await server.labels(uri("agent.py")))[0] ?? "", /×7$/);
      text = await pin("outputTokens", 99);
      assert.ok(text.includes("# farebox: turns=7 output=99\n"), text);
      await server.change(uri("agent.py"), text);
      text = await pin("turns", 3);
      assert.ok(text.includes("# farebox: turns=3 output=99\n"), text);
    }));

  it("keeps CR LF", () =>
    withServer({}, async ({ server, uri }) => {
      const text = AGENT.replaceAll("\n", "\r\n");
      await server.open(uri("agent.py"), text);
      const { callId } = await compare(server, uri("agent.py"));
      const answer = await server.connection.sendRequest(pinRequest, { callId, name: "turns", value: 5 });
      const pinned = applied(text, editsOf(answer, uri("agent.py")));
      assert.ok(pinned.includes("# farebox: turns=5\r\n"));
      assert.ok(!/[^\r]\n/.test(pinned));
    }));
});

describe("protocol: use a model", () => {
  it("replaces the literal and nothing else", () =>
    withServer({}, async ({ server, uri }) => {
      const text = oneCall();
      await server.open(uri("title.py"), text);
      const { callId, rows } = await compare(server, uri("title.py"));
      const row = rows.find(({ model }) => model === OTHER_MODEL);
      assert.ok(row);
      const answer = await server.connection.sendRequest(useModelRequest, { callId, offerId: row.offerId });
      const changed = applied(text, editsOf(answer, uri("title.py")));
      assert.equal(changed, text.replace(MODEL, OTHER_MODEL));
      const [before] = await server.labels(uri("title.py"));
      await server.change(uri("title.py"), changed);
      const [after] = await server.labels(uri("title.py"));
      assert.ok(Math.abs(dollarsOf(after) / dollarsOf(before) - 0.1) < 0.01, `${before} ${after}`);
    }));

  it("says why it cannot where the model is no literal, or the call is gone", () =>
    withServer({}, async ({ server, uri }) => {
      const text = `import os\n${oneCall()}`.replace(`"${MODEL}"`, 'os.environ["MODEL"]');
      await server.open(uri("title.py"), text);
      const { callId, canEdit, rows } = await compare(server, uri("title.py"));
      assert.equal(canEdit, false);
      const offerId = rows[0]?.offerId ?? "";
      const answers = [
        await server.connection.sendRequest(useModelRequest, { callId, offerId }),
        await server.connection.sendRequest(useModelRequest, { callId: "title.py:9999", offerId }),
        await server.connection.sendRequest(useModelRequest, { callId, offerId: "no@such/offer" }),
        await server.connection.sendRequest(pinRequest, { callId: "gone.py:1", name: "turns", value: 2 }),
      ];
      for (const answer of answers)
        assert.ok("problem" in answer && answer.problem.length > 10, JSON.stringify(answer));
    }));
});

describe("protocol: compare", () => {
  it("puts the present offer first, then what fits by cost, then what does not fit", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const { rows, currency, canEdit } = await compare(server, uri("agent.py"));
      assert.equal(currency, "USD");
      assert.equal(canEdit, true);
      assert.equal(rows[0]?.model, MODEL);
      assert.deepEqual(
        rows.flatMap(({ current }, at) => (current ? [at] : [])),
        [0],
      );
      const rest = rows.slice(1);
      const firstObstacle = rest.findIndex(({ obstacle }) => obstacle !== null);
      const fitting = rest.slice(0, firstObstacle);
      assert.ok(fitting.length > 1 && firstObstacle > 0);
      assert.ok(fitting.every(({ obstacle }) => obstacle === null));
      assert.ok(rest.slice(firstObstacle).every(({ obstacle }) => obstacle !== null));
      const costs = fitting.filter((row) => row.cost.currency === currency).map(({ cost }) => cost.typical);
      assert.deepEqual(
        costs,
        [...costs].sort((a, b) => a - b),
      );
      const mute = rows.find(({ model }) => model === "moonbeam-mute");
      assert.match(mute?.obstacle ?? "", /takes no tools/);
      assert.equal(rows[0]?.byTurn.length, new Set(rows[0]?.byTurn).size, "cumulative costs grow");
    }));

  it("keeps to the model where regions are asked for", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const { rows } = await compare(server, uri("title.py"), { sameModel: true });
      assert.deepEqual(
        rows.map(({ model }) => model),
        [MODEL],
      );
    }));

  it("marks offers the residency rules forbid", () =>
    withServer(
      { settings: () => ({ workspaceScan: false, residency: { allow: ["FR"], deny: [] } }) },
      async ({ server, uri }) => {
        await server.open(uri("title.py"), oneCall());
        const view = await server.until(
          "an obstacle",
          () => compare(server, uri("title.py")),
          ({ rows }) => rows.some(({ model, obstacle }) => model === OTHER_MODEL && obstacle !== null),
        );
        const french = view.rows.filter(({ country }) => country === "FR");
        assert.ok(french.some(({ obstacle }) => obstacle === null));
      },
    ));

  it("says so where there is no call", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("empty.py"), "x = 1\n");
      const answer = await server.connection.sendRequest(compareRequest, {
        uri: uri("empty.py"),
        position: null,
      });
      assert.ok("problem" in answer);
    }));
});

describe("protocol: runs and why", () => {
  it("lists the runs of a file, dearest first, unpriced last", () =>
    withServer({}, async ({ server, uri }) => {
      const text =
        oneCall("a") +
        AGENT.slice(AGENT.indexOf("TOOLS")) +
        'def odd():\n    client.chat.completions.create(model="no-such-model-x", messages=[])\n';
      await server.open(uri("all.py"), text);
      const runs = await server.connection.sendRequest(runsRequest, { uri: uri("all.py") });
      assert.deepEqual(
        runs.map(({ entry }) => entry),
        ["all.py#solve", "all.py#title", "all.py#odd"],
      );
      assert.equal(runs[2]?.cost, null);
      assert.ok(runs[2]?.unpricedReason);
      assert.deepEqual(runs[1]?.range.start.line, CALL_LINE);
    }));

  it("tells why there is no hint, and where the nearest call is", () =>
    withServer({}, async ({ server, uri }) => {
      const why = async (path: string, line: number) =>
        server.connection.sendRequest(whyNoHintRequest, { uri: uri(path), position: { line, character: 0 } });
      const text = oneCall().replace("    return client", "    # farebox: ignore\n    return client");
      await server.open(uri("hidden.py"), text);
      await server.open(uri("title.py"), oneCall());
      await server.open(uri("node_modules/x/title.py"), oneCall());
      assert.match((await why("hidden.py", CALL_LINE + 1)).headline, /directive hides/);
      assert.match((await why("title.py", 0)).details.join(), new RegExp(`line ${CALL_LINE + 1}\\b`));
      assert.match((await why("title.py", CALL_LINE)).headline, /There is a hint here/);
      assert.match((await why("notes.txt", 0)).headline, /does not read this kind/);
      const skipped = await why("node_modules/x/title.py", CALL_LINE);
      assert.match(skipped.headline, /skipped/);
      assert.notDeepEqual(skipped.details, []);
    }));

  it("names the setting that hides hints", () =>
    withServer(
      { settings: () => ({ workspaceScan: false, hints: { minCost: 1e6 } }) },
      async ({ server, uri }) => {
        await server.open(uri("title.py"), oneCall());
        const params = { uri: uri("title.py"), position: { line: CALL_LINE, character: 0 } };
        const { action } = await server.until(
          "hidden",
          () => server.connection.sendRequest(whyNoHintRequest, params),
          ({ headline }) => /cheaper/.test(headline),
        );
        assert.deepEqual(action?.arguments, ["farebox.hints.minCost"]);
      },
    ));
});
