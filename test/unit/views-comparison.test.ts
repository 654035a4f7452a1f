/** The comparison of offers: complete, in order, and the same figures as pricing one by one. */
import assert from "node:assert/strict";
import { createPricer, priceOn } from "../../server/src/estimate/estimate-call";
import { comparisonView } from "../../server/src/views/comparison";
import { contextOf, estimateOf } from "../support/estimates";

const OPTIONS = { sameModel: false, uri: "file:///w/a.py", today: "2026-06-10" };

describe("comparison view", () => {
  const ctx = contextOf({ favourites: ["orbit-7b@bolt"] });
  const estimate = estimateOf({}, ctx);
  const view = comparisonView(estimate, ctx, OPTIONS);

  it("puts the current offer first, then what fits by cost, then what does not", () => {
    assert.equal(view.rows[0]?.offerId, "mini-1@acme/global");
    assert.deepEqual(view.rows.map((row) => row.current).filter(Boolean), [true]);
    const rest = view.rows.slice(1);
    const fitting = rest.filter((row) => row.obstacle === null).map((row) => row.cost.typical);
    assert.deepEqual(
      fitting,
      [...fitting].sort((a, b) => a - b),
    );
    const firstBlocked = rest.findIndex((row) => row.obstacle !== null);
    if (firstBlocked >= 0) assert.ok(rest.slice(firstBlocked).every((row) => row.obstacle !== null));
  });

  it("has every offer either as a row or counted as left out", () => {
    const left = view.leftOut.reduce((sum, line) => sum + Number(/^\d+/.exec(line)?.[0] ?? 0), 0);
    assert.equal(view.rows.length + left, ctx.catalogue.offers.length);
  });

  it("offers batch only where no turn waits", () => {
    assert.ok(!view.rows.some((row) => row.serviceTier === "batch"));
    assert.ok(view.leftOut.some((line) => /in batch: a turn here waits/.test(line)));
    const map = comparisonView(estimateOf({ shape: { kind: "map" } }, ctx), ctx, OPTIONS);
    assert.ok(map.rows.some((row) => row.serviceTier === "batch"));
  });

  it("says the difference to the current offer and names favourites", () => {
    const first = view.rows[0];
    assert.equal(first?.differenceText, "");
    for (const row of view.rows.slice(1)) {
      const percent = (row.cost.typical / (first?.cost.typical ?? 1) - 1) * 100;
      assert.ok(Math.abs((row.differencePercent ?? 0) - percent) < 1e-9);
    }
    assert.deepEqual(
      view.rows.filter((row) => row.favourite).map((row) => row.offerId),
      ["orbit-7b@bolt/us"],
    );
  });

  it("sums by turn to a run", () => {
    for (const row of view.rows) {
      assert.ok(row.byTurn.length >= 1);
      assert.deepEqual(
        [...row.byTurn],
        [...row.byTurn].sort((a, b) => a - b),
      );
    }
  });

  it("keeps to one model when asked", () => {
    const regions = comparisonView(estimate, ctx, { ...OPTIONS, sameModel: true });
    assert.deepEqual([...new Set(regions.rows.map((row) => row.model))], ["mini-1"]);
    assert.ok(new Set(regions.rows.map((row) => row.region)).size >= 3);
  });

  it("shows months only where runs per month are set", () => {
    assert.ok(view.rows.every((row) => row.perMonth === null));
    const monthly = contextOf({ runsPerMonth: 1000 });
    const rows = comparisonView(estimateOf({}, monthly), monthly, OPTIONS).rows;
    for (const row of rows)
      assert.ok(Math.abs((row.perMonth ?? 0) / (1000 * row.cost.mean) - 1) < 1e-9, row.offerId);
    const pinned = comparisonView(estimateOf({ overrides: { runsPerMonth: 10 } }, ctx), ctx, OPTIONS);
    assert.ok(pinned.rows.every((row) => row.perMonth !== null));
  });

  it("marks what the policy does not admit", () => {
    const eu = contextOf({ residency: { allow: ["EU"] } });
    const rows = comparisonView(estimateOf({}, eu), eu, OPTIONS).rows;
    assert.ok(rows.some((row) => row.region === "cn" && row.obstacle !== null));
    assert.ok(rows.some((row) => row.region === "eu" && row.obstacle === null));
  });

  it("works without a present price", () => {
    const unknown = comparisonView(estimateOf({ model: null }, ctx), ctx, OPTIONS);
    assert.ok(unknown.rows.length > 5);
    assert.ok(unknown.rows.every((row) => row.differencePercent === null && !row.current));
    assert.equal(unknown.canEdit, false);
  });
});

describe("pricer", () => {
  it("gives what pricing each offer alone gives, in any order", () => {
    const ctx = contextOf({ currency: "CNY" });
    for (const shape of [{}, { kind: "map" as const }, { kind: "chat" as const, bound: null }]) {
      const { call } = estimateOf({ shape, site: { hasTools: true }, prompt: { unreadTools: true } }, ctx);
      for (const offers of [ctx.catalogue.offers, [...ctx.catalogue.offers].reverse()]) {
        const price = createPricer(call, ctx);
        for (const offer of offers) {
          const model = ctx.catalogue.models.get(offer.model);
          assert.ok(model);
          assert.deepEqual(price(model, offer), priceOn(call, model, offer, ctx), offer.id);
        }
      }
    }
  });
});
