/** Totals, runs and the answer to "why is there no hint". */
import assert from "node:assert/strict";
import type { CallEstimate } from "../../server/src/estimate/estimate-call";
import { runViews, totalView } from "../../server/src/views/summary";
import { type WhyInputs, whyNoHint } from "../../server/src/views/why";
import { COMMANDS } from "../../shared/ids";
import { contextOf, estimateOf } from "../support/estimates";

const locationOf = ({ path }: { readonly path: string }) => ({
  uri: `file:///w/${path}`,
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
});

describe("total view", () => {
  const priced = estimateOf();
  const unpriced = estimateOf({ path: "src/b.py", model: null });
  const ignored = estimateOf({ ignored: true });

  it("reads as the status bar shows it", () => {
    assert.equal(totalView([], "USD").text, "no calls");
    assert.equal(totalView([ignored], "USD").text, "no calls");
    assert.equal(totalView([unpriced, unpriced, unpriced], "USD").text, "3 unpriced");
    assert.match(totalView([priced], "USD").text, /^\$[\d.]+$/);
    assert.match(totalView([priced, unpriced, ignored], "USD").text, /^\$[\d.]+ \+ 1 unpriced$/);
  });

  it("counts runs and adds means", () => {
    const view = totalView([priced, priced, unpriced], "USD");
    assert.deepEqual([view.runs, view.unpriced], [3, 1]);
    const mean = priced.priced.known ? priced.priced.value.run.cost.mean : Number.NaN;
    assert.ok(Math.abs((view.cost?.mean ?? 0) - 2 * mean) < 1e-9);
    assert.match(view.tooltip, /started once/);
    assert.match(view.tooltip, /1 call without a price is not in it/);
  });

  it("says that no rate is known", () => {
    const ctx = contextOf({ currency: "GBP" });
    assert.match(totalView([estimateOf({}, ctx)], "GBP").tooltip, /No exchange rate to GBP is known/);
  });
});

describe("run views", () => {
  it("lists the dearest first and unpriced last", () => {
    const rows = runViews(
      [
        estimateOf({ path: "u.py", model: "mini-9" }),
        estimateOf({ path: "cheap.py" }),
        estimateOf({ path: "dear.py", model: "mini-2.5", system: "word ".repeat(4000) }),
        estimateOf({ path: "gone.py", ignored: true }),
      ],
      locationOf,
    );
    assert.deepEqual(
      rows.map((row) => row.uri),
      ["file:///w/dear.py", "file:///w/cheap.py", "file:///w/u.py"],
    );
    assert.deepEqual([rows[2]?.costText, rows[2]?.model], [null, "mini-9"]);
    assert.match(rows[2]?.unpricedReason ?? "", /no model "mini-9"/);
    const { turns } = estimateOf({ path: "cheap.py" }).measured;
    assert.equal(rows[1]?.turns, `${Math.round(turns.low)}–${Math.round(turns.high)} turns`);
  });
});

describe("why there is no hint", () => {
  const ask = (calls: readonly CallEstimate[], more: Partial<WhyInputs> = {}, raw: unknown = {}) =>
    whyNoHint({
      path: "src/agent.py",
      supported: true,
      skipped: null,
      analysing: false,
      settings: contextOf(raw).settings,
      calls,
      elsewhere: [],
      placeText: ({ path }) => path,
      offset: 12,
      lineOf: (offset) => 1 + Math.floor(offset / 100),
      ...more,
    });

  it("answers for the file", () => {
    assert.match(ask([], { supported: false }).headline, /does not read/);
    const large = ask([], { skipped: "larger than farebox.maxFileSize (2 MB, limit 1048576)" });
    assert.deepEqual(large.action?.arguments, ["farebox.maxFileSize"]);
    const killed = ask([], { skipped: "not parsed within 2000 ms" });
    assert.match(killed.headline, /set aside/);
    const excluded = ask([], { skipped: "farebox.exclude: **/budget/**" });
    assert.deepEqual(excluded.action?.arguments, ["farebox.exclude"]);
    assert.equal(ask([], { skipped: "minified code" }).action, null);
    assert.equal(killed.action?.command, COMMANDS.showLog);
    assert.match(ask([]).headline, /No model call was found/);
    assert.match(ask([], { analysing: true }).headline, /still analysing/);
  });

  it("names the nearest calls where the cursor is on none", () => {
    const far = ask([estimateOf()], { offset: 940 });
    assert.match(far.headline, /no model call here/);
    assert.match(far.details.join(" "), /line 1\b/);
  });

  it("answers for the call at the cursor", () => {
    const call = estimateOf();
    assert.match(ask([call]).headline, /There is a hint here$/);
    assert.match(ask([call], { analysing: true }).headline, /There is a hint here$/);
    assert.match(ask([estimateOf({ ignored: true })]).headline, /directive/);
    const off = ask([call], {}, { hints: { enabled: false } });
    assert.equal(off.action?.command, COMMANDS.toggleHints);
    const possible = estimateOf({
      site: { confidence: "possible", confidenceReason: "the client has no type" },
    });
    assert.match(ask([possible]).details.join(" "), /the client has no type/);
    assert.match(
      ask([possible], {}, { hints: { minConfidence: "possible" } }).headline,
      /There is a hint here$/,
    );
    assert.deepEqual(ask([call], {}, { hints: { minCost: 5 } }).action?.arguments, ["farebox.hints.minCost"]);
    assert.match(ask([estimateOf({ model: "mini-9" })]).details.join(" "), /no model "mini-9"/);
  });
});
