import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { WorkerPool, type WorkerPoolOptions } from "../../server/src/host/workers/worker-pool";

const entry = join(__dirname, "..", "support", "hanging-worker.ts");

/** A pool over the misbehaving worker, disposed whatever happens. */
async function withPool(options: WorkerPoolOptions, run: (pool: WorkerPool) => Promise<void>): Promise<void> {
  const pool = new WorkerPool({ entry, size: 1, budgetMs: 100, ...options });
  try {
    await run(pool);
  } finally {
    await pool.dispose();
  }
}

describe("worker pool", () => {
  const faults: readonly (readonly [text: string, reason: RegExp])[] = [
    ["HANG", /takes too long to analyse \(stopped after 200 ms, twice\)/],
    ["THROW", /crashed the analysis \(memory access out of bounds, twice\)/],
    ["EXIT", /crashed the analysis \(the worker ended with code 7, twice\)/],
    ["UNCAUGHT", /crashed the analysis \(from nowhere, twice\)/],
    ["SLOW", /takes too long to analyse \(not parsed within 100 ms, twice\)/],
  ];
  for (const [text, reason] of faults) {
    it(`sets a file aside that does ${text}, until it changes`, () =>
      withPool({}, async (pool) => {
        const bad = pool.facts("bad.py", text, "python");
        const good = pool.facts("good.py", "x", "python");
        const result = await bad;
        assert.equal(result.kind, "set-aside");
        assert.match(result.kind === "set-aside" ? result.reason : "", reason);
        assert.equal((await good).kind, "facts");
        assert.deepEqual(
          pool.setAside().map(({ path }) => path),
          ["bad.py"],
        );
        assert.deepEqual(await pool.facts("bad.py", text, "python"), result);
        assert.equal((await pool.facts("bad.py", "mended", "python")).kind, "facts");
        assert.deepEqual(pool.setAside(), []);
      }));
  }

  it("tries the same text exactly twice, however often it is asked for", () => {
    const warnings: string[] = [];
    const logger = {
      log: (level: string, text: string) => void (level === "warning" && warnings.push(text)),
    };
    return withPool({ logger }, async (pool) => {
      await pool.facts("bad.py", "THROW", "python");
      await pool.facts("bad.py", "THROW", "python");
      assert.equal(warnings.length, 2);
    });
  });

  it("answers others while one file hangs", () =>
    withPool({ size: 2, budgetMs: 400 }, async (pool) => {
      await Promise.all([pool.facts("a.py", "WAIT50", "python"), pool.facts("b.py", "WAIT50", "python")]);
      const hung = pool.facts("bad.py", "HANG", "python");
      const answered = pool.facts("c.py", "x", "python", { documentId: "c" });
      assert.equal((await Promise.race([hung, answered])).kind, "facts");
      assert.equal((await hung).kind, "set-aside");
    }));

  it("takes open documents before files that wait longer", () =>
    withPool({ budgetMs: 5_000 }, async (pool) => {
      const order: string[] = [];
      const ask = async (path: string, documentId?: string): Promise<void> => {
        await pool.facts(path, "WAIT10", "python", documentId === undefined ? {} : { documentId });
        order.push(path);
      };
      await Promise.all([ask("1.py"), ask("2.py"), ask("3.py"), ask("open.py", "open")]);
      assert.deepEqual(order, ["1.py", "open.py", "2.py", "3.py"]);
    }));

  it("drops what was cancelled while it waited", () =>
    withPool({ budgetMs: 5_000 }, async (pool) => {
      const signal = { cancelled: false };
      const first = pool.facts("1.py", "WAIT50", "python");
      const second = pool.facts("2.py", "HANG", "python", { signal });
      signal.cancelled = true;
      assert.equal((await first).kind, "facts");
      assert.equal((await second).kind, "cancelled");
    }));

  it("drops what waits for a document that is released, and what was under way", () =>
    withPool({ budgetMs: 5_000 }, async (pool) => {
      const running = pool.facts("1.py", "WAIT50", "python", { documentId: "d" });
      const waiting = pool.facts("1.py", "HANG", "python", { documentId: "d" });
      pool.release("d");
      const reopened = pool.facts("1.py", "x", "python", { documentId: "d" });
      assert.equal((await waiting).kind, "cancelled");
      assert.equal((await running).kind, "cancelled");
      assert.equal((await reopened).kind, "facts");
    }));

  it("keeps a document's answers right after its worker was killed", () =>
    withPool({}, async (pool) => {
      const ask = async (text: string) =>
        (await pool.facts("d.py", text, "python", { documentId: "d" })).kind;
      assert.equal(await ask("x"), "facts");
      assert.equal(await ask("THROW"), "set-aside");
      assert.equal(await ask("y"), "facts");
    }));

  it("settles everything when it is disposed", async () => {
    const pool = new WorkerPool({ entry, size: 1, budgetMs: 60_000 });
    const running = pool.facts("a.py", "HANG", "python");
    const waiting = pool.facts("b.py", "x", "python");
    const count = pool.count(["x"], []).catch((error: Error) => error.message);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await pool.dispose();
    assert.equal((await running).kind, "cancelled");
    assert.equal((await waiting).kind, "cancelled");
    assert.match(String(await count), /cancelled/);
    assert.equal((await pool.facts("c.py", "x", "python")).kind, "cancelled");
  });

  it("settles when disposed before the worker has started", async () => {
    const pool = new WorkerPool({ entry, size: 1 });
    const starting = pool.facts("a.py", "x", "python");
    await pool.dispose();
    assert.equal((await starting).kind, "cancelled");
  });

  it("rejects counts that hang, and counts on", () =>
    withPool({ countBudgetMs: 100 }, async (pool) => {
      await assert.rejects(pool.count(["HANG"], []), /could not be counted: stopped after 100 ms/);
      assert.equal((await pool.count(["abc"], []))[0]?.tokens.o200k_base, 3);
      assert.deepEqual(await pool.count([], []), []);
    }));

  it("says so when the worker cannot start, and blames no file", () =>
    withPool({ entry: join(__dirname, "no-such-worker.cjs") }, async (pool) => {
      const result = await pool.facts("a.py", "x", "python");
      assert.match(result.kind === "set-aside" ? result.reason : "", /cannot start/);
      assert.deepEqual(pool.setAside(), []);
    }));

  it("survives a thread that is too busy to read its answers in time", () =>
    withPool({ budgetMs: 50 }, async (pool) => {
      await pool.facts("warm.py", "x", "python");
      const asked = pool.facts("a.py", "WAIT5", "python");
      await new Promise((resolve) => setImmediate(resolve));
      const end = performance.now() + 300;
      while (performance.now() < end) Math.random();
      assert.equal((await asked).kind, "facts");
    }));

  it("lets the process end behind an idle worker, and keeps stdout clean", () => {
    const script = `
      const { WorkerPool } = require("./server/src/host/workers/worker-pool.ts");
      const pool = new WorkerPool({ entry: ${JSON.stringify(entry)}, size: 1 });
      pool.facts("a.py", "PRINT", "python").then((result) => process.stdout.write(result.kind));
    `;
    const options = { cwd: join(__dirname, "..", ".."), encoding: "utf8", timeout: 15_000 } as const;
    const { status, stdout } = spawnSync(process.execPath, ["--require", "tsx/cjs", "-e", script], options);
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "facts" });
  });
});
