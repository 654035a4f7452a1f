/** Directives and the calls they reach: several calls in one statement, and calls behind a function of the project. */
import assert from "node:assert/strict";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { pinRequest, runsRequest, whyNoHintRequest } from "../../shared/protocol";
import type { StdioServer } from "../support/stdio-server";
import { applied, MODEL, PYTHON_HEAD, positionOf } from "./samples";
import { withServer } from "./workbench";

const REQUEST = (prompt: string): string =>
  `client.chat.completions.create(model="${MODEL}", messages=[{"role": "user", "content": "${prompt}"}])`;

/** Statements that hold two calls, in every layout. */
const PAIRS: Readonly<Record<string, string>> = {
  "on one line": `pair = [${REQUEST("one")}, ${REQUEST("two")}]\n`,
  "on lines of their own": `pair = join(\n    ${REQUEST("one")},\n    ${REQUEST("two")},\n)\n`,
  "one inside the other": `outer = ${REQUEST("two").replace('"two"', `\n    ${REQUEST("one")}\n`)}\n`,
  "in a text": `text = f"""{${REQUEST("one").replaceAll('"', "'")}}\n{${REQUEST("two").replaceAll('"', "'")}}"""\n`,
};

/** A wrapper, and two functions that go through it. */
const WRAPPER = `${PYTHON_HEAD}def ask(messages):
    return client.chat.completions.create(model="${MODEL}", messages=messages)


def solve(question):
    messages = [{"role": "user", "content": question}]
    while not done(messages):
        # farebox: turns=7
        messages.append(ask(messages))
`;
const SECOND = `

def chat(question):
    return ask([{"role": "user", "content": question}])
`;

const isRefusal = ({ message }: Diagnostic): boolean => String(message).includes("estimated once");

async function idsOf(server: StdioServer, uri: string): Promise<readonly string[]> {
  const runs = await server.connection.sendRequest(runsRequest, { uri });
  const offset = (id: string): number => Number(id.slice(id.lastIndexOf(":") + 1));
  return runs.map(({ callId }) => callId).sort((a, b) => offset(a) - offset(b));
}

describe("protocol: directives", () => {
  for (const [layout, statement] of Object.entries(PAIRS)) {
    it(`pin each of two calls of one statement by itself, ${layout}`, () =>
      withServer({}, async ({ server, uri }) => {
        let text = PYTHON_HEAD + statement;
        await server.open(uri("pair.py"), text);
        assert.equal((await idsOf(server, uri("pair.py"))).length, 2, text);
        const pin = async (nth: number, name: string, value: number): Promise<void> => {
          const callId = (await idsOf(server, uri("pair.py")))[nth] ?? "";
          const answer = await server.connection.sendRequest(pinRequest, { callId, name, value });
          assert.ok("edit" in answer, JSON.stringify(answer));
          text = applied(text, answer.edit.changes[uri("pair.py")] ?? []);
          await server.change(uri("pair.py"), text);
        };
        await pin(1, "outputTokens", 5000);
        await pin(0, "outputTokens", 7);
        await pin(1, "reasoningTokens", 11);
        assert.equal(text.match(/farebox:/g)?.length, 2, text);
        const output = async (nth: number): Promise<string> => {
          const [, path = ""] = ((await idsOf(server, uri("pair.py")))[nth] ?? "").split("#");
          const at = Number(path.slice(path.lastIndexOf(":") + 1));
          return (await server.hover(uri("pair.py"), positionOf(text, "create", at))) ?? "";
        };
        assert.match(
          await output(0),
          /\b7 \(configured\)|\| 7 \|/,
          `the first call\n${await output(0)}\n${text}`,
        );
        assert.match(await output(1), /5K|5,000|5000/, `the second call\n${await output(1)}\n${text}`);
        assert.doesNotMatch(await output(0), /5K|5,000|5000/, "the first call is left alone");
      }));
  }

  it("above the only caller of a function count for its run", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), WRAPPER);
      assert.match((await server.labels(uri("agent.py")))[0] ?? "", /×7$/);
    }));

  it("above one of several callers are refused with the reason, and why-no-hint says it too", () =>
    withServer({}, async ({ server, uri }) => {
      const text = WRAPPER + SECOND;
      await server.open(uri("agent.py"), text);
      assert.doesNotMatch((await server.labels(uri("agent.py")))[0] ?? "", /×7$/);
      const found = await server.until(
        "a problem",
        () => server.diagnostics.get(uri("agent.py")) ?? [],
        (all) => all.some(isRefusal),
      );
      const problem = found.find(isRefusal);
      assert.equal(problem?.range.start.line, positionOf(text, "# farebox").line);
      assert.match(String(problem?.message), /agent\.py:6\b/);
      const position = positionOf(text, "ask(messages))");
      const why = await server.connection.sendRequest(whyNoHintRequest, { uri: uri("agent.py"), position });
      assert.match(why.headline, /sent by the function called here/);
      assert.match(why.details.join(" "), /agent\.py:6\b.*1 other place calls it/);
    }));

  it("say what is wrong with a position", () =>
    withServer({}, async ({ server, uri }) => {
      const text = `${PYTHON_HEAD}# farebox: call=second output=3\nx = ${REQUEST("one")}\n`;
      await server.open(uri("pair.py"), text);
      const found = await server.until(
        "a problem",
        () => server.diagnostics.get(uri("pair.py")) ?? [],
        (all) => all.length > 0,
      );
      assert.match(String(found[0]?.message), /call=2/);
    }));
});
