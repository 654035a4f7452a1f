/** Reading numbers, windows and callers from facts: cases that the literate fixtures reach only through a whole run. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { callersOf } from "../../server/src/facts/call-graph";
import { tracesOf } from "../../server/src/facts/history";
import { readNumber } from "../../server/src/facts/literals";
import type { Located } from "../../server/src/facts/located";
import { mutationsIn } from "../../server/src/facts/mutations";
import { qualifiedName } from "../../server/src/facts/names";
import type { Program } from "../../server/src/facts/program";
import { resolveAll } from "../../server/src/facts/resolve";
import { callsIn } from "../../server/src/facts/walk";
import { boundOf } from "../../server/src/loops/bounds";
import { chainsOf } from "../../server/src/loops/chain";
import { programFrom } from "../support/check-calls";

type Files = Readonly<Record<string, string>>;

/** The first call of `mark(…)`, with the program it stands in. */
async function marked(files: Files): Promise<{ readonly program: Program; readonly call: Located }> {
  const program = await programFrom(files);
  for (const file of program.files) {
    for (const [fn] of file.functions.entries()) {
      for (const { call } of callsIn(file, fn)) {
        if (call.callee.kind === "name" && call.callee.name === "mark") {
          return { program, call: { file, fn, expr: call } };
        }
      }
    }
  }
  throw new Error("no mark");
}

function firstArgument(call: Located): Located {
  const value = call.expr.kind === "call" ? call.expr.args[0]?.value : undefined;
  assert.ok(value);
  return { ...call, expr: value };
}

async function numberIn(text: string): Promise<number | undefined> {
  const { program, call } = await marked({ "a.py": text });
  return readNumber(program, firstArgument(call));
}

/** Requests that run before the loop ends, as Python would count them. */
async function boundIn(body: string): Promise<number | null> {
  const { program, call } = await marked({ "a.py": body });
  const [chain] = chainsOf(program, call.file, call.fn, call.expr);
  const level = chain?.levels[0];
  const loop = level?.loops[0];
  assert.ok(level && loop);
  return boundOf(program, level, loop).bound;
}

describe("facts: numbers", () => {
  it("reads arithmetic, extremes and conversions", async () => {
    assert.equal(await numberIn("mark(2 * 3 + 4 // 3)"), 7);
    assert.equal(await numberIn("N = 5\nmark(min(N, 9, other))"), 5);
    assert.equal(await numberIn("mark(max(5, other))"), undefined);
    assert.equal(await numberIn('mark(int("12"))'), 12);
    assert.equal(await numberIn("mark(-N)"), undefined);
  });

  it("reads an argument that all callers agree on, and none where they differ", async () => {
    const define = "def f(n):\n    mark(n)\n";
    assert.equal(await numberIn(`${define}f(4)\nf(n=4)\n`), 4);
    assert.equal(await numberIn(`${define}f(4)\nf(5)\n`), undefined);
  });
});

describe("loops: bounds", () => {
  it("counts what Python counts, for every start, limit, step and order", async () => {
    const shape = fc.record({
      start: fc.integer({ min: 0, max: 3 }),
      limit: fc.integer({ min: 4, max: 12 }),
      step: fc.integer({ min: 1, max: 3 }),
      operator: fc.constantFrom("<", "<="),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ start, limit, step, operator }) => {
        const code = `i = ${start}\nwhile i ${operator} ${limit}:\n    mark(i)\n    i += ${step}\n`;
        let count = 0;
        for (let i = start; operator === "<" ? i < limit : i <= limit; i += step) count++;
        assert.equal(await boundIn(code), count);
      }),
      { numRuns: 40 },
    );
  });

  it("counts guards before and behind the call, with the change before or behind them", async () => {
    const shape = fc.record({
      limit: fc.integer({ min: 1, max: 9 }),
      operator: fc.constantFrom(">", ">="),
      order: fc.shuffledSubarray(["guard", "call", "change"] as const, { minLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ limit, operator, order }) => {
        const lines = {
          guard: `    if n ${operator} ${limit}:\n        break\n`,
          call: "    mark(n)\n",
          change: "    n += 1\n",
        };
        const code = `n = 0\nwhile True:\n${order.map((part) => lines[part]).join("")}`;
        // A call that is never reached has no bound.
        assert.equal(await boundIn(code), simulate(limit, operator, order) || null, order.join(" "));
      }),
      { numRuns: 60 },
    );
  });
});

