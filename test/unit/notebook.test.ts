import assert from "node:assert/strict";
import fc from "fast-check";
import { cellAt, joinCells, readNotebook } from "../../server/src/languages/notebook";
import { buildReport } from "../../server/src/reports/report";
import { reportInputsOf } from "../support/report-of";

const code = (source: string | string[]) => ({ cell_type: "code", source, outputs: [], metadata: {} });
const words = (source: string) => ({ cell_type: "markdown", source, metadata: {} });

function notebook(cells: readonly unknown[], language = "python"): string {
  return JSON.stringify({ cells, metadata: { kernelspec: { language } }, nbformat: 4, nbformat_minor: 5 });
}

function textOf(json: string): string {
  const read = readNotebook(json);
  assert.ok(read.known, read.known ? "" : read.reason);
  return read.value.text;
}

function reasonOf(json: string): string {
  const read = readNotebook(json);
  return read.known ? "" : read.reason;
}

describe("a notebook's source", () => {
  it("is its code cells one below the other; cells are counted with the text cells", () => {
    const read = readNotebook(
      notebook([words("# Title"), code(["a = 1\n", "b = 2"]), words("x"), code("c = 3")]),
    );
    assert.deepEqual(read.known && read.value, {
      text: "a = 1\nb = 2\nc = 3",
      cells: [
        { index: 1, firstLine: 0, lineCount: 2 },
        { index: 3, firstLine: 2, lineCount: 1 },
      ],
    });
  });

  it("reads version 3, whose cells stand in worksheets", () => {
    const cells = [{ cell_type: "code", input: ["x = 1\n", "y = 2"] }];
    assert.equal(textOf(JSON.stringify({ worksheets: [{ cells }], nbformat: 3 })), "x = 1\ny = 2");
  });

  it("keeps the place of magics and shell lines without their text", () => {
    const source = [
      "!pip install openai",
      "%load_ext autoreload",
      "files = !ls",
      "if ready:",
      "    %time run()",
      "help?",
      "x %= 5",
      "a != b",
    ].join("\n");
    const expected = ["pass", "pass", "pass", "if ready:", "    pass", "pass", "x %= 5", "a != b"].join("\n");
    assert.equal(textOf(notebook([code(source)])), expected);
  });

  it("leaves lines alone that only look like magics", () => {
    const source = ['text = """', "%matplotlib", '"""', "total = (10", "% 3)", 's = \'# """\'', "%who"].join(
      "\n",
    );
    assert.equal(textOf(notebook([code(source)])), source.replace(/%who$/, "pass"));
  });

  it("drops cells another program runs, and keeps timed ones", () => {
    assert.equal(textOf(notebook([code("%%bash\necho hi"), code("%%time\nrun()")])), "\n\npass\nrun()");
  });

  it("says what is no notebook for us", () => {
    assert.match(reasonOf("{"), /not valid JSON/);
    assert.match(reasonOf("[]"), /no cells/);
    assert.match(reasonOf(notebook([code("1")], "R")), /a notebook in r;/);
  });

  it("knows the cell of every line", () => {
    const cells = fc.array(
      fc.record({ text: fc.string({ unit: fc.constantFrom("a", "\n", "%", '"', "(") }) }),
    );
    fc.assert(
      fc.property(cells, (sources) => {
        const joined = joinCells(sources.map(({ text }, index) => ({ index, text })));
        const lines = joined.cells.reduce((sum, cell) => sum + cell.lineCount, 0);
        assert.equal(sources.length === 0 ? 0 : joined.text.split("\n").length, lines);
        for (const cell of joined.cells) {
          assert.equal(cell.lineCount, (sources[cell.index]?.text ?? "").split("\n").length);
          for (let n = 0; n < cell.lineCount; n++)
            assert.equal(cellAt(joined.cells, cell.firstLine + n), cell);
        }
      }),
    );
  });
});

describe("a notebook in the report", () => {
  it("joins its cells and names the cell and the line inside it", async () => {
    const cells = [
      words("# Agent"),
      code("!pip install openai\nfrom openai import OpenAI\nclient = OpenAI()"),
      code('messages = [{"role": "user", "content": "Hi"}]'),
      code('# ask\nreply = client.chat.completions.create(model="mini-1", messages=messages, max_tokens=50)'),
    ];
    const { calls } = buildReport(await reportInputsOf({ "work/agent.ipynb": notebook(cells) }));
    assert.deepEqual(
      calls.map(({ file, cell, line, column, endLine, model }) => ({
        file,
        cell,
        line,
        column,
        endLine,
        id: model.id,
      })),
      [{ file: "work/agent.ipynb", cell: 3, line: 2, column: 33, endLine: 2, id: "mini-1" }],
    );
    assert.match(calls[0]?.perTurn.firstUser.source ?? "", /agent\.ipynb:cell 3:1/);
  });

  it("reads a name that the first other notebook of the folder keeps", async () => {
    const call = "client.messages.create(model=MODEL, max_tokens=LIMIT, messages=[])";
    const asking = ["from anthropic import Anthropic", "%store -r MODEL LIMIT", "client = Anthropic()", call];
    const files = {
      "course/00_setup.ipynb": notebook([
        code('MODEL = "claude-haiku-4-5"\nLIMIT = 300'),
        code("%store MODEL LIMIT"),
      ]),
      "course/01_basics.ipynb": notebook([code(asking.join("\n"))]),
      "course/02_more.ipynb": notebook([code('MODEL = "claude-opus-4-5"'), code("%store MODEL")]),
      "other/01_basics.ipynb": notebook([code(asking.join("\n"))]),
    };
    const { calls } = buildReport(await reportInputsOf(files));
    assert.deepEqual(
      calls.map(({ file, line, model, maxOutputTokens }) => [file, line, model.id, maxOutputTokens]),
      [
        ["course/01_basics.ipynb", 4, "claude-haiku-4-5", 300],
        ["other/01_basics.ipynb", 4, null, null],
      ],
    );
  });

  it("lists notebooks it does not read with the reason", async () => {
    const { files } = buildReport(
      await reportInputsOf({ "a.ipynb": "not json", "b.ipynb": notebook([code("1")], "julia") }),
    );
    assert.deepEqual(
      files.skipped.map(({ file, reason }) => [file, /JSON|julia/.test(reason)]),
      [
        ["a.ipynb", true],
        ["b.ipynb", true],
      ],
    );
  });
});
