import assert from "node:assert/strict";
import fc from "fast-check";
import {
  accumulatedInput,
  constantInput,
  fixedCache,
  movingWrites,
  prefixReads,
  windowedInput,
} from "../../server/src/cost/closed-forms";
import { promptSeries } from "../../server/src/cost/growth";
import { wholePrompt } from "../../server/src/cost/price";
import type { RunDraw, RunInputs, TurnUsage } from "../../server/src/cost/run-model";
import { overflowTurn, simulateRun } from "../../server/src/cost/simulate";
import { anyDraw, anyInputs, cachePlan, runDraw, runInputs } from "../support/run-inputs";

const written = (usage: TurnUsage) =>
  Object.values(usage.cacheWrite).reduce((sum, tokens) => sum + tokens, 0);
const sum = (run: readonly TurnUsage[], pick: (usage: TurnUsage) => number) =>
  run.reduce((total, usage) => total + pick(usage), 0);

function totals(inputs: RunInputs, draw: RunDraw) {
  const run = simulateRun(inputs, draw);
  return {
    input: sum(run, wholePrompt),
    read: sum(run, (usage) => usage.cacheRead),
    write: sum(run, written),
    output: sum(run, (usage) => usage.output),
  };
}

const sizes = fc.record({
  turns: fc.integer({ min: 1, max: 80 }),
  system: fc.nat({ max: 5000 }),
  tools: fc.nat({ max: 5000 }),
  firstUser: fc.nat({ max: 5000 }),
  output: fc.nat({ max: 5000 }),
  result: fc.nat({ max: 5000 }),
});

describe("a run, turn by turn", () => {
  it("splits every prompt into uncached, read and written without rest", () => {
    fc.assert(
      fc.property(anyInputs, anyDraw, (inputs, draw) => {
        const { prompt } = promptSeries(inputs, draw);
        for (const usage of simulateRun(inputs, draw)) {
          if (usage.summary !== true) assert.equal(wholePrompt(usage), prompt[usage.turn - 1]);
          for (const part of [usage.uncached, usage.cacheRead, written(usage), usage.output, usage.reasoning])
            assert.ok(part >= 0 && Number.isFinite(part));
        }
      }),
    );
  });

  it("bills no less for one turn more", () => {
    fc.assert(
      fc.property(anyInputs, anyDraw, (inputs, draw) => {
        const fewer = simulateRun(inputs, draw);
        const more = simulateRun(inputs, { ...draw, turns: draw.turns + 1 });
        assert.deepEqual(more.slice(0, fewer.length), fewer);
      }),
    );
  });

  it("equals the closed forms", () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 20 }), (changes, window) => {
        const draw = runDraw(changes);
        const prefix = draw.system + draw.tools + draw.firstUser;
        const g = draw.output + draw.result;
        const n = draw.turns;
        assert.equal(totals(runInputs(), draw).input, accumulatedInput(n, prefix, g));
        assert.equal(totals(runInputs(), draw).output, n * draw.output);
        assert.equal(
          totals(runInputs({ growth: { kind: "constant" } }), draw).input,
          constantInput(n, prefix),
        );
        const windowed = runInputs({ growth: { kind: "windowed", turns: window, dropsPrefix: false } });
        assert.equal(totals(windowed, draw).input, windowedInput(n, prefix, g, window));
        const automatic = totals(runInputs({ cache: cachePlan({ mode: "automatic" }) }), draw);
        assert.equal(automatic.read, prefixReads(n, prefix, g));
        assert.equal(automatic.write, 0);
        const moving = totals(runInputs({ cache: cachePlan({ mode: "explicit-moving" }) }), draw);
        assert.equal(moving.read, prefixReads(n, prefix, g));
        assert.equal(moving.write, movingWrites(n, prefix, g));
        const still = totals(runInputs({ cache: cachePlan({ mode: "explicit-fixed" }) }), draw);
        assert.deepEqual({ writes: still.write, reads: still.read }, fixedCache(n, draw.system + draw.tools));
      }),
    );
  });

  it("leaves resent reasoning in the history and multiplies only the answer by the choices", () => {
    const draw = runDraw({ turns: 3, reasoning: 1000 });
    assert.deepEqual(totals(runInputs({ choices: 2 }), draw), {
      input: 6300,
      read: 0,
      write: 0,
      output: 600,
    });
    assert.equal(totals(runInputs({ reasoningResent: true }), draw).input, 6300 + 3000);
  });
});

