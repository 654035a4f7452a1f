import assert from "node:assert/strict";
import type { LanguageId } from "../../server/src/facts/ir";
import { InlineEngine } from "../../server/src/host/inline-engine";
import { WorkerPool } from "../../server/src/host/workers/worker-pool";
import type { AnalysisEngine } from "../../server/src/workspace/engine";

const PYTHON = `from openai import OpenAI
client = OpenAI()

# farebox: turns=8
def solve(task, model="gpt-5"):
    """Solves it."""
    messages = [{"role": "user", "content": f"Do {task}"}]
    for _ in range(30):
        reply = client.chat.completions.create(model=model, messages=messages)
        messages.append(reply)
    return [m for m in messages if (lambda x: x)(m)]

class Agent:
    def step(self):
        return solve("a" "b")
`;
const SCRIPT = `import { generateText } from "ai";
export const run = async (n: number) => {
  while (n > 0) { await generateText({ model: "x", prompt: \`\${n} 𝒳\` }); n -= 1; }
};
`;
const SOURCES: readonly (readonly [path: string, language: LanguageId, text: string])[] = [
  ["a.py", "python", PYTHON],
  ["broken.py", "python", "def f(:\n  x = (1,\nclass"],
  ["empty.py", "python", ""],
  ["a.ts", "typescript", SCRIPT],
  ["a.tsx", "tsx", "export const A = () => <p onClick={() => run(1)}>{x}</p>;"],
  ["a.js", "javascript", "const { x } = require('m'); module.exports = async () => x(1e999, -0);"],
];

async function withEngines(run: (pool: AnalysisEngine, inline: AnalysisEngine) => Promise<void>) {
  const [pool, inline] = [new WorkerPool({ size: 2 }), new InlineEngine()];
  try {
    await run(pool, inline);
  } finally {
    await Promise.all([pool.dispose(), inline.dispose()]);
  }
}

describe("worker pool and inline engine", () => {
  it("yield the same facts", () =>
    withEngines(async (pool, inline) => {
      for (const [path, language, text] of SOURCES) {
        const expected = await inline.facts(path, text, language);
        assert.equal(expected.kind, "facts", path);
        assert.deepEqual(await pool.facts(path, text, language), expected, path);
      }
    }));

  it("yield the same facts while a document is typed", () =>
    withEngines(async (pool, inline) => {
      for (let length = 0; length <= PYTHON.length; length += 23) {
        const text = PYTHON.slice(0, length) + PYTHON.slice(length + 5);
        const expected = await inline.facts("a.py", text, "python");
        assert.deepEqual(await pool.facts("a.py", text, "python", { documentId: "a" }), expected);
        assert.deepEqual(await inline.facts("a.py", text, "python", { documentId: "a" }), expected);
      }
      pool.release("a");
      const expected = await inline.facts("a.py", PYTHON, "python");
      assert.deepEqual(await pool.facts("a.py", PYTHON, "python", { documentId: "a" }), expected);
    }));

  it("keep untouched functions as the same objects", () =>
    withEngines(async (pool) => {
      const ask = async (text: string) => {
        const result = await pool.facts("a.py", text, "python", { documentId: "a" });
        assert.equal(result.kind, "facts");
        return result.kind === "facts" ? result.facts.functions : [];
      };
      const find = (all: Awaited<ReturnType<typeof ask>>, name: string) =>
        all.find(({ facts }) => facts.name === name)?.facts;
      const before = await ask(PYTHON);
      const after = await ask(
        PYTHON.replace('"a" "b"', '"c"').replace("client =", "# one line more\nclient ="),
      );
      assert.ok(find(before, "solve"));
      assert.equal(find(after, "solve"), find(before, "solve"));
      assert.notDeepEqual(find(after, "step"), find(before, "step"));
    }));

  it("change language under one document id", () =>
    withEngines(async (pool, inline) => {
      await pool.facts("a", "function f() { return 1 }", "javascript", { documentId: "a" });
      const expected = await inline.facts("a", "function f() { return 1 }", "typescript");
      const actual = await pool.facts("a", "function f() { return 1 }", "typescript", { documentId: "a" });
      assert.deepEqual(actual, expected);
    }));

  it("count the same tokens, exactly", () =>
    withEngines(async (pool, inline) => {
      const texts = ["", "hello world", "\ud800 lone", "你好，世界", "a".repeat(100_000)];
      const counts = await pool.count(texts, ["cl100k_base"]);
      assert.deepEqual(counts, await inline.count(texts, ["cl100k_base"]));
      assert.deepEqual(counts[1]?.tokens, { o200k_base: 2, cl100k_base: 2 });
    }));

  it("give up a file that does not parse within its budget, with a reason", () =>
    withEngines(async (pool, inline) => {
      const long = "x = [1, (2, {3: f(4)})]\n".repeat(40_000);
      for (const engine of [pool, inline]) {
        const result = await engine.facts("long.py", long, "python", { budget: 5 });
        assert.match(result.kind === "set-aside" ? result.reason : result.kind, /takes too long/);
        assert.equal((await engine.facts("ok.py", "f()", "python")).kind, "facts");
      }
    }));
});
