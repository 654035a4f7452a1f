/** A catalogue of 10,000 models of one's own: read by a worker, while the main thread goes on. */
import assert from "node:assert/strict";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import { matchModel } from "../../server/src/catalogue/match/match";
import { WorkerPool } from "../../server/src/host/workers/worker-pool";
import { miniCatalogueData } from "../support/mini-catalogue";

function largeCatalogue(models: number): string {
  const count = Array.from({ length: models }, (_, i) => i);
  return [
    "models:",
    ...count.map((i) => `  - { id: house-${i}, contextWindow: ${1000 + i} }`),
    "hosts:",
    "  - { id: gateway, country: DE }",
    "offers:",
    ...count.map((i) => `  - { model: house-${i}, host: gateway, prices: { input: 1, output: 2 } }`),
    "",
  ].join("\n");
}

describe("a large user catalogue", () => {
  const pool = new WorkerPool({ size: 1, countBudgetMs: 120_000 });
  after(() => pool.dispose());

  it("comes back from the worker as it is read here", async function () {
    this.timeout(120_000);
    const text = "offers:\n  - {extends: mini-1@acme/global, multiplyer: 2}\naliases: {fast: mini-1}\n";
    assert.deepEqual(await pool.readCatalogue(text, "f"), parseUserCatalogue(text, "f"));
  });
  it("loads 10,000 models without holding up the main thread", async function () {
    this.timeout(240_000);
    const text = largeCatalogue(10_000);
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    const started = performance.now();
    const { layer, problems } = await pool.readCatalogue(text, "f");
    const took = performance.now() - started;
    clearInterval(beat);
    assert.deepEqual(problems, []);
    assert.ok(layer);
    // What remains here is taking over the copy: a fraction of the work.
    assert.ok(longest < took / 2, `${Math.round(longest)} of ${Math.round(took)} ms`);
    const { catalogue } = buildCatalogue(miniCatalogueData(), [layer]);
    const match = matchModel(catalogue, "house-9999");
    assert.ok(match.known && match.value.model.contextWindow === 10_999);
  });
});
