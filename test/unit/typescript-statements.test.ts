import assert from "node:assert/strict";
import { javascript, typescript } from "../../server/src/languages/typescript/languages";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile } from "../support/print-ir";

describe("TypeScript statements", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("typescript", "javascript");
  });

  const check = (source: string, expected: readonly string[]): void => {
    assert.deepEqual(printFile(factsOf(ready, typescript, source)).split("\n"), expected);
  };

  it("binds names, patterns, defaults, renames and rests", () => {
    check(
      "const a: Foo<Bar> = 1, b = 2; let c; var { d, e: { f = 1 }, g = 2, ...h } = x, [i, , j = 3, ...k] = y;",
      [
        "a: Foo[Bar] = 1",
        "b = 2",
        "c",
        '{"d": d, "e": {"f": (f := 1)}, "g": (g := 2), ...h} = x',
        "[i, null, (j := 3), ...k] = y",
      ],
    );
  });

  it("keeps assignments with their operators", () => {
    check("a.b = c; a[0] += 1; x ??= y; p = q = 1; i++; --i; ({ m } = n);", [
      "a.b = c",
      "a[0] += 1",
      "x ??= y",
      "p = (q := 1)",
      "i += 1",
      "i -= 1",
      '{"m": m} = n',
    ]);
  });

  it("tells the loops apart", () => {
    check(
      [
        "for (const [k, v] of Object.entries(x)) a(k);",
        "for await (const part of stream) {}",
        "for (key in obj) {}",
        "for (let i = 0, n = 9; i < n; i++) b(i);",
        "for (;;) { break; }",
        "while (true) { continue; }",
        "do { c(); } while (d());",
      ].join("\n"),
      [
        "for [k, v] in Object.entries(x)",
        "  a(k)",
        "for part in stream",
        "for key in obj",
        "c-for i = 0, n = 9; (i < n); (++ i)",
        "  b(i)",
        "c-for ; -; -",
        "  break",
        "while true",
        "  continue",
        "do d()",
        "  c()",
      ],
    );
  });

  it("keeps branches, and else-if chains nested", () => {
    check("if (a) b(); else if (c) { d(); } else e();", [
      "if a",
      "  b()",
      "else",
      "  if c",
      "    d()",
      "  else",
      "    e()",
    ]);
  });

  it("reads a switch as a chain of ifs without its breaks", () => {
    check(
      "while (1) switch (m.type) { case 'a': case 'b': f(); if (x) break; g(); break; default: h(); break; case 'c': while (y) { break; } continue; }",
      [
        "while 1",
        '  if ((m.type === "a") || (m.type === "b"))',
        "    f()",
        "    if x",
        "    g()",
        "  else",
        '    if (m.type === "c")',
        "      while y",
        "        break",
        "      continue",
        "    else",
        "      h()",
      ],
    );
  });

  it("keeps a labelled break out of a switch", () => {
    check("outer: while (true) { switch (x) { case 1: break outer; } }", [
      "while true",
      "  if (x === 1)",
      "    break",
    ]);
  });

  it("counts a call in the subject of a switch once", () => {
    check("switch (ask()) { case 1: a(); break; case 2: b(); }", [
      "if (ask() === 1)",
      "  a()",
      "else",
      "  if (other<> === 2)",
      "    b()",
    ]);
  });

  it("keeps try, throw, return and using", () => {
    check("try { a() } catch (e) { throw new E(e) } finally { c() }", [
      "try",
      "  a()",
      "except",
      "  raise new E(e)",
      "finally",
      "  c()",
    ]);
    const using = factsOf(ready, javascript, "using x = open();");
    assert.equal(printFile(using), "with open() as x");
  });

  it("flattens blocks and namespaces, and leaves types of plain data out", () => {
    check(
      "{ a(); } namespace N.M { export const b = 1; } type T = { x: string }; interface I { y: number } declare const z: Client; declare module 'm' { const q: string }; 'use strict';",
      ["a()", "b = 1", "z: Client", '"use strict"'],
    );
  });

  it("reads what types say of objects that could be called", () => {
    check(
      "interface I extends J, K<string> { y(): void; m: Model; n?: string; [key: string]: unknown } type T = { x: Llm[] } & I; type O = { f: () => void }; type U = 'a' | 'b'; type V = Partial<I>",
      [
        "class I(Protocol, J, K)",
        "  y: other<>",
        "  m: Model",
        "  n: (string | null)",
        'class T(TypeAlias, ({"x": Array[Llm]} & I))',
        "class O(Protocol)",
        "  f: other<>",
        "class V(TypeAlias, Partial[I])",
      ],
    );
  });

  it("reads enums as classes", () => {
    check("enum Model { Big = 'gpt-5', Small = `mini` } const enum N { A, B = 5, C }", [
      "class Model()",
      '  Big = "gpt-5"',
      '  Small = "mini"',
      "class N()",
      "  A = 0",
      "  B = 5",
      "  C = 6",
    ]);
  });

  it("finds directives in every comment style, and in no string", () => {
    const source =
      "// farebox: turns=8\n/* farebox: ignore */\n/**\n * farebox: model=x host=y\n */\nconst s = 'farebox: no';";
    const { directives } = factsOf(ready, typescript, source);
    assert.deepEqual(
      directives.map(({ text }) => text),
      ["turns=8", "ignore", "model=x host=y"],
    );
    assert.equal(directives[0]?.offset, source.indexOf("farebox:"));
  });
});
