/** Names and graphs that lead back to themselves are answered, however many ways there are. */
import assert from "node:assert/strict";
import { circlesOf } from "../../server/src/loops/circles";
import { runShapeOf } from "../../server/src/loops/shape";
import { sitesIn, sitesOf } from "../support/check-calls";

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

describe("the answer to a raw request", () => {
  const post = (name: string): string => `${name} = requests.post(os.environ["URL"], json=body)\n`;
  const head = "import os, requests\n\nbody = load()\n";

  it("is found behind names that are bound to each other again and again", async () => {
    const circle = "a = b\nb = a\n".repeat(10);
    const text = `${head}${post("a")}${circle}print(a.json()["choices"][0]["message"]["content"])\n`;
    assert.equal((await sitesOf({ "a.py": text })).length, 1);
    assert.equal(
      (await sitesOf({ "a.py": `${head}${post("c")}${circle}print(a["choices"][0]["message"])\n` })).length,
      0,
    );
  });

  it("is found where the same names are bound for each of many requests", async () => {
    const group = `${post("response")}data = response.json()\nprint(data["choices"][0]["message"]["content"])\n`;
    const text = head + group.repeat(30);
    assert.equal((await sitesOf({ "a.py": text })).length, 30);
  });
});

describe("a graph's circles", () => {
  it("are what can be reached from itself", () => {
    const targets = new Map(
      Object.entries({ start: "ab", a: "b", b: "ac", c: "c", d: "end" }).map(
        ([from, to]) => [from, new Set(to === "end" ? [to] : to)] as const,
      ),
    );
    assert.deepEqual(
      circlesOf(targets).map((circle) => [...circle].sort().join("")),
      ["ab", "c"],
    );
    assert.deepEqual(circlesOf(new Map()), []);
  });

  it("are found however long", async () => {
    const count = 300;
    const nodes = numbers(count).map((i) => `graph.add_node("n${i}", ${i === 7 ? "ask" : `f${i}`})\n`);
    const edges = numbers(count).map((i) => `graph.add_edge("n${i}", "n${(i + 1) % count}")\n`);
    const functions = numbers(count).map((i) => `def f${i}(state):\n    return state\n\n`);
    const text = `from langgraph.graph import StateGraph
from openai import OpenAI

client = OpenAI()

def ask(state):
    if state["attempts"] >= 3:
        return {"grade": "good"}
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hi"}])

${functions.join("")}graph = StateGraph(dict)
${nodes.join("")}${edges.join("")}`;
    const { program, sites } = await sitesIn({ "a.py": text });
    assert.deepEqual(
      sites.map((site) => runShapeOf(program, site)).map(({ kind, bound }) => [kind, bound]),
      [["framework", 3]],
    );
  });
});

describe("types", () => {
  const head = `import OpenAI from "openai";
class Service implements T0 {
  private client = new OpenAI();
  async send(text: string) {
    return this.client.responses.create({ model: "gpt-5", input: text });
  }
}
`;
  const use =
    "async function run(a: T0, { b }: T1) {\n  await a.b.c.d.send('x');\n  await b.c.d.send('y');\n}\n";

  it("that name each other in circles, and doubled, come to an end", async () => {
    const aliases = numbers(30).map(
      (i) => `type T${i} = T${(i + 1) % 30} | T${(i + 2) % 30} | T${(i + 1) % 30};\n`,
    );
    const members = "b: T1; c: T2; d: T0; send(text: string): void";
    const interfaces = numbers(30).map(
      (i) => `interface T${i} extends T${(i + 1) % 30}, T${(i + 2) % 30}, T${i} { ${members} }\n`,
    );
    const joined = numbers(30).map(
      (i) => `type T${i} = T${(i + 1) % 30}["b"] & T${(i + 2) % 30}["c"] & { b: T${i} };\n`,
    );
    for (const types of [aliases, interfaces, joined]) {
      const started = performance.now();
      const { program, sites } = await sitesIn({ "a.ts": head + types.join("") + use });
      assert.equal(sites.map((site) => runShapeOf(program, site)).length, 1);
      assert.ok(performance.now() - started < 1_500);
    }
  });
});
