/** Notebooks as editors send them: cells with documents of their own, analysed as one text. */
import assert from "node:assert/strict";
import {
  DidChangeNotebookDocumentNotification,
  DidCloseNotebookDocumentNotification,
  DidOpenNotebookDocumentNotification,
  NotebookCellKind,
  type TextDocumentItem,
} from "vscode-languageserver-protocol";
import { pinRequest, runsRequest, summaryRequest } from "../../shared/protocol";
import type { StdioServer } from "../support/stdio-server";
import { MODEL } from "./samples";
import { withServer } from "./workbench";

const SETUP = `!pip install openai
from openai import OpenAI
client = OpenAI(base_url="https://moon.example.com/v1")
QUESTION = "What are tides?"`;
const CALL = `# ask once
reply = client.chat.completions.create(
    model="${MODEL}", messages=[{"role": "user", "content": QUESTION}], max_tokens=40)`;
const LOOP = `def chat(task):
    messages = [{"role": "user", "content": task}]
    for _ in range(5):
        reply = client.chat.completions.create(model="${MODEL}", messages=messages, max_tokens=40)
        messages.append(reply.choices[0].message)`;

interface SentCell {
  readonly kind: NotebookCellKind;
  readonly document: string;
  readonly item: TextDocumentItem;
}

/** A notebook of Markdown, setup, call and loop cells, as a client opens it. */
class Notebook {
  readonly cells: readonly SentCell[];

  constructor(
    private readonly server: StdioServer,
    readonly uri: string,
  ) {
    const cell = (n: number, text: string, kind: NotebookCellKind = NotebookCellKind.Code): SentCell => {
      const document = `${uri.replace("file:", "vscode-notebook-cell:")}#C${n}`;
      const languageId = kind === NotebookCellKind.Code ? "python" : "markdown";
      return { kind, document, item: { uri: document, languageId, version: 1, text } };
    };
    this.cells = [cell(0, "# Tides", NotebookCellKind.Markup), cell(1, SETUP), cell(2, CALL), cell(3, LOOP)];
  }

  /** URI of a cell. */
  at(n: number): string {
    return this.cells[n]?.document ?? "";
  }

  open(): Promise<void> {
    return this.server.connection.sendNotification(DidOpenNotebookDocumentNotification.type, {
      notebookDocument: {
        uri: this.uri,
        notebookType: "jupyter-notebook",
        version: 1,
        cells: this.cells.map(({ kind, document }) => ({ kind, document })),
      },
      cellTextDocuments: this.cells.map(({ item }) => item),
    });
  }

  write(n: number, text: string): Promise<void> {
    return this.change({
      textContent: [{ document: { uri: this.at(n), version: 2 }, changes: [{ text }] }],
    });
  }

  remove(n: number): Promise<void> {
    const structure = { array: { start: n, deleteCount: 1 }, didClose: [{ uri: this.at(n) }] };
    return this.change({ structure });
  }

  close(): Promise<void> {
    return this.server.connection.sendNotification(DidCloseNotebookDocumentNotification.type, {
      notebookDocument: { uri: this.uri },
      cellTextDocuments: this.cells.map(({ document: uri }) => ({ uri })),
    });
  }

  private change(cells: object): Promise<void> {
    return this.server.connection.sendNotification(DidChangeNotebookDocumentNotification.type, {
      notebookDocument: { uri: this.uri, version: 2 },
      change: { cells },
    });
  }
}

function withNotebook(test: (server: StdioServer, notebook: Notebook) => Promise<void>): Promise<void> {
  return withServer({}, async ({ server, uri }) => {
    const notebook = new Notebook(server, uri("work/my tides.ipynb"));
    await notebook.open();
    await test(server, notebook);
  });
}

