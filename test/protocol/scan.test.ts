/** The scan of a workspace: totals over files nobody has open, and what it leaves alone. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CancellationTokenSource, FileChangeType, LSPErrorCodes } from "vscode-languageserver-protocol";
import { runsRequest, scanRequest, summaryRequest } from "../../shared/protocol";
import type { SummaryView } from "../../shared/view-models";
import type { StdioServer } from "../support/stdio-server";
import { AGENT, oneCall } from "./samples";
import { withServer } from "./workbench";

const SCANNING = (): unknown => ({ workspaceScan: true });

const FILES = {
  "app/title.py": oneCall(),
  "app/agent.py": AGENT,
  "app/plain.py": "def plus(a, b):\n    return a + b\n",
  "node_modules/pkg/index.py": oneCall(),
  "ignored/title.py": oneCall(),
  ".gitignore": "ignored/\n",
};

function summary(server: StdioServer, uri: string | null = null): Promise<SummaryView> {
  return server.connection.sendRequest(summaryRequest, { uri });
}

async function settledRuns(server: StdioServer, runs: number): Promise<SummaryView> {
  return server.until(
    `${runs} runs`,
    () => summary(server),
    ({ state, workspace }) => state === "ready" && workspace.runs === runs,
  );
}

describe("protocol: scan", () => {
  it("starts with the first relevant document and sums up files that are not open", () =>
    withServer({ files: FILES, settings: SCANNING }, async ({ server, uri }) => {
      assert.equal((await summary(server)).workspace.runs, 0);
      await server.open(uri("app/title.py"), oneCall());
      const { workspace } = await settledRuns(server, 2);
      assert.equal(workspace.unpriced, 0);
      assert.ok(server.seen.summaryChanges > 0);
      const runs = await server.connection.sendRequest(runsRequest, { uri: null });
      assert.deepEqual(
        runs.map((run) => run.uri),
        [uri("app/agent.py"), uri("app/title.py")],
      );
      const means = runs.map(({ cost }) => cost?.mean ?? 0);
      assert.ok(Math.abs((workspace.cost?.mean ?? 0) - means.reduce((a, b) => a + b, 0)) < 1e-6);
      const { file } = await summary(server, uri("app/title.py"));
      assert.equal(file?.runs, 1);
    }));

  it("waits to be asked where the setting is off", () =>
    withServer({ files: FILES }, async ({ server, uri }) => {
      await server.open(uri("app/title.py"), oneCall());
      await server.labels(uri("app/title.py"));
      assert.equal((await settledRuns(server, 1)).workspace.runs, 1);
      await server.connection.sendRequest(scanRequest, {});
      await settledRuns(server, 2);
    }));

  it("follows files that appear, change and vanish on disk", () =>
    withServer({ files: FILES, settings: SCANNING }, async ({ server, folder, uri }) => {
      await server.connection.sendRequest(scanRequest, {});
      await settledRuns(server, 2);
      const seen = server.seen.summaryChanges;
      writeFileSync(join(folder, "app/new.py"), oneCall());
      await server.filesChanged(FileChangeType.Created, uri("app/new.py"));
      await settledRuns(server, 3);
      await server.until(
        "told",
        () => server.seen.summaryChanges,
        (n) => n > seen,
      );
      writeFileSync(join(folder, "app/title.py"), "x = 1\n");
      rmSync(join(folder, "app/new.py"));
      await server.filesChanged(FileChangeType.Changed, uri("app/title.py"));
      await server.filesChanged(FileChangeType.Deleted, uri("app/new.py"));
      await settledRuns(server, 1);
    }));

  it("follows the configuration that a call reads its model from", () => {
    const code = [
      "import yaml",
      "from openai import OpenAI",
      'config = yaml.safe_load(open("config/models.yaml"))',
      'OpenAI().chat.completions.create(model=config["model"], messages=[{"role": "user", "content": "Hi"}])',
      "",
    ].join("\n");
    return withServer({ files: FILES, settings: SCANNING }, async ({ server, folder, uri }) => {
      await server.open(uri("configured.py"), code);
      const labels = async (): Promise<string> => (await server.labels(uri("configured.py"))).join();
      assert.match(await labels(), /unpriced/);
      mkdirSync(join(folder, "config"));
      writeFileSync(join(folder, "config/models.yaml"), "model: gpt-5-mini\n");
      await server.filesChanged(FileChangeType.Created, uri("config/models.yaml"));
      await server.until("priced", labels, (text) => text.includes("$"));
    });
  });

  it("keeps to ignore rules when ignored files change", () =>
    withServer({ files: FILES, settings: SCANNING }, async ({ server, folder, uri }) => {
      await server.connection.sendRequest(scanRequest, {});
      await settledRuns(server, 2);
      for (const path of ["node_modules/pkg/index.py", "ignored/title.py"]) {
        writeFileSync(join(folder, path), `${oneCall()}\n`);
        await server.filesChanged(FileChangeType.Changed, uri(path));
      }
      writeFileSync(join(folder, "app/new.py"), oneCall());
      await server.filesChanged(FileChangeType.Created, uri("app/new.py"));
      await settledRuns(server, 3);
    }));

  it("follows a prompt into another module nobody has open", () => {
    const files = {
      "prompts.py": `SYSTEM = ${JSON.stringify("You know all about moons. ".repeat(50))}\n`,
      "short.py": 'SYSTEM = "Hi"\n',
    };
    const code = (module: string): string =>
      `from ${module} import SYSTEM\n${oneCall()}`.replace(
        '"content": "Give the text a title."',
        '"content": SYSTEM',
      );
    return withServer({ files, settings: SCANNING }, async ({ server, uri }) => {
      await server.open(uri("long_ask.py"), code("prompts"));
      await server.open(uri("short_ask.py"), code("short"));
      await settledRuns(server, 2);
      const tokens = async (path: string): Promise<number> =>
        Number(/≈(\d+)/.exec((await server.labels(uri(path)))[0] ?? "")?.[1]);
      assert.ok((await tokens("long_ask.py")) > (await tokens("short_ask.py")) + 200);
    });
  });

  it("scans again when exclusions change", () => {
    let exclude: readonly string[] = [];
    const settings = (): unknown => ({ workspaceScan: true, exclude });
    return withServer({ files: FILES, settings }, async ({ server }) => {
      await server.connection.sendRequest(scanRequest, {});
      await settledRuns(server, 2);
      exclude = ["**/agent.py"];
      await server.settingsChanged();
      await settledRuns(server, 1);
      exclude = [];
      await server.settingsChanged();
      await settledRuns(server, 2);
    });
  });

  it("stops when asked to and can be started again", () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`many/f${at}.py`, oneCall()]));
    return withServer({ files: many }, async ({ server }) => {
      const cancel = new CancellationTokenSource();
      const scan = server.connection.sendRequest(scanRequest, {}, cancel.token);
      await summary(server);
      cancel.cancel();
      await assert.rejects(scan, { code: LSPErrorCodes.RequestCancelled });
      const stopped = await server.until(
        "stopped",
        () => summary(server),
        ({ state }) => state === "ready",
      );
      assert.ok(stopped.workspace.runs < 300, `${stopped.workspace.runs}`);
      await server.connection.sendRequest(scanRequest, {});
      await settledRuns(server, 300);
    });
  });
});
