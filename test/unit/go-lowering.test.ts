// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of printed templates look like that.
import assert from "node:assert/strict";
import { analyseFile, DocumentMemory } from "../../server/src/languages/analyse-file";
import { GO } from "../../server/src/languages/go/go";
import { packageNameOf } from "../../server/src/languages/go/imports";
import { formatParts, numberValue, stringContent } from "../../server/src/languages/go/literals";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile } from "../support/print-ir";
import { assertEditsChangeNothing } from "../support/random-edits";

/** What is tested, Go source inside a function, the statements it means. */
type Row = readonly [name: string, source: string, expected: string];

const STATEMENTS: readonly Row[] = [
  ["a short declaration", "x := 1", "x = 1"],
  ["several values", "x, y := 1, 2", "x = 1\ny = 2"],
  ["a call's second result is not its first", "v, ok := f()", "v = f()\nok = other<>"],
  ["the blank name", "_, y = 1, 2", "1\ny = 2"],
  ["a slice that is only declared", "var xs []string", "xs: other<> = []"],
  ["a struct that is only declared", "var p pkg.Params", "p: pkg.Params = new pkg.Params()"],
  ["steps", "i++\nj--\nk += 2", "i += 1\nj -= 1\nk += 2"],
  ["a loop without an end", "for { f() }", "while true\n  f()"],
  ["a loop with a condition", "for a < b { f() }", "while (a < b)\n  f()"],
  ["a counting loop", "for i := 0; i < 9; i++ { f() }", "c-for i = 0; (i < 9); (i := (i + 1))\n  f()"],
  ["a walk over a slice", "for _, x := range xs { f(x) }", "for x in xs\n  f(x)"],
  ["a walk over a number", "for i := range 10 { f() }", "for i in range(10)\n  f()"],
  ["an if with a first step", "if v := f(); v { g() } else { h() }", "v = f()\nif v\n  g()\nelse\n  h()"],
  [
    "an error check",
    "x, err := f()\nif err != nil { g() }\nh()",
    "try\n  x = f()\n  err = other<>\nexcept\n  g()\nh()",
  ],
  ["an error check in one line", "if err := f(); err != nil { g() }", "try\n  err = f()\nexcept\n  g()"],
  [
    "a switch",
    "switch x { case 1, 2: f(); break; default: g() }",
    "if ((x == 1) || (x == 2))\n  f()\nelse\n  g()",
  ],
  ["a break out of a loop", "switch { case a: break outer }", "if a\n  break outer"],
  ["goroutines and deferred calls", "go f()\ndefer g()", "f()\ng()"],
  ["two results", "return x, err", "return x"],
];

const EXPRESSIONS: readonly Row[] = [
  ["pointers", "f(&x, *y)", "f(x, y)"],
  ["conversions and assertions", "f([]byte(x), y.(string))", "f(x, y)"],
  ["append", "f(append(xs, a, b...))", "f([...xs, a, ...b])"],
  ["optional values", 'f(openai.String("a"), param.NewOpt(3), ptr.To(x))', 'f("a", 3, x)'],
  ["a model id's type", 'f(openai.ChatModel("m"))', 'f("m")'],
  ["a struct", 'f(pkg.T{A: 1, B: []pkg.U{{C: "x"}}})', 'f(new pkg.T(A=1, B=[new pkg.U(C="x")]))'],
  ["a union", 'f(pkg.U{OfString: pkg.String("x")})', 'f("x")'],
  ["a map", 'f(map[string]any{"a": 1, k: 2})', 'f({"a": 1, k: 2})'],
  ["a format", 'f(fmt.Sprintf("%d of 100%%: %s", a, b))', "f(`${a} of 100%: ${b}`)"],
  ["the first value that is there", 'f(cmp.Or(a, "b"))', 'f((a || "b"))'],
  ["methods of text", 'f(strings.Join(xs, ", "))', 'f(xs.join(", "))'],
  ["the end of a slice", "f(xs[len(xs)-10:])", "f(xs[(- 10):])"],
  ["empty lists and maps", "f(make([]T, 0, 9), make(map[K]V), make([]T, n))", "f([], {}, make(other<T>, n))"],
];

const AGENT = `// Package agent runs.
package agent

import "github.com/openai/openai-go/v3"

// Agent keeps a history.
type Agent struct {
	Base
	client *openai.Client
}

func (a *Agent) Run(task string) (answer string, err error) {
	for i := 0; i < 3; i++ {
		if answer, err = a.ask(task, func() string { return a.name }); err != nil {
			return
		}
	}
	return
}

type Asker interface{ Ask(q string) string }

func (e *Elsewhere) Do() {}
`;

