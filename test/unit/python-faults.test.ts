import assert from "node:assert/strict";
import { analyseFile, DocumentMemory } from "../../server/src/languages/analyse-file";
import { PYTHON } from "../../server/src/languages/python/python";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile, printFunction } from "../support/print-ir";
import { assertEditsChangeNothing } from "../support/random-edits";

const AGENT = `"""An agent."""
import os
from openai import AsyncOpenAI

MODEL = os.environ.get("MODEL", "m")
client = AsyncOpenAI()


class Agent:
    """Keeps a history."""

    limit: int = 10

    def __init__(self, tools, *, system: str = f"You are {MODEL}."):
        self.messages = [{"role": "system", "content": system}]
        self.tools = sorted(tools, key=lambda t: t.name)

    async def run(self, task: str) -> str:
        self.messages.append({"role": "user", "content": task})
        for turn in range(self.limit):
            # farebox: output=400
            response = await client.chat.completions.create(
                model=MODEL, messages=self.messages[-10:], tools=[t.spec for t in self.tools if t.on]
            )
            message = response.choices[0].message
            if not message.tool_calls:
                return message.content

            async def call(tool):
                try:
                    return await tool.run()
                except Exception as error:
                    return str(error)

            self.messages += [await call(t) for t in message.tool_calls]
        raise RuntimeError("too long")


@app.post("/ask")
async def ask(q): return await Agent([]).run(q)
`;

describe("broken Python", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("python");
  });

  it("keeps a call whose brackets are still open", () => {
    const text =
      'def f():\n    r = client.create(model="x", messages=[{"role": "user"\n    return r\n\ndef g():\n    return h(1)\n';
    const facts = factsOf(ready, PYTHON, text);
    assert.equal(facts.incomplete, true);
    assert.match(
      printFunction(facts, "f"),
      /^fn f\(\)\n {2}r = client\.create\(model="x", messages=\{"role": "user"\}\)/,
    );
    assert.equal(printFunction(facts, "g"), "fn g()\n  return h(1)");
  });

  it("keeps the loop around a call at the end of a truncated file", () => {
    const text =
      'import a\ndef f(x):\n    for i in range(3):\n        r = c.create(\n            model="m",\n            messages=msgs,';
    const facts = factsOf(ready, PYTHON, text);
    assert.equal(facts.incomplete, true);
    assert.equal(
      printFile(facts),
      'import a: * as a\nfn f(x)\n  for i in range(3)\n    r = c.create(model="m", messages=msgs)',
    );
  });

  it("finds the calls behind a broken header", () => {
    const text =
      "class A:\n    def f(self, x:\n        return create(x)\n    def g(self):\n        return other(x)\n";
    const printed = printFile(factsOf(ready, PYTHON, text));
    assert.match(printed, /create\(x\)/);
    assert.match(printed, /other\(x\)/);
  });

  it("lowers every prefix of a file", () => {
    for (let end = 0; end <= AGENT.length; end += 3) factsOf(ready, PYTHON, AGENT.slice(0, end));
  });

  it("lowers deep nesting without overflowing the stack", () => {
    const depth = 20_000;
    const open = (piece: string, close: string): string =>
      `x = ${piece.repeat(depth)}a${close.repeat(depth)}\n`;
    const texts = [
      open("(", ")"),
      open("[", "]"),
      open("f(", ")"),
      open("lambda: ", ""),
      open("not ", ""),
      `x = a${".b()".repeat(depth)}\n`,
      `x = a${" if b else c".repeat(depth)}\n`,
      "[".repeat(2_000),
    ];
    for (const text of texts) assert.doesNotThrow(() => structuredClone(factsOf(ready, PYTHON, text)));
  });

  it("gives an empty, incomplete module where the budget ends first", () => {
    let time = 0;
    const deadline = { now: (): number => time++, budgetMs: 30 };
    const source = { path: "a.py", text: "[".repeat(100_000) };
    const facts = analyseFile(source, PYTHON, { runtime: ready, deadline });
    assert.equal(facts.incomplete, true);
    assert.deepEqual(
      facts.functions.map((node) => [node.facts.name, node.facts.body]),
      [["<module>", []]],
    );
  });
});

describe("editing Python", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("python");
  });

  it("reuses the functions that did not change", () => {
    const memory = new DocumentMemory();
    const first = factsOf(ready, PYTHON, AGENT, memory);
    const second = factsOf(ready, PYTHON, AGENT.replace("range(self.limit)", "range(3)"), memory);
    const factsNamed = (facts: typeof first, name: string) =>
      facts.functions.find((node) => node.facts.name === name)?.facts;
    for (const name of ["__init__", "<lambda>", "call", "ask"]) {
      assert.equal(factsNamed(second, name), factsNamed(first, name), name);
    }
    assert.notEqual(factsNamed(second, "run"), factsNamed(first, "run"));
    memory.dispose();
  });

  it("gives the facts of a fresh parse after any edits", function () {
    this.timeout(60_000);
    assertEditsChangeNothing(ready, PYTHON, {
      sources: [AGENT, "", "def f(): pass\n"],
      snippets: [
        "def g(a):\n    return h(a)\n",
        "lambda x: x",
        "    if a:\n        b()\n",
        "f'{x}'",
        '"""',
        "# farebox: turns=3\n",
        "@dec\n",
        "async ",
        "await ",
        "class B:\n    ",
        "\\\n",
        "\t",
        "\r\n",
        " = ",
        "match x:\n    case 1: f()\n",
      ],
      runs: 150,
    });
  });
});
