/** Settings by every way a client can give them, and documents that belong to no folder. */
import assert from "node:assert/strict";
import { DidChangeWorkspaceFoldersNotification } from "vscode-languageserver-protocol";
import { compareRequest, summaryRequest } from "../../shared/protocol";
import { AGENT, catalogue, dollarsOf, NAME_POSITION, oneCall, positionOf } from "./samples";
import { withServer } from "./workbench";

/** A client like Neovim's: no configuration requests, no refreshes, no dynamic registration. */
const PLAIN = { workspace: {} };

/** The turns a hint ends with; 1 where it has none. */
function turnsOf(label: string | undefined): number {
  return Number(/×(\d+)$/.exec(label ?? "")?.[1] ?? 1);
}

describe("protocol: settings", () => {
  it("asks again when they change, then asks the client to refresh", () => {
    let turns = 5;
    const settings = (): unknown => ({ workspaceScan: false, assume: { turns } });
    return withServer({ settings }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const shown = async (): Promise<number> => turnsOf((await server.labels(uri("agent.py")))[0]);
      await server.until("five", shown, (n) => n === 5);
      await server.until(
        "refreshed at the start",
        () => server.seen.hintRefreshes,
        (n) => n > 0,
      );
      const refreshes = server.seen.hintRefreshes;
      turns = 9;
      await server.settingsChanged();
      await server.until("nine", shown, (n) => n === 9);
      await server.until(
        "refreshed",
        () => server.seen.hintRefreshes,
        (n) => n > refreshes,
      );
    });
  });

  it("hold prices of one's own, under the files of the folder", () => {
    let multiplier = 1;
    const settings = (): unknown => ({
      workspaceScan: false,
      catalogue: {
        entries: {
          models: [{ id: "settled-1", contextWindow: 400000, tokenizerFamily: "o200k_base" }],
          hosts: [{ id: "settled", endpoints: [{ url: "https://settled.example.com/v1" }] }],
          offers: [
            {
              model: "settled-1",
              host: "settled",
              prices: { input: 3 * multiplier, output: 9 * multiplier },
            },
          ],
          typo: 1,
        },
      },
    });
    const source = oneCall()
      .replaceAll("moonbeam-9", "settled-1")
      .replaceAll("moon.example.com", "settled.example.com");
    return withServer({ settings, files: {} }, async ({ server, uri }) => {
      await server.open(uri("title.py"), source);
      const shown = async (): Promise<number> => dollarsOf((await server.labels(uri("title.py")))[0]);
      const before = await server.until("priced", shown, (cost) => cost > 0);
      await server.until(
        "the mistake in the log",
        () => server.log.join("\n"),
        (log) => log.includes("farebox.catalogue.entries: typo is not a field"),
      );
      multiplier = 10;
      await server.settingsChanged();
      const after = await server.until("dearer", shown, (cost) => cost > before * 5);
      assert.ok(Math.abs(after / before / 10 - 1) < 0.05, `${before} ${after}`);
    });
  });

  it("warn of a call outside the allowed places, with what stays inside", () => {
    let allow: readonly string[] = ["FR"];
    const settings = (): unknown => ({ workspaceScan: false, residency: { allow } });
    return withServer({ settings }, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const warnings = () =>
        (server.diagnostics.get(uri("title.py")) ?? []).filter(({ code }) => code === "residency");
      const [warning] = await server.until("warned", warnings, (found) => found.length > 0);
      assert.match(String(warning?.message), /may run in DE, which the policy does not allow/);
      assert.match(String(warning?.message), /no legal advice/);
      allow = ["EU"];
      await server.settingsChanged();
      await server.until("allowed", warnings, (found) => found.length === 0);
    });
  });

  it("keep their default where a value is wrong, with a line in the log", () => {
    const settings = (): unknown => ({
      workspaceScan: false,
      assume: { turns: "many", outputTokens: -3 },
      hints: 7,
    });
    return withServer({ settings }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      assert.ok(dollarsOf((await server.labels(uri("agent.py")))[0]) > 0);
      await server.until(
        "logged",
        () => server.log.join("\n"),
        (log) => log.includes("farebox.assume.turns"),
      );
    });
  });

  it("differ from folder to folder", () => {
    const settings = (scope: string | undefined): unknown => ({
      workspaceScan: false,
      assume: { turns: scope?.endsWith("/one") ? 4 : 8 },
    });
    const files = { "one/farebox.catalogue.yaml": catalogue(), "two/farebox.catalogue.yaml": catalogue() };
    return withServer({ settings, files, folders: ["one", "two"] }, async ({ server, uri }) => {
      await server.open(uri("one/agent.py"), AGENT);
      await server.open(uri("two/agent.py"), AGENT);
      const turns = async (): Promise<number[]> => [
        turnsOf((await server.labels(uri("one/agent.py")))[0]),
        turnsOf((await server.labels(uri("two/agent.py")))[0]),
      ];
      await server.until("four and eight", turns, ([one, two]) => one === 4 && two === 8);
      const ids = [];
      for (const folder of ["one", "two"]) {
        const params = { uri: uri(`${folder}/agent.py`), position: positionOf(AGENT, "create(") };
        const view = await server.connection.sendRequest(compareRequest, params);
        const byId = { uri: params.uri, position: null, callId: "callId" in view ? view.callId : "" };
        const again = await server.connection.sendRequest(compareRequest, byId);
        ids.push("uri" in again ? again.uri : "");
      }
      assert.deepEqual(
        ids,
        [uri("one/agent.py"), uri("two/agent.py")],
        "the same path in two folders is two calls",
      );
    });
  });

  it("come from initializationOptions where the client cannot be asked", () => {
    const initializationOptions = { settings: { workspaceScan: false, assume: { turns: 6 } } };
    return withServer({ capabilities: PLAIN, initializationOptions }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const shown = async (): Promise<number> => turnsOf((await server.labels(uri("agent.py")))[0]);
      assert.equal(await shown(), 6);
      await server.settingsChanged({ workspaceScan: false, assume: { turns: 3 } });
      await server.until("three", shown, (n) => n === 3);
      assert.deepEqual(
        [server.seen.hintRefreshes, server.seen.lensRefreshes],
        [0, 0],
        "nobody asked for refreshes",
      );
      assert.ok(
        !((await server.hover(uri("agent.py"), positionOf(AGENT, "create("))) ?? "").includes("command:"),
      );
    });
  });

  it("switch hints and lenses off", () => {
    const settings = (): unknown => ({ workspaceScan: false, hints: { enabled: false, codeLens: false } });
    return withServer({ settings }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      await server.until(
        "no hints",
        () => server.labels(uri("agent.py")),
        (labels) => labels.length === 0,
      );
      assert.deepEqual(await server.lenses(uri("agent.py")), []);
      assert.match((await server.hover(uri("agent.py"), positionOf(AGENT, "create("))) ?? "", /per run/);
    });
  });
});

