/** `farebox explain` in a process of its own: how a call is named, and what is said where there is none. */
import assert from "node:assert/strict";
import { readCommand } from "../../server/src/cli/arguments";
import { UsageError } from "../../server/src/cli/usage";
import type { ExplainReport } from "../../server/src/reports/explain-contract";
import { AGENT } from "../support/report-of";
import { runCli } from "../support/run-cli";
import { withFolder } from "../support/temp-folder";

const FILES = {
  "pyproject.toml": "",
  "src/agent.py": AGENT.replace('model="mini-1"', 'model="gpt-5.2"').replace(/base_url="[^"]*"/, ""),
};

describe("cli explain", function () {
  this.timeout(120_000);

  it("names a call by file and line, in notebooks by cell and line", () => {
    const placeOf = (...args: readonly string[]) => {
      const command = readCommand(["explain", ...args]);
      assert.equal(command.kind, "explain");
      return command.kind === "explain" ? [command.file, command.cell, command.line] : [];
    };
    assert.deepEqual(placeOf("src/a.py:42"), ["src/a.py", null, 42]);
    assert.deepEqual(placeOf("a.ipynb:3:5"), ["a.ipynb", 3, 5]);
    assert.deepEqual(placeOf("C:\\src\\a.py:7"), ["C:\\src\\a.py", null, 7]);
    assert.deepEqual(placeOf("a.py"), ["a.py", null, null]);
    for (const wrong of [[], ["a.py:0"], ["a.py:1", "b.py:2"], ["a.py:1", "--format", "xml"]])
      assert.throws(() => readCommand(["explain", ...wrong]), UsageError);
  });

  it("explains the call on a line, around it, or the file's only one", () =>
    withFolder(FILES, async (folder) => {
      const line = FILES["src/agent.py"].split("\n").findIndex((text) => text.includes(".create(")) + 1;
      const named = await runCli(["explain", `src/agent.py:${line}`, "--format", "json"], folder);
      assert.equal(named.code, 0, named.stderr);
      const report = JSON.parse(named.stdout) as ExplainReport;
      assert.deepEqual(
        report.calls.map(({ call }) => [call.file, call.line]),
        [["src/agent.py", line]],
      );
      const { formula, turns } = report.calls[0] as ExplainReport["calls"][number];
      assert.equal(
        formula.input,
        turns.reduce((sum, turn) => sum + turn.input, 0),
      );
      const only = await runCli(["explain", "src/agent.py"], folder);
      assert.match(only.stdout, /^src\/agent\.py:\d+ {2}openai chat\.completions\.create/);
      assert.match(only.stdout, /\n\d+% of the runs reach the bound\n/);
      assert.match(only.stdout, /N\(S\+T\+U\) \+ g·N\(N−1\)\/2/);
    }));

  it("ends with 2 where there is no call, and says where some are", () =>
    withFolder({ ...FILES, "src/empty.py": "x = 1\n" }, async (folder) => {
      const missed = await runCli(["explain", "src/agent.py:1"], folder);
      assert.equal(missed.code, 2);
      assert.match(missed.stderr, /no call at that line of src\/agent\.py; it has calls at \d+\./);
      assert.equal((await runCli(["explain", "src/empty.py:1"], folder)).code, 2);
      assert.equal((await runCli(["explain", "src"], folder)).code, 2);
    }));
});
