import assert from "node:assert/strict";
import { qualifiedName } from "../../server/src/facts/names";
import { javascript, typescript } from "../../server/src/languages/typescript/languages";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile } from "../support/print-ir";

describe("TypeScript functions and classes", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("typescript", "javascript");
  });

  const check = (source: string, expected: readonly string[], language = typescript): void => {
    assert.deepEqual(printFile(factsOf(ready, language, source)).split("\n"), expected);
  };

  it("names functions after what they are bound to", () => {
    const source = [
      "const a = () => 1;",
      "const b = (async function inner() {}) as Handler;",
      "exports.c = () => {};",
      "this.d = x => x;",
      "const o = { e() {}, f: () => {}, 'g h': function () {} };",
      "run(() => {});",
      "run(function named() {});",
      "class K { l = async () => { m(); }; static #n() {} get p() { return 1; } [q]() {} }",
      "function* r() {}",
    ].join("\n");
    const { functions } = factsOf(ready, typescript, source);
    const names = functions.map(({ facts }) => facts.name);
    assert.deepEqual(names, [
      "<module>",
      "a",
      "b",
      "c",
      "d",
      "e",
      "f",
      "g h",
      "<lambda>",
      "named",
      "l",
      "#n",
      "p",
      "[q]",
      "r",
    ]);
    for (const { facts, start } of functions) {
      const { nameRange } = facts;
      const cut = source.slice(start + nameRange.start, start + nameRange.end);
      assert.ok(cut === "" || cut.replaceAll("'", "") === facts.name, `${facts.name}: ${cut}`);
    }
  });

  it("reads parameters of every form", () => {
    check(
      "function f(this: X, a: string, b?: number, c = 1, { d, e: g = 2, h: { i }, ...j }: Opts = {}, [k]: K[], ...l: string[]): Promise<void> {}",
      [
        "fn f(a: string, b: number, c = 1, {d: d, e: g = 2, h.i: i, ...: j}: Opts = {}, {0: k}: Array[K], *l: Array[string]) -> Promise[void]",
      ],
    );
    check(
      "function f(a, { b: c = 1 }, [d] = [], e = 2, ...g) {}",
      ["fn f(a, {b: c = 1}, {0: d} = [], e = 2, *g)"],
      javascript,
    );
  });

  it("reads annotations", () => {
    check(
      "let a: OpenAI.Chat | null, b: 'x' | 'y', c: readonly M[], d: Map<string, T>, e: typeof f, g: [A, B], h: I['j'], k: { l: string }, m: { n?: O };",
      [
        "a: (OpenAI.Chat | null)",
        'b: ("x" | "y")',
        "c: Array[M]",
        "d: Map[[string, T]]",
        "e: f",
        "g: [A, B]",
        'h: I["j"]',
        "k",
        'm: {"n": (O | null)}',
      ],
    );
  });

  it("assigns parameter properties before the constructor's body", () => {
    check(
      "class A extends B<T> implements C { constructor(private readonly client: OpenAI, public n = 1, readonly o: O, p: P) { super(); } }",
      [
        "class A(B) as C",
        "  fn constructor(client: OpenAI, n = 1, o: O, p: P) in A",
        "    this.client: OpenAI = client",
        "    this.n = n",
        "    this.o: O = o",
        "    super()",
      ],
    );
  });

  it("reads class members", () => {
    const source = [
      "/** About A. */",
      "@service({ name: 'a' })",
      "export abstract class A {",
      "  #client = new OpenAI();",
      "  static model: string = 'm';",
      "  history?: Message[];",
      "  /** Runs. */",
      "  @tool('t')",
      "  async run(x: string) { return this.#client.go(x); }",
      "  abstract foo(): void;",
      "  bar(x: string): void;",
      "  bar(x: any) {}",
      "  static { init(); }",
      "}",
    ].join("\n");
    check(source, [
      '@service({"name": "a"})',
      "class A()",
      '  doc "About A."',
      "  #client = new OpenAI()",
      '  model: string = "m"',
      "  history: Array[Message]",
      '  @tool("t")',
      "  async fn run(x: string) in A",
      '    doc "Runs."',
      "    return this.#client.go(x)",
      "  fn bar(x: any) in A",
      "  init()",
    ]);
  });

  it("binds class expressions", () => {
    check("const A = class extends B { m() {} };", ["class A(B)", "  fn m() in A"]);
  });

  it("gives functions inside methods their class and parent", () => {
    const file = factsOf(
      ready,
      typescript,
      "class A { m() { const f = () => { g(() => 1); }; class B { n() {} } } }",
    );
    assert.deepEqual(
      file.functions.map((_, fn) => qualifiedName(file, fn)),
      ["<module>", "A.m", "A.m.f", "A.m.f.<lambda>", "A.m.B.n"],
    );
  });

  it("attaches a doc comment only to what follows it", () => {
    const source = [
      "/** For the type. */",
      "type T = string;",
      "function a() {}",
      "/**",
      " * Two",
      " * lines.",
      " */",
      "// eslint-disable-next-line",
      "export const b = async () => {};",
      "/* plain */",
      "function c() {}",
    ].join("\n");
    const docs = factsOf(ready, typescript, source).functions.map(({ facts }) => facts.doc);
    assert.deepEqual(docs, [null, null, "Two\nlines.", null]);
  });

  it("reads what stands in heads with comments", () => {
    check("async /* why */ function /* x */ f /* y */ () {}", ["async fn f()"]);
    check("class A { static async /* a */ *gen() {} }", ["class A()", "  async fn gen() in A"]);
    check("class A { get() {} async() {} static() {} }", [
      "class A()",
      "  fn get() in A",
      "  fn async() in A",
      "  fn static() in A",
    ]);
  });
});