describe("protocol: folders", () => {
  it("come and go while the server runs", () => {
    const files = { "one/farebox.catalogue.yaml": catalogue(), "two/farebox.catalogue.yaml": catalogue() };
    return withServer({ files, folders: ["one"] }, async ({ server, uri }) => {
      const event = (added: string[], removed: string[]) => ({
        event: {
          added: added.map((name) => ({ uri: uri(name), name })),
          removed: removed.map((name) => ({ uri: uri(name), name })),
        },
      });
      await server.connection.sendNotification(
        DidChangeWorkspaceFoldersNotification.type,
        event(["two"], []),
      );
      await server.open(uri("two/title.py"), oneCall());
      const priced = async (path: string): Promise<boolean> =>
        dollarsOf((await server.labels(uri(path)))[0]) > 0;
      await server.until(
        "priced in the new folder",
        () => priced("two/title.py"),
        (is) => is,
      );
      await server.connection.sendNotification(
        DidChangeWorkspaceFoldersNotification.type,
        event([], ["one"]),
      );
      await server.open(uri("one/title.py"), oneCall());
      await server.until(
        "a file outside",
        () => server.labels(uri("one/title.py")),
        ([label]) => /unpriced/.test(label ?? ""),
      );
      assert.ok(await priced("two/title.py"));
    });
  });

  it("are not needed for a file outside them or an untitled one", () =>
    withServer({ files: { "in/x.py": "" }, folders: ["in"] }, async ({ server, uri }) => {
      for (const [loose, language] of [
        [uri("outside.py"), "python"],
        ["untitled:Untitled-1", "python"],
        ["vscode-vfs://github/me/x/a%20b.py", "python"],
      ] as const) {
        await server.open(loose, oneCall(), language);
        const [label, ...more] = await server.labels(loose);
        assert.match(label ?? "", /^≈[\d.]+ tok · unpriced$/, loose);
        assert.deepEqual(more, []);
        assert.match((await server.hover(loose, NAME_POSITION)) ?? "", /Unpriced/);
        const { file } = await server.connection.sendRequest(summaryRequest, { uri: loose });
        assert.deepEqual([file?.runs, file?.unpriced], [1, 1]);
      }
    }));

  it("keep two untitled documents apart", () =>
    withServer({}, async ({ server }) => {
      await server.open("untitled:Untitled-1", oneCall());
      await server.open("untitled:Untitled-2", "x = 1\n");
      assert.equal((await server.labels("untitled:Untitled-1")).length, 1);
      assert.equal((await server.labels("untitled:Untitled-2")).length, 0);
    }));
});
