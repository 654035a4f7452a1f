// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of printed templates look like that.
import assert from "node:assert/strict";
import { PYTHON } from "../../server/src/languages/python/python";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFirst } from "../support/print-ir";

/** Python source and the expression it means. */
type Row = readonly [source: string, expected: string];

const NAMES_AND_NUMBERS: readonly Row[] = [
  ["None", "null"],
  ["True", "true"],
  ["1_000", "1000"],
  ["0x1F", "31"],
  ["0o17", "15"],
  ["1e3", "1000"],
  ["2j", "other<>"],
  ["...", "other<>"],
  ["(a)", "a"],
  ["a.b.c", "a.b.c"],
  ["()", "[]"],
  ["a, b", "[a, b]"],
  ["{1, *b}", "[1, ...b]"],
  ["{a: 1, **b, 'c': d}", '{a: 1, ...b, "c": d}'],
];

const CALLS: readonly Row[] = [
  ["f(1, *a, k=2, **b)", "f(1, ...a, k=2, ...b)"],
  ["a.b(c)(d)[0].e", "a.b(c)(d)[0].e"],
  ["f(x for x in y)", "f([x for x in y])"],
  ["f(\n  a,  # why\n  b,\n)", "f(a, b)"],
  ["f(a \\\n  , b)", "f(a, b)"],
  ["await f()", "await f()"],
  ["(yield f())", "other<f()>"],
  ["print(a, file=b)", "print(a, file=b)"],
  ["match(a)", "match(a)"],
];

const SUBSCRIPTS: readonly Row[] = [
  ["a[b]", "a[b]"],
  ["a[1, 2]", "a[[1, 2]]"],
  ["a[-10:]", "a[(- 10):]"],
  ["a[x:y]", "a[x:y]"],
  ["a[:5]", "a[:5]"],
  ["a[1:5:2]", "a[1:5]"],
  ["a[::-1]", "a[:]"],
  ["a[:-4:-1]", "other<a, (- 4), (- 1)>"],
];

const OPERATORS: readonly Row[] = [
  ["a + b - c", "((a + b) - c)"],
  ["a + (b - c)", "(a + (b - c))"],
  ["a and b or c", "((a and b) or c)"],
  ["-x ** 2", "(- (x ** 2))"],
  ["not a in b", "(not (a in b))"],
  ["a  not   in b", "(a not in b)"],
  ["a is not None", "(a is not null)"],
  ["x < y <= z", "((x < y) and (y <= z))"],
  ["x < f() <= z", "other<x, f(), z>"],
  ["a if b else c", "(b ? a : c)"],
  ["(n := f())", "(n := f())"],
  ["'%s' % a", '("%s" % a)'],
];

const FUNCTIONS_AND_COMPREHENSIONS: readonly Row[] = [
  ["lambda a, *b, c=1: a + c", "fn <lambda>(a, *b, c = 1) { return (a + c) }"],
  ["f(lambda: g(lambda: h))", "f(fn <lambda>() { return g(fn <lambda>() { return h }) })"],
  ["[x for x in y]", "[x for x in y]"],
  ["[f(x) for x in y if g(x) for z in x]", "[f(x) for x in y for z in x if g(x)]"],
  ["{k: v for k, v in d.items()}", "[{k: v} for [k, v] in d.items()]"],
  ["[x async for x in y]", "[x for x in y]"],
];

const STRINGS: readonly Row[] = [
  ["'a' \"b\"", '"ab"'],
  ["('a'\n 'b')", '"ab"'],
  ["'\\n\\t\\x41\\u00e9\\101\\q\\\\'", '"\\n\\tAéA\\\\q\\\\"'],
  ["'a\\\nb'", '"ab"'],
  ["r'\\n'", '"\\\\n"'],
  ["b'\\x41\\u0041'", '"A\\\\u0041"'],
  ["'\\N{BULLET}!'", '"\uFFFD!"'],
  ["'''a\r\nb'''", '"a\\nb"'],
  ["''", '""'],
  ["f'a {x} b'", "`a ${x} b`"],
  ["f'{x!r:>{w}} {{}} '", "`${x} {} `"],
  ["f'{a:{b}.2f}{c}'", "`${a}${c}`"],
  ["f'{x = }'", "`x = ${x}`"],
  ["f'plain'", '"plain"'],
  ["f'{f(\"q\")} and' ' more ' f'{b}'", '`${f("q")} and more ${b}`'],
  ["rf'\\d{x}'", "`\\d${x}`"],
  ["f'  {x}  '", "`  ${x}  `"],
  ["f'''\n  {x}\n'''", "`\n  ${x}\n`"],
  ["f'{ {\"a\": 1}[k] }'", '`${{"a": 1}[k]}`'],
];

describe("Python expressions", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("python");
  });

  const tables = { NAMES_AND_NUMBERS, CALLS, SUBSCRIPTS, OPERATORS, FUNCTIONS_AND_COMPREHENSIONS, STRINGS };
  for (const [name, rows] of Object.entries(tables)) {
    for (const [source, expected] of rows) {
      it(`${name.toLowerCase().replaceAll("_", " ")}: ${JSON.stringify(source)}`, () => {
        const facts = factsOf(ready, PYTHON, `${source}\n`);
        assert.equal(facts.incomplete, false);
        // A lone string would be the module's docstring.
        const inCall = printFirst(factsOf(ready, PYTHON, `x(${source})\n`));
        const isLone = printFirst(facts) === "";
        assert.equal(isLone ? inCall : printFirst(facts), isLone ? `x(${expected})` : expected);
      });
    }
  }

  it("gives ranges that cover the source, relative to the function", () => {
    const text = "x = 1\ndef f():\n    return client.chat.create(a)\n";
    const node = factsOf(ready, PYTHON, text).functions[1];
    const [stmt] = node?.facts.body ?? [];
    assert.ok(node && stmt?.kind === "return" && stmt.value?.kind === "call");
    const { callee } = stmt.value;
    assert.ok(callee.kind === "member");
    const at = (range: { start: number; end: number }): string =>
      text.slice(node.start + range.start, node.start + range.end);
    assert.equal(at(stmt.value.range), "client.chat.create(a)");
    assert.equal(at(callee.nameRange), "create");
    assert.equal(at(node.facts.nameRange), "f");
    assert.equal(at(node.facts.range), "def f():\n    return client.chat.create(a)");
  });

  it("keeps long chains shallow and whole", () => {
    const names = Array.from({ length: 5000 }, (_, i) => `a${i}`);
    const facts = factsOf(ready, PYTHON, `x = ${names.join(" + ")}\n`);
    const printed = printFirst(facts);
    assert.deepEqual(printed.match(/a\d+/g), names);
    assert.equal(JSON.stringify(facts).length > 0, true);
  });
});
