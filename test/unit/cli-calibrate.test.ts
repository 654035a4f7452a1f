/** `farebox calibrate` in a process of its own. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../support/run-cli";
import { withFolder } from "../support/temp-folder";

const AGENT = `from openai import OpenAI

client = OpenAI()

def solve(question):
    messages = [{"role": "user", "content": question}]
    while True:
        reply = client.chat.completions.create(model="gpt-5.2", messages=messages, tools=TOOLS)
        message = reply.choices[0].message
        messages.append(message)
        if not message.tool_calls:
            return message.content
        for call in message.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": run(call)})
`;
const LINES = [2, 3, 4].flatMap((turns) =>
  Array.from({ length: turns }, (_, turn) => `r${turns},gpt-5.2,${1000 + 500 * turn},40,${turn * 900}`),
);
const FILES = {
  "agent.py": AGENT,
  "logs/usage.csv": `run,model,input,output,cached\n${LINES.join("\n")}\nr9,gpt-5.2,x,1,0\n`,
};

describe("cli: calibrate", function () {
  this.timeout(120_000);

  it("fits the call, and the next report rests on it", () =>
    withFolder(FILES, async (folder) => {
      const { code, stdout, stderr } = await runCli(["calibrate", "logs"], folder);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /9 requests in 3 runs; 3 runs matched to 1 call/);
      assert.match(stdout, /agent\.py:8 {2}openai/);
      assert.match(stdout, /usage\.csv:11: input and output must be whole numbers/);
      assert.match(stderr, /^Wrote \.farebox\/calibration\.json/);
      const report = await runCli(["report", "--format", "json"], folder);
      const [call] = (JSON.parse(report.stdout) as { calls: Record<string, Record<string, unknown>>[] })
        .calls;
      assert.deepEqual(call?.["calibration"], { source: "calibrated (n=3)", runs: 3, days: 0, drift: [] });
      const perTurn = call?.["perTurn"] as Record<string, { basis: string }> | undefined;
      assert.equal(perTurn?.["result"]?.basis, "calibrated");
      const text = await runCli(["report"], folder);
      assert.match(text.stdout, /calibrated \(n=3\)/);
      assert.doesNotMatch(text.stdout, /resultTokens|turns \d+,/);
    }));

  it("lists runs beside their estimate, and writes nothing", () =>
    withFolder(FILES, async (folder) => {
      const { code, stdout } = await runCli(
        ["calibrate", "--check", "--format", "json", "logs/usage.csv"],
        folder,
      );
      assert.equal(code, 0);
      const { calls, unreadable } = JSON.parse(stdout) as {
        calls: { runs: { turns: number; cost: number }[] }[];
        unreadable: number;
      };
      assert.deepEqual(
        calls[0]?.runs.map(({ turns }) => turns),
        [2, 3, 4],
      );
      assert.ok((calls[0]?.runs[0]?.cost ?? 0) > 0);
      assert.equal(unreadable, 1);
      assert.equal(existsSync(join(folder, ".farebox")), false);
    }));

  it("ends with 2 where nothing came of it or a path is wrong", () =>
    withFolder({ ...FILES, "other.csv": "model,input,output\nnobody,5,5\n" }, async (folder) => {
      const nothing = await runCli(["calibrate", "other.csv"], folder);
      assert.equal(nothing.code, 2);
      assert.match(nothing.stdout, /no call site fits the model nobody/);
      const gone = await runCli(["calibrate", "gone.csv"], folder);
      assert.equal(gone.code, 2);
      assert.match(gone.stderr, /gone\.csv: there is no such file or folder/);
    }));
});
