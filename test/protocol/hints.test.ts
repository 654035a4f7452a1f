/** Inlay hints and code lenses: what they say, where they stand, and that they are never stale. */
import assert from "node:assert/strict";
import {
  AGENT,
  applied,
  ask,
  CALL_LINE,
  dollarsOf,
  MODEL,
  oneCall,
  PYTHON_HEAD,
  positionOf,
} from "./samples";
import { withServer } from "./workbench";

const LONG_PROMPT = "Tell me about tides, moons and orbits. ".repeat(200);

describe("protocol: hints", () => {
  it("puts one short hint at the end of the call's first line", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const [hint, ...more] = await server.hints(uri("title.py"));
      assert.deepEqual(more, []);
      assert.match(String(hint?.label), /^≈[\d.]+K? tok · \$[\d.]+\/run$/);
      const lineLength = oneCall().split("\n")[CALL_LINE]?.length;
      assert.deepEqual(hint?.position, { line: CALL_LINE, character: lineLength });
      assert.equal(hint?.tooltip, undefined, "made when it is asked for");
      assert.match(await server.tooltip(hint), /gpt-5|turn|run/i);
    }));

  it("hands the tooltip over with the hint where a client cannot ask for it", () =>
    withServer({ capabilities: {} }, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const [hint] = await server.hints(uri("title.py"));
      assert.equal((hint?.tooltip as { kind: string } | undefined)?.kind, "markdown");
    }));

  it("answers a hint as it came where its call is gone", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const [hint] = await server.hints(uri("title.py"));
      const start = { line: 0, character: 0 };
      await server.change(uri("title.py"), { range: { start, end: start }, text: "# moved\n" });
      assert.equal(await server.tooltip(hint), "");
      assert.equal(await server.tooltip({ ...(hint as NonNullable<typeof hint>), data: "?" }), "");
    }));

  it("stays within 40 characters for tiny, huge and repeated runs", () =>
    withServer({}, async ({ server, uri }) => {
      const prompts = ["a", LONG_PROMPT, LONG_PROMPT.repeat(10)];
      const text = PYTHON_HEAD + prompts.map((prompt, i) => ask(`f${i}`, prompt)).join("");
      await server.open(uri("all.py"), text);
      await server.open(uri("agent.py"), AGENT);
      const labels = [...(await server.labels(uri("all.py"))), ...(await server.labels(uri("agent.py")))];
      assert.equal(labels.length, 4);
      assert.deepEqual(
        labels.filter((label) => label.length > 40),
        [],
      );
      assert.match(labels[3] ?? "", /×\d+$/);
    }));

  it("answers only for the range asked", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("two.py"), PYTHON_HEAD + ask("first") + ask("second"));
      const range = { start: { line: 0, character: 0 }, end: { line: CALL_LINE, character: 60 } };
      assert.equal((await server.hints(uri("two.py"))).length, 2);
      assert.deepEqual(
        (await server.hints(uri("two.py"), range)).map(({ position }) => position.line),
        [CALL_LINE],
      );
    }));

  it("reads TypeScript as well", () =>
    withServer({}, async ({ server, uri }) => {
      const text = `import OpenAI from "openai";
const client = new OpenAI({ baseURL: "https://moon.example.com/v1" });
export const title = () =>
  client.chat.completions.create({ model: "${MODEL}", messages: [{ role: "user", content: "Hello" }], max_tokens: 40 });
`;
      await server.open(uri("title.ts"), text, "typescript");
      const [label] = await server.labels(uri("title.ts"));
      assert.ok(dollarsOf(label) > 0, label);
    }));

  it("answers with the text of the last change, however fast changes come", () =>
    withServer({}, async ({ server, uri }) => {
      const text = oneCall("Hi");
      await server.open(uri("title.py"), text);
      const [before] = await server.labels(uri("title.py"));
      const at = positionOf(text, "Hi");
      const answers: Promise<readonly string[]>[] = [];
      for (let word = 0; word < 30; word++) {
        void server.change(uri("title.py"), { range: { start: at, end: at }, text: "tides and moons " });
        answers.push(server.labels(uri("title.py")));
      }
      const costs = (await Promise.all(answers)).map(([label]) => dollarsOf(label));
      const fresh = "tides and moons ".repeat(30);
      await server.open(uri("same.py"), oneCall(`${fresh}Hi`));
      const [expected] = await server.labels(uri("same.py"));
      assert.equal(costs.at(-1), dollarsOf(expected));
      assert.ok((costs.at(-1) ?? 0) > dollarsOf(before));
      assert.ok(
        costs.every((cost, i) => i === 0 || cost >= (costs[i - 1] ?? 0)),
        "no answer is older than the one before",
      );
    }));

  it("follows edits that add and take away a call, several in one message", () =>
    withServer({}, async ({ server, uri }) => {
      const text = oneCall();
      await server.open(uri("title.py"), text);
      const top = { line: 4, character: 0 };
      const second = ask("second");
      await server.change(
        uri("title.py"),
        { range: { start: top, end: top }, text: "# a line above\n" },
        { range: { start: top, end: top }, text: second },
      );
      assert.deepEqual(
        (await server.hints(uri("title.py"))).map(({ position }) => position.line),
        [CALL_LINE, CALL_LINE + second.split("\n").length],
      );
      await server.change(uri("title.py"), PYTHON_HEAD);
      assert.deepEqual(await server.hints(uri("title.py")), []);
    }));

  it("keeps answering while the text has syntax errors", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), `${oneCall()}def half(:\n    x = [\n`);
      assert.equal((await server.labels(uri("title.py"))).length, 1);
    }));

  it("goes back to the file on disk when the document is closed", () =>
    withServer({ files: { "title.py": oneCall() } }, async ({ server, uri }) => {
      await server.open(uri("title.py"), PYTHON_HEAD);
      assert.deepEqual(await server.labels(uri("title.py")), []);
      await server.close(uri("title.py"));
      const labels = await server.labels(uri("title.py"));
      assert.equal(labels.length, 1);
      assert.deepEqual(server.diagnostics.get(uri("title.py")) ?? [], []);
    }));

  it("hides a call with an ignore directive", () =>
    withServer({}, async ({ server, uri }) => {
      const text = oneCall();
      await server.open(
        uri("title.py"),
        text.replace("    return client", "    # farebox: ignore\n    return client"),
      );
      assert.deepEqual(await server.labels(uri("title.py")), []);
    }));
});