describe("Go lowering", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("go");
  });
  const bodyOf = (source: string): string => {
    const printed = printFile(factsOf(ready, GO, `package p\nfunc m() {\n${source}\n}\n`));
    return printed
      .split("\n")
      .slice(1)
      .map((line) => line.slice(2))
      .join("\n");
  };

  for (const [name, source, expected] of [...STATEMENTS, ...EXPRESSIONS]) {
    it(name, () => assert.equal(bodyOf(source), expected));
  }

  it("puts methods into the class of their receiver, which they call self", () => {
    assert.equal(
      printFile(factsOf(ready, GO, AGENT)),
      [
        "import github.com/openai/openai-go/v3: * as openai",
        "class Agent(Base)",
        '  doc "Agent keeps a history."',
        "  client: openai.Client",
        "  fn Run(self, task: string) -> string in Agent",
        "    answer: string",
        "    err: error",
        "    c-for i = 0; (i < 3); (i := (i + 1))",
        "      try",
        "        answer = self.ask(task, fn <lambda>() -> string { return self.name })",
        "        err = other<>",
        "      except",
        "        return answer",
        "    return answer",
        "class Asker(Protocol)",
        "  fn Ask(self, q: string) -> string in Asker",
        "class Elsewhere(Elsewhere)",
        "  fn Do(self) in Elsewhere",
      ].join("\n"),
    );
  });

  it("reads an embedded file as the variable's text", () => {
    const text = "package p\n\n//go:embed prompts/system.md\nvar system string\n";
    assert.equal(printFile(factsOf(ready, GO, text)), 'system = embed.ReadFile("prompts/system.md")');
  });

  it("lowers every prefix of a file", () => {
    for (let end = 0; end <= AGENT.length; end++) factsOf(ready, GO, AGENT.slice(0, end));
  });

  it("lowers deep nesting without overflowing the stack", () => {
    const depth = 20_000;
    const inside = (value: string): string => `package p\nvar x = ${value}\n`;
    const texts = [
      inside(`${"(".repeat(depth)}a${")".repeat(depth)}`),
      inside(`${"f(".repeat(depth)}a${")".repeat(depth)}`),
      inside(`${"[]T{".repeat(2_000)}${"}".repeat(2_000)}`),
      inside(`a${" + b".repeat(depth)}`),
      inside(`a${".b()".repeat(depth)}`),
      `package p\nfunc f() {${"if a {".repeat(2_000)}`,
    ];
    for (const text of texts) assert.doesNotThrow(() => structuredClone(factsOf(ready, GO, text)));
  });

  it("says the same after edits as of a fresh text", () => {
    assertEditsChangeNothing(ready, GO, {
      sources: [AGENT],
      snippets: ["err != nil", "func (b *Agent) x() {}\n", "a.b(c)"],
      runs: 40,
    });
  });

  it("finds directives in comments", () => {
    const memory = new DocumentMemory();
    const source = { path: "a.go", text: "package p\n// farebox: turns=8\nvar x = f()\n" };
    const facts = analyseFile(source, GO, {
      runtime: ready,
      deadline: { now: () => 0, budgetMs: 1 },
      memory,
    });
    memory.dispose();
    assert.deepEqual(facts.directives, [{ offset: 13, text: "turns=8" }]);
  });
});

describe("Go names and literals", () => {
  it("guesses a package's name by its path as the repositories are called", () => {
    const names = [
      "github.com/openai/openai-go/v3",
      "github.com/anthropics/anthropic-sdk-go",
      "gopkg.in/yaml.v3",
      "fmt",
    ];
    assert.deepEqual(names.map(packageNameOf), ["openai", "anthropic", "yaml", "fmt"]);
    assert.equal(packageNameOf("github.com/sashabaranov/go-openai"), "openai");
  });

  it("decodes strings", () => {
    assert.equal(stringContent('"a\\n\\x41\\u00e9\\101"'), "a\nA\u00e9A");
    assert.equal(stringContent("`a\\n\r\nb`"), "a\\n\nb");
    assert.equal(stringContent("'x'"), "x");
    assert.equal(stringContent('"open'), "open");
  });

  it("reads numbers", () => {
    assert.deepEqual(["1_000", "0xff", "017", "1e3", "x"].map(numberValue), [1000, 255, 15, 1000, undefined]);
  });

  it("cuts formats at their verbs", () => {
    assert.deepEqual(formatParts("%-5.2f%% of %[1]q"), [null, "% of ", null]);
    assert.deepEqual(formatParts("plain"), ["plain"]);
  });
});
