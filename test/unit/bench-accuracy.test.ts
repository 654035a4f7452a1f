import assert from "node:assert/strict";
import type { Judged } from "../bench/accuracy/judge";
import { intervalScore, scoreOf, within } from "../bench/accuracy/score";
import { pooledCoverage } from "../bench/accuracy/table";
import { parseRuns } from "../bench/accuracy/traces";

describe("accuracy benchmark", () => {
  it("scores an estimate by its median, its coverage, its width and the interval score", () => {
    const measured = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110];
    const score = scoreOf({ low: 20, typical: 90, high: 100 }, measured);
    assert.equal(score.ratio, 1.5);
    assert.equal(score.coverage, 9 / 11);
    assert.equal(score.width, 1);
    // 80 wide, and two misses of 10 at ten times each.
    assert.ok(Math.abs(score.interval - (80 + 200 / 11) / 60) < 1e-12);
    assert.equal(intervalScore({ low: 5, typical: 5, high: 5 }, [5, 5]), 0);
    assert.ok(within(1.5, 1.5) && within(1 / 1.5, 1.5) && !within(0.6, 1.5));
  });

  it("pools coverage over runs, not rows, and leaves out rows without an estimate", () => {
    const row = (runs: number, coverage: number | null): Judged =>
      ({ runs, found: coverage === null ? null : { score: { coverage } } }) as unknown as Judged;
    assert.equal(pooledCoverage([row(30, 1), row(10, 0.2), row(60, null)]), 0.8);
    assert.equal(pooledCoverage([]), 0);
  });

  it("reads runs and leaves out those without calls or totals", () => {
    const csv =
      "run,source,agent,model,N,total_in,total_out,cached\na,s,g,m,3,100,7,\nb,s,g,m,,100,7,\nc,s,g,m,2,,1,0\n";
    assert.deepEqual(parseRuns(csv), [
      { source: "s", agent: "g", model: "m", turns: 3, input: 100, output: 7, cached: 0, steps: [] },
    ]);
  });
});
