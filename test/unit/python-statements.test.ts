// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of printed templates look like that.
import assert from "node:assert/strict";
import { PYTHON } from "../../server/src/languages/python/python";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile } from "../support/print-ir";

/** What is tested, Python source, the statements it means. */
type Row = readonly [name: string, source: string, expected: string];

const ASSIGNMENTS: readonly Row[] = [
  ["tuple targets", "x, y = 1, 2", "[x, y] = [1, 2]"],
  ["starred targets", "(x, *y), z = q", "[[x, ...y], z] = q"],
  ["augmented", "m += [1]", "m += [1]"],
  ["annotated", "x: list[int] = []", "x: list[int] = []"],
  ["annotation only", "x: A | None", "x: (A | null)"],
  ["shared with a name", "a.m = b = f()", "b = f()\na.m = b"],
  ["shared with a member", "a = b.m = f()", "a = (b.m := f())"],
  ["items and members", "a[1] = 2; a.b = 3", "a[1] = 2\na.b = 3"],
  ["type alias", "type X = int", "X = int"],
];

const IMPORTS: readonly Row[] = [
  ["plain", "import a", "import a: * as a"],
  ["dotted", "import a.b", "import a.b: * as a"],
  ["aliases", "import a.b as c, d", "import a.b: * as c\nimport d: * as d"],
  ["names", "from x import (a as b,\n  c)", "import x: a as b, c as c"],
  ["relative", "from . import z", "import .: z as z"],
  ["relative with a path", "from ..a.b import c", "import ..a.b: c as c"],
  ["everything", "from m import *", "import m: * as *"],
  ["future", "from __future__ import annotations", "import __future__: annotations as annotations"],
  [
    "conditional",
    "try:\n  import a\nexcept ImportError:\n  a = None",
    "try\n  import a: * as a\nexcept\n  a = null",
  ],
  ["type only", "if TYPE_CHECKING:\n  import a", "if TYPE_CHECKING\n  import a: * as a"],
];

const FLOW: readonly Row[] = [
  [
    "elif and else",
    "if a: b()\nelif c: d()\nelse: e()",
    "if a\n  b()\nelse\n  if c\n    d()\n  else\n    e()",
  ],
  ["for", "for i, (a, b) in f(x):\n  g()\nelse:\n  h()", "for [i, [a, b]] in f(x)\n  g()\nh()"],
  ["async for", "async def f():\n  async for a in b: c()", "async fn f()\n  for a in b\n    c()"],
  ["while", "while True:\n  if a: break\n  continue", "while true\n  if a\n    break\n  continue"],
  [
    "try",
    "try: a()\nexcept (E, F) as e: b()\nexcept* G: c()\nelse: d()\nfinally: e()",
    "try\n  a()\n  d()\nexcept\n  b()\nexcept\n  c()\nfinally\n  e()",
  ],
  ["with", "with open(a) as f, b:\n  c()", "with open(a) as f, b\n  c()"],
  ["with in brackets", "with (x() as y, z()): pass", "with x() as y, z()"],
  ["async with", "async with a() as b: await b.c()", "with a() as b\n  await b.c()"],
  [
    "match",
    "match a.kind:\n  case 'x': f()\n  case B.C: g()\n  case {'k': v} if h(v): i()\n  case _: j()",
    'if (a.kind == "x")\n  f()\nelse\n  if (a.kind == B.C)\n    g()\n  else\n    if other<other<a.kind, other<"k", other<v>>>, h(v)>\n      i()\n    else\n      j()',
  ],
  [
    "match evaluates its subject once",
    "match f():\n  case 1: a()\n  case 2: b()",
    "if (f() == 1)\n  a()\nelse\n  if (other<> == 2)\n    b()",
  ],
  ["raise", "raise X(a) from b", "raise X(a)"],
  ["bare raise", "raise", "raise"],
  ["assert and del", "assert f(a), b\ndel c[0]", "other<f(a), b>\nother<c[0]>"],
  ["Python 2 print", 'print "hello", f(x)', 'other<"hello", f(x)>'],
  ["nothing to say", "global x\npass", ""],
];