describe("prompt caches", () => {
  const automatic = (changes = {}) => runInputs({ cache: cachePlan({ mode: "automatic", ...changes }) });

  it("reads nothing below the minimum and in whole steps above it", () => {
    const draw = runDraw({ turns: 3 });
    // Prompts: 1700, 2100, 2500.
    assert.equal(totals(automatic({ minTokens: 1024, granularity: 128 }), draw).read, 1664 + 2048);
    assert.equal(totals(automatic({ minTokens: 2048 }), draw).read, 2100);
    assert.equal(totals(automatic({ minTokens: 4096 }), draw).read, 0);
  });

  it("writes nothing below the minimum", () => {
    const inputs = runInputs({ cache: cachePlan({ mode: "explicit-moving", minTokens: 2048 }) });
    const run = simulateRun(inputs, runDraw({ turns: 3 }));
    assert.deepEqual(run.map(written), [0, 2100, 400]);
    assert.deepEqual(
      run.map((usage) => usage.cacheRead),
      [0, 0, 2100],
    );
  });

  it("reads system and tools only after a summary replaced the history", () => {
    const growth = { kind: "summarised", triggerTokens: 500, afterTokens: 150 } as const;
    const reads = (mode: "automatic" | "explicit-moving") =>
      simulateRun(runInputs({ growth, cache: cachePlan({ mode }) }), runDraw({ turns: 4 })).map((usage) => [
        usage.turn,
        wholePrompt(usage),
        usage.cacheRead,
      ]);
    // History 200, then 600 -> 150, then 550 -> 150.
    const prompts = [
      [1, 1700, 0],
      [2, 600, 0],
      [2, 1650, 1500],
      [3, 550, 0],
      [3, 1650, 1500],
      [4, 550, 0],
      [4, 1650, 1500],
    ];
    assert.deepEqual(reads("automatic"), prompts);
    assert.deepEqual(
      reads("explicit-moving").map(([, , read]) => read),
      [0, 0, 0, 0, 0, 0, 0],
    );
  });

  it("cuts the history to a number of tokens and keeps system and tools", () => {
    const growth = { kind: "windowed-tokens", tokens: 900 } as const;
    const run = simulateRun(
      runInputs({ growth, cache: cachePlan({ mode: "automatic" }) }),
      runDraw({ turns: 5 }),
    );
    assert.deepEqual(
      run.map((usage) => [wholePrompt(usage), usage.cacheRead]),
      [
        [1700, 0],
        [2100, 1700],
        [2400, 1500],
        [2400, 1500],
        [2400, 1500],
      ],
    );
  });

  it("reads a share of the prefix where caching is best effort", () => {
    assert.equal(totals(automatic(), runDraw({ turns: 2, hitShare: 0.5 })).read, 850);
  });

  it("rewrites everything after a lapse", () => {
    const inputs = runInputs({ cache: cachePlan({ mode: "explicit-moving" }) });
    const run = simulateRun(inputs, runDraw({ turns: 3, gaps: [10, 301] }));
    assert.deepEqual(
      run.map((usage) => [usage.cacheRead, written(usage)]),
      [
        [0, 1700],
        [1700, 400],
        [0, 2500],
      ],
    );
    assert.equal(totals(inputs, runDraw({ turns: 3, gaps: [300] })).read, 3800);
  });

  it("bills writes of automatic caches only where the host does", () => {
    assert.equal(totals(automatic({ billsWrites: true }), runDraw()).write, movingWrites(10, 1700, 400));
  });

  it("pays writes for nothing when the prefix changes", () => {
    const inputs = runInputs({ cache: cachePlan({ mode: "explicit-moving", prefixBroken: true }) });
    const { input, read, write } = totals(inputs, runDraw());
    assert.deepEqual([read, write], [0, input]);
  });

  it("reads system and tools of the run before while they live", () => {
    const first = (seconds: number | null) =>
      simulateRun(automatic(), runDraw({ turns: 1, secondsBetweenRuns: seconds }))[0]?.cacheRead;
    assert.deepEqual([first(null), first(300), first(301), first(0)], [0, 1500, 0, 0]);
  });

  it("keeps only what leads the prompt once a window slides", () => {
    const windowed = (dropsPrefix: boolean, mode: "automatic" | "explicit-moving") =>
      simulateRun(
        runInputs({ growth: { kind: "windowed", turns: 2, dropsPrefix }, cache: cachePlan({ mode }) }),
        runDraw({ turns: 5 }),
      ).map((usage) => usage.cacheRead);
    assert.deepEqual(windowed(false, "automatic"), [0, 1700, 2100, 1700, 1700]);
    assert.deepEqual(windowed(true, "automatic"), [0, 1700, 2100, 1500, 1500]);
    assert.deepEqual(windowed(true, "explicit-moving"), [0, 1700, 2100, 0, 0]);
  });
});

describe("the model's window", () => {
  const limited = (limits: Partial<RunInputs["limits"]>, changes: Partial<RunInputs> = {}) =>
    runInputs({ limits: { contextWindow: null, maxInput: null, outputCap: null, ...limits }, ...changes });

  it("overflows at the first prompt that leaves no room for the answer", () => {
    // Prompts 1700, 2100, 2500, 2900; answers 100.
    assert.equal(overflowTurn(limited({ contextWindow: 2600 }), runDraw()), 4);
    assert.equal(overflowTurn(limited({ contextWindow: 2600, outputCap: 400 }), runDraw()), 3);
    assert.equal(overflowTurn(limited({ contextWindow: 2600, outputCap: 2600 }), runDraw()), 4);
    assert.equal(overflowTurn(limited({ contextWindow: 9000, maxInput: 2000 }), runDraw()), 2);
    assert.equal(overflowTurn(limited({ contextWindow: 1_000_000 }), runDraw()), null);
  });

  it("bills no turn from there on, except where the history is trimmed", () => {
    const growing = limited({ contextWindow: 2600 });
    assert.equal(simulateRun(growing, runDraw()).length, 3);
    const trimmed = limited(
      { contextWindow: 2600 },
      { growth: { kind: "windowed", turns: 3, dropsPrefix: false } },
    );
    assert.equal(overflowTurn(trimmed, runDraw()), 4);
    assert.equal(simulateRun(trimmed, runDraw()).length, 10);
  });

  it("pays for summaries and starts over", () => {
    const inputs = runInputs({ growth: { kind: "summarised", triggerTokens: 900, afterTokens: 250 } });
    const run = simulateRun(inputs, runDraw({ turns: 5 }));
    // History before each turn: 200, 600, 1000 -> summary -> 250, 650, 1050 -> summary -> 250.
    assert.deepEqual(
      run.map((usage) => [usage.turn, usage.summary === true, wholePrompt(usage), usage.output]),
      [
        [1, false, 1700, 100],
        [2, false, 2100, 100],
        [3, true, 1000, 250],
        [3, false, 1750, 100],
        [4, false, 2150, 100],
        [5, true, 1050, 250],
        [5, false, 1750, 100],
      ],
    );
  });
});
