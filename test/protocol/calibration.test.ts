/** Hints follow the folder's calibration file; a client can have one made. */
import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FileChangeType } from "vscode-languageserver-protocol";
import { calibrateRequest } from "../../shared/protocol";
import type { StdioServer } from "../support/stdio-server";
import { AGENT, MODEL, positionOf } from "./samples";
import { withServer } from "./workbench";

const FILE = ".farebox/calibration.json";

/** Runs of 3, 4 and 5 requests that grow by 1,000 tokens, as an OpenAI log. */
const LOG = [3, 4, 5]
  .flatMap((turns, run) =>
    Array.from({ length: turns }, (_, turn) =>
      JSON.stringify({
        run_id: `r${run}`,
        timestamp: 1764000000 + run * 100 + turn,
        request: { model: MODEL },
        response: { model: MODEL, usage: { prompt_tokens: 2000 + 1000 * turn, completion_tokens: 50 } },
      }),
    ),
  )
  .join("\n");

/** A file on disk is read after the server was told of it, so the client asks again. */
async function labelIs(
  server: StdioServer,
  uri: string,
  isWanted: (label: string) => boolean,
): Promise<void> {
  await server.until("the hint", async () => (await server.labels(uri))[0] ?? "", isWanted);
}

describe("protocol: calibration", () => {
  it("makes the file from a log, and hints, hover and lens follow it until it is gone", () =>
    withServer({ files: { "agent.py": AGENT, "log.jsonl": LOG } }, async ({ server, folder, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const [before] = await server.labels(uri("agent.py"));
      const answer = await server.connection.sendRequest(calibrateRequest, {
        folder: uri("."),
        logs: [join(folder, "log.jsonl")],
      });
      assert.ok("summary" in answer, JSON.stringify(answer));
      assert.equal(answer.summary, "1 call calibrated from 3 of 3 runs");
      assert.match(answer.details, /calibrated \(n=3, 1 day\)/);
      const [after] = await server.labels(uri("agent.py"));
      assert.notEqual(after, before);
      assert.match(after ?? "", /×4$/);
      const hover = await server.hover(uri("agent.py"), positionOf(AGENT, "create"));
      assert.match(
        hover ?? "",
        /\| Turns \| \d+–\d+ turns \| calibrated \| calibrated \\\(n=3, 1 day\\\) \|/,
      );
      assert.doesNotMatch(hover ?? "", /turns per run/);
      const written = await readFile(join(folder, FILE), "utf8");
      assert.doesNotMatch(written, /You|content|question/);
      await rm(join(folder, FILE));
      await server.filesChanged(FileChangeType.Deleted, uri(FILE));
      await labelIs(server, uri("agent.py"), (label) => label === before);
    }));

  it("takes a file that appears, tells of one that is broken, and says what changed in the code", () =>
    withServer({ files: { "agent.py": AGENT } }, async ({ server, folder, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const [before] = await server.labels(uri("agent.py"));
      const rows = [3, 4, 5].map((turns) => [turns, 2000, 50, 0, 950, null]);
      const code = { system: 0, tools: 900, bound: null, growth: "accumulates", maxOutputTokens: null };
      const call = {
        call: "agent.py#solve",
        api: "chat.completions.create",
        nth: 1,
        model: MODEL,
        family: "o200k_base",
      };
      const entry = { ...call, runs: 3, days: 0, from: null, to: null, code, gap: null, rows };
      await mkdir(join(folder, ".farebox"));
      const write = async (text: string): Promise<void> => {
        await writeFile(join(folder, FILE), text);
        await server.filesChanged(FileChangeType.Changed, uri(FILE));
      };
      await write(JSON.stringify({ schema: "farebox-calibration/1", calls: [entry] }));
      await labelIs(server, uri("agent.py"), (label) => label.endsWith("×4"));
      const hover = await server.hover(uri("agent.py"), positionOf(AGENT, "create"));
      assert.match(hover ?? "", /calibrated before the tool definitions changed\\: 900 → \d+ tokens/);
      await write("{");
      await labelIs(server, uri("agent.py"), (label) => label === before);
    }));

  it("tells of a file that is too large to be read", () =>
    withServer({ files: { "agent.py": AGENT, [FILE]: " ".repeat(3_000_000) } }, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      await server.labels(uri("agent.py"));
      await server.until(
        "the notice",
        async () => server.notices.join("\n"),
        (notices) => /calibration\.json:1: it was not read: .*larger than farebox\.maxFileSize/.test(notices),
      );
    }));

  it("says why nothing came of a log", () =>
    withServer({ files: { "agent.py": AGENT, "log.jsonl": "nonsense" } }, async ({ server, folder, uri }) => {
      const answer = await server.connection.sendRequest(calibrateRequest, {
        folder: uri("."),
        logs: [join(folder, "log.jsonl"), join(folder, "gone.jsonl")],
      });
      assert.ok("summary" in answer, JSON.stringify(answer));
      assert.equal(answer.calls, 0);
      assert.match(answer.details, /log\.jsonl:1: neither JSON nor a table/);
      assert.match(answer.details, /gone\.jsonl: it is no file that can be read/);
    }));
});