function simulate(limit: number, operator: string, order: readonly string[]): number {
  let n = 0;
  for (let calls = 0; ; ) {
    for (const part of order) {
      if (part === "change") n++;
      if (part === "call") calls++;
      if (part === "guard" && (operator === ">" ? n > limit : n >= limit)) return calls;
    }
  }
}

describe("facts: histories", () => {
  async function mutationsOf(text: string): Promise<readonly string[]> {
    const { program, call } = await marked({ "a.py": text });
    const [trace] = tracesOf(program, firstArgument(call));
    assert.ok(trace);
    return mutationsIn(program, call.file, call.fn, trace.root).map((m) =>
      m.kind === "window" ? `window ${m.window.size}${m.window.dropsPrefix ? "" : " keeps head"}` : m.kind,
    );
  }

  it("knows the ways a list grows and shrinks", async () => {
    assert.deepEqual(await mutationsOf("m = []\nmark(m)\nm.insert(0, x)\nm += [y]\n"), ["append", "append"]);
    assert.deepEqual(await mutationsOf("m = []\nmark(m)\nm[:] = m[-6:]\n"), ["window 6"]);
    assert.deepEqual(await mutationsOf("m = []\nmark(m)\nm = m[:2] + m[len(m) - 6:]\n"), [
      "window 6 keeps head",
    ]);
    assert.deepEqual(await mutationsOf("m = []\nmark(m)\nother.append(m)\n"), []);
  });

  it("does not take an attribute of another class for the history", async () => {
    const text =
      "class Log:\n    def __init__(self):\n        self.items = []\n\n" +
      "class Agent:\n    def __init__(self):\n        self.items = []\n        self.log = Log()\n\n" +
      "    def run(self):\n        mark(self.items)\n        self.log.items.append(1)\n";
    assert.deepEqual(await mutationsOf(text), []);
  });
});

describe("facts: callers", () => {
  async function callersIn(files: Files): Promise<readonly string[]> {
    const { program, call } = await marked(files);
    return callersOf(program, call.file, call.fn).map(
      (edge) => `${edge.call.file.path}#${qualifiedName(edge.call.file, edge.call.fn)}`,
    );
  }

  it("finds callers through renaming imports, partials and base classes", async () => {
    assert.deepEqual(
      await callersIn({
        "a.py": "def f(x):\n    mark(x)\n",
        "b.py": "from a import f as g\n\ndef main():\n    g(1)\n",
      }),
      ["b.py#main"],
    );
    assert.deepEqual(
      await callersIn({
        "a.py":
          "class Base:\n    def q(self): ...\n\nclass Sub(Base):\n    def q(self):\n        mark(1)\n\ndef run(x: Base):\n    x.q()\n",
      }),
      ["a.py#run"],
    );
  });

  it("keeps languages and tests apart", async () => {
    assert.deepEqual(
      await callersIn({
        "a.py": "class A:\n    def fetch_all(self):\n        mark(1)\n",
        "b.ts": "export function g(a: any) {\n  a.fetch_all();\n}\n",
        "tests/test_a.py": "from a import A\n\ndef test_a():\n    A().fetch_all()\n",
      }),
      [],
    );
  });
});

describe("facts: names that lead to each other", () => {
  it("give up where the branches multiply", async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `    v = f${i % 3}(v, v)`).join("\n");
    const functions = Array.from({ length: 3 }, (_, n) => `def f${n}(v, w):\n${lines}\n    return v\n`);
    const { program, call } = await marked({ "a.py": `${functions.join("\n")}\nmark(f0(1, 2))\n` });
    assert.ok(resolveAll(program, firstArgument(call)).length >= 1);
  });
});

describe("facts: circles", () => {
  const names = Array.from({ length: 12 }, (_, index) => `m${index}`);

  it("ends where modules hand on everything of each other", async () => {
    const all = names.map((name) => `export * from "./${name}";\n`).join("");
    const files = Object.fromEntries(names.map((name) => [`${name}.ts`, all]));
    const { program, call } = await marked({
      ...files,
      "z.ts": 'import { nowhere } from "./m0";\nmark(nowhere);\n',
    });
    assert.ok(resolveAll(program, firstArgument(call)).every((value) => value.kind === "unknown"));
  });

  it("ends where classes extend each other", async () => {
    const classes = names.map((name) => `class ${name}(${names.join(", ")}):\n    pass\n`).join("");
    const { program, call } = await marked({ "a.py": `${classes}mark(m0().nowhere)\n` });
    assert.ok(resolveAll(program, firstArgument(call)).every((value) => value.kind === "unknown"));
  });
});