const DEFINITIONS: readonly Row[] = [
  [
    "parameters",
    "def f(a, b: int, /, c=1, *, d: str = 'x', **kw) -> list[str]: ...",
    'fn f(a, b: int, c = 1, d: str = "x", **kw) -> list[str]\n  other<>',
  ],
  ["rest", "def f(*args: T): pass", "fn f(*args: T)"],
  ["tuple parameter", "def f((a, b)): pass", "fn f({0: a, 1: b})"],
  [
    "async and decorated",
    "@dec(1)\n@a.b\nasync def f():\n  return await g()",
    "@dec(1)\n@a.b\nasync fn f()\n  return await g()",
  ],
  [
    "docstrings",
    '"""Module.\n\nMore.\n"""\ndef f():\n    """One.\n\n      Two.\n    Three.\n    """\n    g()',
    'fn f()\n  doc "One.\\n\\n  Two.\\nThree."\n  g()',
  ],
  ["an f-string is no docstring", "def f():\n  f'{a}'", "fn f()\n  `${a}`"],
  ["nested", "def f():\n  def g(): return h()\n  return g", "fn f()\n  fn g()\n    return h()\n  return g"],
  ["default lambda", "def f(k=lambda: g()): pass", "fn f(k = fn <lambda>() { return g() })"],
  [
    "class",
    "@dataclass\nclass A(B, C[int], metaclass=M):\n  'Doc.'\n  x: int = field(default=1)\n  y: str\n  def m(self): return self.x",
    '@dataclass\nclass A(B, C[int])\n  doc "Doc."\n  x: int = field(default=1)\n  y: str\n  fn m(self) in A\n    return self.x',
  ],
  [
    "methods know the innermost class only",
    "class A:\n  class B:\n    @p\n    def m(self):\n      def n(): pass",
    "class A()\n  class B()\n    @p\n    fn m(self) in B\n      fn n()",
  ],
];

describe("Python statements", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("python");
  });

  for (const [table, rows] of Object.entries({ ASSIGNMENTS, IMPORTS, FLOW, DEFINITIONS })) {
    for (const [name, source, expected] of rows) {
      it(`${table.toLowerCase()}: ${name}`, () => {
        const facts = factsOf(ready, PYTHON, `${source}\n`);
        assert.equal(facts.incomplete, false);
        assert.equal(printFile(facts), expected);
      });
    }
  }

  it("reads the module's docstring", () => {
    const facts = factsOf(ready, PYTHON, '#!/usr/bin/env python\n"""Module.\n\n  More.\n"""\nx = 1\n');
    assert.equal(facts.functions[0]?.facts.doc, "Module.\n\nMore.");
  });

  it("lists functions in source order with their parents", () => {
    const text = "def a():\n  def b(): pass\n  c = lambda: 1\nclass D:\n  @e\n  def f(self): pass\n";
    const facts = factsOf(ready, PYTHON, text);
    assert.deepEqual(
      facts.functions.map((node) => [
        node.facts.name,
        node.start,
        node.parent,
        node.children,
        node.className,
      ]),
      [
        ["<module>", 0, -1, [1, 4], null],
        ["a", 0, 0, [2, 3], null],
        ["b", text.indexOf("def b"), 1, [], null],
        ["<lambda>", text.indexOf("lambda"), 1, [], null],
        ["f", text.indexOf("@e"), 0, [], "D"],
      ],
    );
  });

  it("finds directives in comments only", () => {
    const text = '# farebox: turns=8 output=400  \ns = "# farebox: ignore"\nf()  # why; farebox:ignore\r\n';
    assert.deepEqual(factsOf(ready, PYTHON, text).directives, [
      { offset: 2, text: "turns=8 output=400" },
      { offset: text.lastIndexOf("farebox"), text: "ignore" },
    ]);
  });

  it("counts UTF-16 units, whatever stands in front", () => {
    const text = "\uFEFFs = '😀é'\nf(x)\n";
    const [, call] = factsOf(ready, PYTHON, text).functions[0]?.facts.body ?? [];
    assert.equal(call && text.slice(call.range.start, call.range.end), "f(x)");
  });

  it("keeps hundreds of elif branches without nesting them all", () => {
    const branches = Array.from({ length: 300 }, (_, i) => `elif a == ${i}:\n  f${i}()\n`).join("");
    const printed = printFile(factsOf(ready, PYTHON, `if a: f()\n${branches}else: g()\n`));
    assert.equal(printed.match(/f\d+\(\)/g)?.length, 300);
    assert.equal(printed.match(/g\(\)/g)?.length, 1);
    assert.ok(Math.max(...printed.split("\n").map((line) => line.length - line.trimStart().length)) < 210);
  });
});