describe("protocol: notebooks", () => {
  it("puts hints into the cells of their calls, with names of other cells resolved", () =>
    withNotebook(async (server, notebook) => {
      assert.deepEqual(await server.labels(notebook.at(1)), []);
      const [hint, ...more] = await server.hints(notebook.at(2));
      assert.deepEqual(more, []);
      assert.match(String(hint?.label), /^≈\d+ tok · \$[\d.]+\/run$/);
      assert.equal(hint?.position.line, 1);
      const [loop] = await server.hints(notebook.at(3));
      assert.equal(loop?.position.line, 3);
      assert.match(String(loop?.label), /×\d$/);
    }));

  it("hovers with places counted in cells", () =>
    withNotebook(async (server, notebook) => {
      const hover = await server.hover(notebook.at(2), { line: 1, character: 32 });
      const places = (hover ?? "").replace(/\\/g, "").match(/tides\.ipynb:cell \d:\d/g);
      assert.deepEqual(
        new Set(places),
        new Set(["tides.ipynb:cell 2:4", "tides.ipynb:cell 3:2", "tides.ipynb:cell 3:3"]),
      );
      assert.equal(await server.hover(notebook.at(1), { line: 1, character: 32 }), null);
    }));

  it("sets each lens in the cell where the run starts", () =>
    withNotebook(async (server, notebook) => {
      const lines = async (n: number) =>
        (await server.lenses(notebook.at(n))).map((lens) => lens.range.start.line);
      assert.deepEqual(await lines(1), []);
      assert.deepEqual(new Set(await lines(2)), new Set([1]));
      assert.deepEqual(new Set(await lines(3)), new Set([0]));
    }));

  it("follows an edit in another cell, and a cell that is removed", () =>
    withNotebook(async (server, notebook) => {
      const before = await server.labels(notebook.at(2));
      await notebook.write(1, SETUP.replace("tides?", `tides${", and moons".repeat(400)}?`));
      assert.notDeepEqual(await server.labels(notebook.at(2)), before);
      await notebook.remove(0);
      const [hint] = await server.hints(notebook.at(3));
      assert.equal(hint?.position.line, 3);
      assert.match((await server.hover(notebook.at(3), { line: 3, character: 42 })) ?? "", /cell 3/);
    }));

  it("adds up the whole notebook and lists its runs by cell", () =>
    withNotebook(async (server, notebook) => {
      const summary = await server.connection.sendRequest(summaryRequest, { uri: notebook.at(1) });
      assert.equal(summary.file?.runs, 2);
      const runs = await server.connection.sendRequest(runsRequest, { uri: notebook.uri });
      assert.deepEqual(
        runs.map(({ uri, range }) => [uri, range.start.line]),
        [
          [notebook.at(3), 3],
          [notebook.at(2), 1],
        ],
      );
    }));

  it("pins in the cell of the call", () =>
    withNotebook(async (server, notebook) => {
      const [run] = await server.connection.sendRequest(runsRequest, { uri: notebook.uri });
      const params = { callId: run?.callId ?? "", name: "turns", value: 4 };
      const answer = await server.connection.sendRequest(pinRequest, params);
      assert.ok("edit" in answer);
      assert.deepEqual(Object.keys(answer.edit.changes), [notebook.at(3)]);
      assert.equal(answer.edit.changes[notebook.at(3)]?.[0]?.range.start.line, 3);
    }));

  it("warns in the cell, and takes the warning back with the notebook", () =>
    withNotebook(async (server, notebook) => {
      await notebook.write(2, CALL.replace("# ask once", "# farebox: turns=many"));
      const count = (n: number) => server.diagnostics.get(notebook.at(n))?.length ?? 0;
      await server.until(
        "warned",
        () => count(2),
        (found) => found === 1,
      );
      assert.equal(server.diagnostics.get(notebook.at(2))?.[0]?.range.start.line, 0);
      assert.equal(count(3), 0);
      await notebook.close();
      await server.until(
        "taken back",
        () => count(2),
        (found) => found === 0,
      );
      assert.deepEqual(await server.labels(notebook.at(2)), []);
    }));
});
