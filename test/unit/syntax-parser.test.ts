import assert from "node:assert/strict";
import fc from "fast-check";
import { createParserRuntime, type Deadline } from "../../server/src/syntax/parser";
import { readTree } from "../../server/src/syntax/read-tree";
import type { SyntaxNode } from "../../server/src/syntax/syntax-node";
import { editBetween } from "../../server/src/syntax/text-edit";
import { TreeOwner } from "../../server/src/syntax/tree-owner";
import { NO_HURRY, readWasm, runtimeWith } from "../support/parser-runtime";

/** A clock that moves on by itself, one millisecond each time it is asked. */
function tickingDeadline(budgetMs: number): Deadline {
  let time = 0;
  return { now: () => time++, budgetMs };
}

const EVERYTHING = { boundaries: new Set<string>(), ignoredTokens: new Set<string>() };

function outline(node: SyntaxNode): unknown {
  return [node.type, node.field, node.start, node.end, node.isMissing, node.children.map(outline)];
}

describe("the parser runtime", () => {
  it("parses sound code completely", async () => {
    const runtime = await runtimeWith("python");
    const { tree, incomplete } = runtime.parse("python", "a = f(1)\n", { deadline: NO_HURRY });
    assert.equal(incomplete, false);
    assert.equal(tree?.rootNode.toString().includes("call"), true);
    tree?.delete();
  });

  it("tells that code is broken", async () => {
    const runtime = await runtimeWith("python");
    const { tree, incomplete } = runtime.parse("python", "def f(:\n", { deadline: NO_HURRY });
    assert.equal(incomplete, true);
    assert.notEqual(tree, null);
    tree?.delete();
  });

  it("gives up 100,000 open brackets when the budget ends, and parses the next text", async () => {
    const runtime = await runtimeWith("python");
    const hopeless = runtime.parse("python", "[".repeat(100_000), { deadline: tickingDeadline(50) });
    assert.deepEqual(hopeless, { tree: null, incomplete: true });
    const next = runtime.parse("python", "x = 1\n", { deadline: NO_HURRY });
    assert.equal(next.incomplete, false);
    assert.equal(next.tree?.rootNode.endIndex, 6);
    next.tree?.delete();
  });

  it("refuses a grammar that was not loaded", async () => {
    const fresh = await createParserRuntime(readWasm);
    assert.throws(() => fresh.parse("python", "x", { deadline: NO_HURRY }), /python grammar is not loaded/);
    fresh.dispose();
  });

  it("asks for each file once", async () => {
    const asked: string[] = [];
    const fresh = await createParserRuntime((name) => {
      asked.push(name);
      return readWasm(name);
    });
    await Promise.all([fresh.load("python"), fresh.load("python")]);
    assert.deepEqual(asked, ["tree-sitter.wasm", "tree-sitter-python.wasm"]);
    fresh.dispose();
  });
});

describe("a tree owner", () => {
  it("parses from the kept tree to the same result", async () => {
    const runtime = await runtimeWith("python");
    const owner = new TreeOwner();
    for (const text of [
      "def f():\n  a(1)\n",
      "def f():\n  a(1, 2)\n",
      "x = 'é😀'\ndef f():\n  a(1, 2)\n",
      "",
    ]) {
      const kept = owner.parse(runtime, "python", text, NO_HURRY).tree;
      const fresh = runtime.parse("python", text, { deadline: NO_HURRY }).tree;
      assert.ok(kept && fresh);
      assert.deepEqual(outline(readTree(kept, EVERYTHING)), outline(readTree(fresh, EVERYTHING)));
      fresh.delete();
    }
    owner.dispose();
  });

  it("starts afresh after a parse that was cut short", async () => {
    const runtime = await runtimeWith("python");
    const owner = new TreeOwner();
    owner.parse(runtime, "python", "a\n", NO_HURRY);
    assert.equal(owner.parse(runtime, "python", "[".repeat(100_000), tickingDeadline(20)).tree, null);
    const { tree } = owner.parse(runtime, "python", "b(c)\n", NO_HURRY);
    assert.equal(tree?.rootNode.toString().includes("call"), true);
    owner.dispose();
    owner.dispose();
  });
});

describe("reading a tree", () => {
  it("leaves boundaries closed until asked, and drops what is ignored", async () => {
    const runtime = await runtimeWith("python");
    const text = "def f(a):  # note\n  return g(a)\n";
    const { tree } = runtime.parse("python", text, { deadline: NO_HURRY });
    assert.ok(tree);
    const root = readTree(tree, {
      boundaries: new Set(["function_definition"]),
      ignoredTokens: new Set(["(", ")", "return"]),
      ignoredNodes: new Set(["comment"]),
    });
    const [fn] = root.children;
    assert.equal(fn?.isIntact, true);
    assert.deepEqual(
      fn?.children.map((child) => child.type),
      ["def", "identifier", "parameters", ":", "block"],
    );
    assert.equal(fn?.children[4]?.children[0]?.children[0]?.type, "call");
    tree.delete();
  });

  it("knows a broken function", async () => {
    const runtime = await runtimeWith("python");
    const { tree } = runtime.parse("python", "def f():\n  g(\n\ndef h():\n  i()\n", { deadline: NO_HURRY });
    assert.ok(tree);
    const root = readTree(tree, { ...EVERYTHING, boundaries: new Set(["function_definition"]) });
    const intact = root.children
      .filter((child) => child.type === "function_definition")
      .map((c) => c.isIntact);
    assert.deepEqual(intact, [false, true]);
    tree.delete();
  });

  it("survives nesting far beyond the stack", async () => {
    const runtime = await runtimeWith("python");
    const depth = 20_000;
    const text = `${"(".repeat(depth)}a${")".repeat(depth)}\n`;
    const { tree } = runtime.parse("python", text, { deadline: NO_HURRY });
    assert.ok(tree);
    let levels = 0;
    for (let node: SyntaxNode | undefined = readTree(tree, EVERYTHING); node; levels++) {
      node = node.children.find((child) => child.isNamed);
    }
    assert.ok(levels > depth);
    tree.delete();
  });
});

/** With the `u` flag a pair counts as one character, so only halves match. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

describe("the edit between two texts", () => {
  it("is the smallest span, in rows and columns", () => {
    assert.deepEqual(editBetween("a\nbcd\ne", "a\nbXXd\ne"), {
      startIndex: 3,
      oldEndIndex: 4,
      newEndIndex: 5,
      startPosition: { row: 1, column: 1 },
      oldEndPosition: { row: 1, column: 2 },
      newEndPosition: { row: 1, column: 3 },
    });
    assert.equal(editBetween("same", "same"), undefined);
  });

  it("turns the one into the other and never splits a character", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "😀", "😁", "é"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = editBetween(before, after);
        if (!edit) return assert.equal(before, after);
        const inserted = after.slice(edit.startIndex, edit.newEndIndex);
        const rebuilt = before.slice(0, edit.startIndex) + inserted + before.slice(edit.oldEndIndex);
        assert.equal(rebuilt, after);
        for (const part of [before.slice(0, edit.startIndex), inserted, before.slice(edit.oldEndIndex)]) {
          assert.doesNotMatch(part, LONE_SURROGATE);
        }
      }),
    );
  });
});