describe("protocol: positions", () => {
  const variants: Readonly<Record<string, (text: string) => string>> = {
    "line feeds": (text) => text,
    "CR LF": (text) => text.replaceAll("\n", "\r\n"),
    "a byte order mark": (text) => `\uFEFF${text}`,
    "astral characters before the call": (text) =>
      text.replace("    return client", '    return "🚀🚀" and client'),
    "astral characters and CR LF": (text) =>
      text.replace("    return client", '    return "🚀𝒳" and client').replaceAll("\n", "\r\n"),
  };
  for (const [name, vary] of Object.entries(variants)) {
    it(`are right with ${name}`, () =>
      withServer({}, async ({ server, uri }) => {
        const text = vary(`${oneCall()}# 🚀\n${ask("second")}`);
        await server.open(uri("title.py"), text);
        const ends = [...text.matchAll(/create\(/g)].map(
          (match) => positionOf(text, match[0], match.index).line,
        );
        const hints = await server.hints(uri("title.py"));
        const lines = text.split(/\r\n|\n/);
        assert.deepEqual(
          hints.map(({ position }) => position),
          ends.map((line) => ({ line, character: lines[line]?.length })),
        );
        assert.match((await server.hover(uri("title.py"), positionOf(text, "create"))) ?? "", /per run/);
      }));
  }

  it("stay right when an edit follows astral characters", () =>
    withServer({}, async ({ server, uri }) => {
      const text = oneCall("🚀𝒳 Hi");
      await server.open(uri("title.py"), text);
      const at = positionOf(text, "Hi");
      const change = {
        range: { start: at, end: { ...at, character: at.character + 2 } },
        text: "Good day to you",
      };
      await server.change(uri("title.py"), change);
      await server.open(uri("same.py"), applied(text, [{ range: change.range, newText: change.text }]));
      assert.deepEqual(await server.labels(uri("title.py")), await server.labels(uri("same.py")));
    }));
});

describe("protocol: lenses", () => {
  it("stand above the function that owns the run and resolve to its cost", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const lenses = await server.lenses(uri("agent.py"));
      const line = positionOf(AGENT, "def solve").line;
      assert.deepEqual([...new Set(lenses.map(({ range }) => range.start.line))], [line]);
      const titles = lenses.map(({ command }) => command?.title);
      assert.match(titles[0] ?? "", /^\$[\d.]+ per run \(.*turns\)$/);
      assert.equal(titles.at(-1), "Compare");
      assert.ok(lenses.every(({ command }) => command?.command.startsWith("farebox.")));
    }));

  it("name the cheapest favourite", () =>
    withServer(
      { settings: () => ({ workspaceScan: false, favourites: ["moonbeam-mini"] }) },
      async ({ server, uri }) => {
        await server.open(uri("agent.py"), AGENT);
        const titles = await server.until(
          "a favourite",
          async () => (await server.lenses(uri("agent.py"))).map(({ command }) => command?.title ?? ""),
          (all) => all.length === 3,
        );
        assert.match(titles[1] ?? "", /Moonbeam mini.* \$[\d.]+/);
      },
    ));

  it("answer a lens whose function is gone without a title", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const lenses = await server.connection.sendRequest<{ data: unknown }[]>("textDocument/codeLens", {
        textDocument: { uri: uri("title.py") },
      });
      await server.change(uri("title.py"), "x = 1\n");
      const resolved = await server.connection.sendRequest<{ command: { title: string } }>(
        "codeLens/resolve",
        lenses[0],
      );
      assert.equal(resolved.command.title, "");
    }));
});
