import assert from "node:assert/strict";
import { visitCalls } from "../../server/src/facts/walk";
import { DocumentMemory } from "../../server/src/languages/analyse-file";
import { javascript, tsx, typescript } from "../../server/src/languages/typescript/languages";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile } from "../support/print-ir";
import { assertEditsChangeNothing } from "../support/random-edits";

const SAMPLE = `import OpenAI, { type Message } from "openai";
/** The agent. */
@injectable()
export class Agent<T> {
  #history: Message[] = [];
  constructor(private readonly client: OpenAI, public model = "gpt-5") {}
  /** Runs. */
  async run(task: string, { maxTurns = 8, ...rest }: Options = {}): Promise<string> {
    const messages = [{ role: "user", content: \`Do \${task}\` }];
    for (let turn = 0; turn < maxTurns; turn++) {
      const reply = await this.client.chat.completions.create({ model: this.model, messages, ...rest });
      messages.push(reply.choices[0]!.message);
      switch (reply.kind) { case "stop": return reply.text; default: break; }
      await Promise.all(calls.map(async (call) => { messages.push(await tool(call)); }));
    }
    return "";
  }
}
// farebox: turns=4
const summarise = async (text: string) => generateText({ model, prompt: "Sum up: " + text });
export default function main() { const go = () => summarise("é😀"); return go(); }
`;

const SNIPPETS = [
  "x();\n",
  "async (a) => b(a)",
  "`a${b",
  "{ a, b",
  "if (x) {",
  "/** doc */",
  "// c\n",
  "\n\n",
  "=> ",
  "class A {",
  "<T>(",
  "async ",
];

describe("Broken and extreme TypeScript", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("typescript", "tsx", "javascript");
  });

  it("finds the calls around and inside broken code", () => {
    const broken = [
      ["a.b(1);\nconst c = ask(;\nnext(b);", ["a.b(1)", "next(b)"]],
      ["function f() { if (x { g(1); }\nh(2);", ["g(1)", "h(2)"]],
      ["class A { m() { k(1) \n n( { } }", ["k(1)"]],
      ["foo(bar(1), baz(", ["bar(1)"]],
      ["const s = `a ${call(1)} b", ["call(1)"]],
    ] as const;
    for (const [source, calls] of broken) {
      const facts = factsOf(ready, typescript, source);
      assert.equal(facts.incomplete, true, source);
      const found: string[] = [];
      facts.functions.forEach((node, fn) => {
        visitCalls(facts, fn, ({ expr }) => {
          found.push(source.slice(node.start + expr.range.start, node.start + expr.range.end));
        });
      });
      for (const call of calls) assert.ok(found.includes(call), `${source}: ${found.join(" | ")}`);
    }
  });

  it("puts a call that is being typed together again", () => {
    const table = [
      [
        "async function f() {\n  const r = await a.b({ model: 'm', messages: \n  return r;\n}",
        'r = await a.b({"model": "m", ',
      ],
      ["const r = a.b({ model: 'm', n", 'r = a.b({"model": "m"'],
      ["const r = a.b(;\nnext();", "r = a.b()"],
      ["a.b({ model: 'm',", 'a.b({"model": "m"})'],
      ["function f() { return a.b(; }", "return a.b()"],
      ["const r = new A({ key: 1", 'r = new A({"key": 1})'],
    ] as const;
    for (const [source, expected] of table) {
      const printed = printFile(factsOf(ready, typescript, source));
      assert.ok(printed.includes(expected), `${source}\n---\n${printed}`);
    }
  });

  it("marks sound code as complete", () => {
    for (const language of [typescript, tsx])
      assert.equal(factsOf(ready, language, SAMPLE).incomplete, false);
  });

  it("survives every prefix of a file", () => {
    for (let end = 0; end < SAMPLE.length; end += 7) factsOf(ready, typescript, SAMPLE.slice(0, end));
  });

  it("survives deep nesting and long chains", () => {
    const deep = 3000;
    const sources = [
      `${"[".repeat(deep)}${"]".repeat(deep)};`,
      `${"f(".repeat(deep)}${")".repeat(deep)};`,
      `${"(() => ".repeat(deep)}1${")".repeat(deep)};`,
      `${"{".repeat(deep)}${"}".repeat(deep)}`,
      `${"if (a) ".repeat(deep)}b();`,
      `${"if (a) b(); else ".repeat(deep)}c();`,
      `x${".a()".repeat(deep)};`,
      `let t: ${"A<".repeat(deep)}B${">".repeat(deep)};`,
      `const ${"{ a: ".repeat(deep)}b${"}".repeat(deep)} = c;`,
      "(".repeat(deep),
      `switch (x) { ${"case 1: f(); break; ".repeat(deep)} }`,
      `a ? b : ${"c ? d : ".repeat(deep)}e;`,
    ];
    for (const source of sources) {
      const facts = factsOf(ready, typescript, source);
      facts.functions.forEach((_, fn) => {
        visitCalls(facts, fn, () => undefined);
      });
      structuredClone(facts);
    }
  });

  it("keeps every part of a long sum, in order", () => {
    const parts = Array.from({ length: 5000 }, (_, i) => `"p${i} "`);
    const facts = factsOf(ready, typescript, `const text = ${parts.join(" +\n")};`);
    const printed = printFile(facts);
    assert.deepEqual(printed.match(/p\d+ /g)?.length, 5000);
    assert.match(printed, /p0 .*p1 .*p4998 .*p4999 /s);
  });

  it("reuses functions without a trace in the facts", () => {
    const memory = new DocumentMemory();
    const texts = [
      SAMPLE,
      `\n\n${SAMPLE}`,
      SAMPLE.replace("Runs.", "Walks."),
      SAMPLE.replace("@injectable()", ""),
      SAMPLE.replace("const summarise = async", "const  shorten   =   async"),
      SAMPLE.replace("messages.push(reply", "messages.unshift(reply"),
      SAMPLE.replaceAll("Agent", "Robot"),
      SAMPLE,
    ];
    for (const text of texts) {
      assert.deepStrictEqual(factsOf(ready, typescript, text, memory), factsOf(ready, typescript, text));
    }
    memory.dispose();
  });

  it("gives the same facts after any edits", () => {
    assertEditsChangeNothing(ready, typescript, { sources: [SAMPLE], snippets: SNIPPETS, runs: 60 });
  });

  it("gives the same facts after any edits of JavaScript", () => {
    const sources = [
      "const { a } = require('m');\nmodule.exports = { async run(x) { for (const y of x) await a(y); } };\nclass B { #c = 1; @d() e() { return <F g={h()}/>; } }\n",
    ];
    assertEditsChangeNothing(ready, javascript, { sources, snippets: SNIPPETS, runs: 40 });
  });

  it("only says a file has no calls where it has none", () => {
    assert.equal(typescript.couldContainCall("export type A = { b: string };"), false);
    assert.equal(typescript.couldContainCall("tag`x`"), true);
    assert.equal(typescript.couldContainCall("f()"), true);
  });
});
