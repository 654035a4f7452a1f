import assert from "node:assert/strict";
import { NO_FEATURES } from "../../server/src/tokens/features";
import type { Encoding, TextCount } from "../../server/src/tokens/types";
import { createCounts } from "../../server/src/workspace/counts";

function countOf(text: string): TextCount {
  return { tokens: { o200k_base: text.length }, features: NO_FEATURES };
}

/** An engine that remembers its batches and fails on texts that hold "bad". */
function recordingEngine() {
  const batches: (readonly string[])[] = [];
  const asked: (readonly Encoding[])[] = [];
  return {
    batches,
    asked,
    count: async (texts: readonly string[], encodings: readonly Encoding[]) => {
      batches.push(texts);
      asked.push(encodings);
      await new Promise((resolve) => setImmediate(resolve));
      if (texts.some((text) => text.includes("bad"))) throw new Error("no counting that");
      return texts.map(countOf);
    },
  };
}

describe("counts", () => {
  it("counts each text once, however often it is asked for", async () => {
    const engine = recordingEngine();
    const counts = createCounts(engine);
    const table = await counts.countAll(["a", "bb", "a", ""]);
    assert.deepEqual(table.get("a"), countOf("a"));
    assert.deepEqual(table.get("bb"), countOf("bb"));
    assert.deepEqual(table.get(""), countOf(""));
    await counts.countAll(["bb", "ccc"]);
    assert.deepEqual(engine.batches, [["a", "bb", ""], ["ccc"]]);
  });

  it("counts again where another encoding is asked for, always with the base", async () => {
    const engine = recordingEngine();
    const counts = createCounts(engine);
    await counts.countAll(["a"]);
    await counts.countAll(["a"], ["qwen3"]);
    await counts.countAll(["a"], ["qwen3", "o200k_base"]);
    assert.deepEqual(engine.asked, [["o200k_base"], ["o200k_base", "qwen3"]]);
  });

  it("answers only what was asked", async () => {
    const table = await createCounts(recordingEngine()).countAll(["a"]);
    assert.equal(table.get("b"), undefined);
    assert.equal(table.problem("b"), undefined);
  });

  it("shares what two callers ask for at once", async () => {
    const engine = recordingEngine();
    const counts = createCounts(engine);
    const [one, two] = await Promise.all([counts.countAll(["a", "b"]), counts.countAll(["b", "c"])]);
    assert.deepEqual(engine.batches, [["a", "b"], ["c"]]);
    assert.deepEqual(one.get("b"), countOf("b"));
    assert.deepEqual(two.get("b"), countOf("b"));
  });

  it("cuts batches by length, so that one long text holds up little else", async () => {
    const engine = recordingEngine();
    await createCounts(engine, { batchCharacters: 10 }).countAll(["x".repeat(20), "aaaa", "bbbb", "cccc"]);
    assert.deepEqual(
      engine.batches.map((batch) => batch.length),
      [1, 2, 1],
    );
  });

  it("loses only the text that cannot be counted, and asks again next time", async () => {
    const engine = recordingEngine();
    const counts = createCounts(engine);
    const table = await counts.countAll(["a", "bad", "c"]);
    assert.deepEqual(table.get("a"), countOf("a"));
    assert.deepEqual(table.get("c"), countOf("c"));
    assert.equal(table.get("bad"), undefined);
    assert.equal(table.problem("bad"), "no counting that");
    const before = engine.batches.length;
    await counts.countAll(["a", "bad"]);
    assert.deepEqual(engine.batches.slice(before), [["bad"]]);
  });

  it("drops the least recently used and leaves finished tables whole", async () => {
    const engine = recordingEngine();
    const counts = createCounts(engine, { maxEntries: 2 });
    const table = await counts.countAll(["a", "b"]);
    await counts.countAll(["a"]);
    await counts.countAll(["c"]);
    assert.deepEqual(table.get("b"), countOf("b"));
    const before = engine.batches.length;
    await counts.countAll(["a"]);
    assert.equal(engine.batches.length, before);
    await counts.countAll(["b"]);
    assert.deepEqual(engine.batches.at(-1), ["b"]);
  });

  it("counts more texts at once than it keeps", async () => {
    const texts = Array.from({ length: 50 }, (_, i) => `text ${i}`);
    const table = await createCounts(recordingEngine(), { maxEntries: 3 }).countAll(texts);
    for (const text of texts) assert.deepEqual(table.get(text), countOf(text));
  });

  it("takes an engine that answers too little as a failure", async () => {
    const table = await createCounts({ count: async () => [] }).countAll(["a"]);
    assert.match(table.problem("a") ?? "", /no answer/);
  });
});
