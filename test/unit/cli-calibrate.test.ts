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
      assert.match(stdout, /Everything else was used\. The formats are in docs/);
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

  it("says why runs have no cost, where each request of one document stands, and that a file is empty", () => {
    const span = (trace: number, turn: number) => ({
      traceId: `t${trace}`,
      spanId: `s${trace}${turn}`,
      name: "chat",
      startTimeUnixNano: `${1_763_700_000 + trace * 1000 + turn}000000000`,
      attributes: [
        { key: "gen_ai.request.model", value: { stringValue: "gpt-5.2" } },
        { key: "gen_ai.usage.input_tokens", value: { intValue: `${1000 + turn * 200}` } },
        { key: "gen_ai.usage.output_tokens", value: { intValue: "40" } },
      ],
    });
    const spans = [1, 2, 3].flatMap((trace) => [span(trace, 0), span(trace, 1)]);
    const logs = {
      "otlp.json": JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
      "empty.jsonl": "",
    };
    return withFolder({ "agent.py": AGENT, ...logs }, async (folder) => {
      const { stdout } = await runCli(["calibrate", "--check", "otlp.json", "empty.jsonl"], folder);
      assert.match(stdout, /otlp\.json:1 .*\n.*otlp\.json:1:3 .*\n.*otlp\.json:1:5 /);
      assert.match(
        stdout,
        /no cost where the log does not say how much of the prompt was read from the cache/,
      );
      assert.match(stdout, /empty\.jsonl: it is empty/);
    });
  });

  it("ends with 2 where nothing came of it or a path is wrong", () =>
    withFolder({ ...FILES, "other.csv": "model,input,output\nnobody,5,5\n" }, async (folder) => {
      const nothing = await runCli(["calibrate", "other.csv"], folder);
      assert.equal(nothing.code, 2);
      assert.match(nothing.stdout, /no call site fits the model nobody/);
      assert.match(nothing.stdout, /Name the call \(--call FILE:LINE/);
      const gone = await runCli(["calibrate", "gone.csv"], folder);
      assert.equal(gone.code, 2);
      assert.match(gone.stderr, /gone\.csv: there is no such file or folder/);
    }));
});
