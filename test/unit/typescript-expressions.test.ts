import assert from "node:assert/strict";
import { javascript, tsx, typescript } from "../../server/src/languages/typescript/languages";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile, printFirst } from "../support/print-ir";

describe("TypeScript expressions", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("typescript", "tsx", "javascript");
  });

  const table: readonly (readonly [string, string])[] = [
    // Text
    ["'a\\n\\x41\\u0042\\u{1F600}\\'\\\n';", JSON.stringify("a\nAB😀'")],
    ['"\\u{110000}";', JSON.stringify("\\u{110000}")],
    ["`plain \\` text`;", '"plain ` text"'],
    ["`a${b}c\\n${d()}`;", "`a${b}c\n${d()}`"],
    ["`${a}`;", "`${a}`"],
    ["sql`select ${id}`;", "sql(`select ${id}`)"],
    // Literals
    ["1_000;", "1000"],
    ["0xff;", "255"],
    ["10n;", "10"],
    ["1e3;", "1000"],
    ["undefined;", "null"],
    ["void 0;", "null"],
    ["void f();", "(void f())"],
    ["(0, ai_1.generateText)({ model });", 'ai_1.generateText({"model": model})'],
    ["/a(b)/g;", "other<>"],
    // Access and calls
    ["a?.b?.[c]?.(d);", "a.b[c](d)"],
    [
      "this.client.chat.completions.create({ model: 'm', ...rest });",
      'this.client.chat.completions.create({"model": "m", ...rest})',
    ],
    ["f(...xs, y);", "f(...xs, y)"],
    ["new Client<T>({ apiKey });", 'new Client({"apiKey": apiKey})'],
    ["new Client;", "new Client()"],
    ["generate<Result>(x);", "generate(x)"],
    ["await llm.generate<typeof schema>(x);", "await llm.generate(x)"],
    ["(await generate<Result>(x)).text;", "await generate(x).text"],
    ["(await find<Run>())(x);", "await find()(x)"],
    // The grammar takes the ends of long types for members.
    ["create(body as unknown as OpenAI.Chat.Params, { signal });", 'create(body, {"signal": signal})'],
    ["create({ messages: kept as A.B.C.D[], n: (x as A.B.C).n });", 'create({"messages": kept, "n": x.n})'],
    ['create(body satisfies A.B.C["messages"]);', "create(body)"],
    ["import.meta.env.MODEL;", "import.meta.env.MODEL"],
    ["this.#client.run();", "this.#client.run()"],
    // Types vanish
    ["((await x) as Foo)!.bar satisfies Z;", "await x.bar"],
    ["<Foo>f(x);", "f(x)"],
    ["x as const;", "x"],
    // Objects
    [
      "({ a, 'b c': 1, [k]: 2, 3: d, async *g() {}, get h() { return 1 } });",
      '{"a": a, "b c": 1, k: 2, "3": d, "g": async fn g() {  }, "h": fn h() { return 1 }}',
    ],
    ["[1, ...a, [b]];", "[1, ...a, [b]]"],
    // Operators
    ["a + b * c ** d;", "(a + (b * (c ** d)))"],
    ["(a ?? b) || c && d;", "((a ?? b) || (c && d))"],
    ["!a, -b;", "(! a)"],
    ["a instanceof B;", "(a instanceof B)"],
    ["a === b ? c : d ? e : f;", "((a === b) ? c : (d ? e : f))"],
    ["f(x = 1, y += 2, i++);", "f((x := 1), (y := (y + 2)), (++ i))"],
    [
      "await Promise.all(xs.map(async (x) => call(x)));",
      "await Promise.all(xs.map(async fn <lambda>(x) { return call(x) }))",
    ],
    // What has no place of its own keeps the calls inside
    ["f(class extends B { m() { g() } });", "f(other<fn m() { g() }>)"],
    ["f(yield_(1), (a, b()));", "f(yield_(1), other<a, b()>)"],
  ];

  for (const [source, expected] of table) {
    it(source.replaceAll("\n", "⏎"), () => {
      assert.equal(printFirst(factsOf(ready, typescript, source)), expected);
    });
  }

  it("finds the calls in JSX attributes, children and spreads", () => {
    const source = "<Foo a={b()} {...c()}>text {d(1)} <p.q x='s'/>{/* e() */}</Foo>;";
    for (const language of [tsx, javascript]) {
      const printed = printFile(factsOf(ready, language, source));
      for (const call of ["b()", "c()", "d(1)"]) assert.ok(printed.includes(call), printed);
      assert.ok(!printed.includes("e()"), printed);
    }
  });

  it("gives ranges that cut the source", () => {
    const source = "const é = '😀';\nfunction f() { return a.bc(`x${y}`); }";
    const facts = factsOf(ready, typescript, source);
    const fn = facts.functions[1];
    const stmt = fn?.facts.body[0];
    assert.ok(fn && stmt?.kind === "return" && stmt.value?.kind === "call");
    const { callee, range } = stmt.value;
    const cut = (r: { start: number; end: number }): string =>
      source.slice(fn.start + r.start, fn.start + r.end);
    assert.equal(cut(range), "a.bc(`x${y}`)");
    assert.ok(callee.kind === "member");
    assert.equal(cut(callee.nameRange), "bc");
    assert.equal(cut(fn.facts.nameRange), "f");
  });
});
