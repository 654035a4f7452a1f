/** The comparison panel's own logic: sorting, filtering, copying. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { toCsv, toMarkdown } from "../../client/src/webview/copy-text";
import {
  initialState,
  MAX_CHARTED,
  sortedBy,
  toggleCharted,
  visibleRows,
} from "../../client/src/webview/panel-state";
import type { ComparisonView, OfferRow } from "../../shared/view-models";

function row(id: string, typical: number, extra: Partial<OfferRow> = {}): OfferRow {
  return {
    offerId: id,
    model: id,
    modelName: id.toUpperCase(),
    host: "host",
    hostName: "Host",
    region: "eu",
    regionName: "Europe",
    country: null,
    serviceTier: "standard",
    current: false,
    favourite: false,
    cost: { currency: "USD", low: typical / 2, typical, high: typical * 2, mean: typical },
    costText: `$${typical}`,
    rangeText: "",
    differencePercent: null,
    differenceText: "",
    perMonthText: null,
    perMonth: null,
    inputTokens: 100,
    outputTokens: 10,
    tokensExact: true,
    contextWindow: null,
    obstacle: null,
    checked: "2026-11-01",
    priceAgeDays: 1,
    hostModelId: id,
    modelArgument: id,
    byTurn: [typical],
    ...extra,
  };
}

function view(...rows: OfferRow[]): ComparisonView {
  return {
    callId: "c",
    title: "solve",
    entry: "a.py#solve",
    uri: "file:///a.py",
    currency: "USD",
    turnsText: "4 turns",
    assumptions: ["about 4 turns"],
    rows,
    canEdit: true,
    leftOut: [],
  };
}

const ids = (rows: readonly OfferRow[]) => rows.map((each) => each.offerId);

describe("comparison panel", () => {
  it("opens cheapest first and draws the current, the chosen and the cheapest offer", () => {
    const compared = view(row("dear", 3), row("cheap", 1), row("now", 2, { current: true }));
    const state = initialState(compared, "dear");
    assert.deepEqual(ids(visibleRows(compared, state)), ["cheap", "now", "dear"]);
    assert.deepEqual(state.charted, ["now", "dear", "cheap"]);
  });

  it("never draws an offer that does not fit as the cheapest", () => {
    const compared = view(row("free", 0, { obstacle: "cannot call tools" }), row("ok", 1));
    assert.deepEqual(initialState(compared, null).charted, ["ok"]);
  });

  it("hides what does not fit unless it was chosen", () => {
    const compared = view(row("a", 1), row("b", 2, { obstacle: "window too small" }));
    assert.deepEqual(ids(visibleRows(compared, initialState(compared, null))), ["a"]);
    assert.deepEqual(ids(visibleRows(compared, initialState(compared, "b"))), ["a", "b"]);
  });

  it("wants every word of the filter, in any column", () => {
    const compared = view(row("a", 1, { country: "DE" }), row("b", 2, { hostName: "Other" }));
    const state = { ...initialState(compared, null), filter: " europe  other " };
    assert.deepEqual(ids(visibleRows(compared, state)), ["b"]);
  });

  it("turns the order round on the second click and keeps unknown values last", () => {
    const compared = view(row("x", 1, { perMonth: 5 }), row("y", 2), row("z", 3, { perMonth: 1 }));
    const up = sortedBy(initialState(compared, null), "month");
    assert.deepEqual(ids(visibleRows(compared, up)), ["z", "x", "y"]);
    assert.deepEqual(ids(visibleRows(compared, sortedBy(up, "month"))), ["x", "z", "y"]);
  });

  it("refuses a line too many in the chart", () => {
    let state = { ...initialState(view(), null), charted: [] as readonly string[] };
    for (let i = 0; i < MAX_CHARTED; i++) state = toggleCharted(state, `o${i}`) ?? state;
    assert.equal(state.charted.length, MAX_CHARTED);
    assert.equal(toggleCharted(state, "one more"), undefined);
    assert.equal(toggleCharted(state, "o0")?.charted.length, MAX_CHARTED - 1);
  });

  it("copies Markdown in which catalogue text is text", () => {
    const evil = row("m", 1, { modelName: "a|b\n<img> [x](command:y)" });
    const lines = toMarkdown(view(evil), [evil]).split("\n");
    assert.equal(lines.filter((line) => line.startsWith("|")).length, 3);
    assert.ok(
      lines.some((line) => line.includes("a\\|b \\<img\\> \\[x\\](command:y)")),
      lines.join("\n"),
    );
  });

  it("copies CSV that no spreadsheet takes for a formula, and that reads back", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const csv = toCsv([row("m", 1, { model: text })]);
        const [, cells] = parseCsv(csv);
        const cell = cells?.[0] ?? "";
        assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
        assert.equal(cell.replace(/^'(?=[=+\-@\t\r])/, ""), text);
        assert.equal(cells?.length, 16);
      }),
    );
  });
});

/** RFC 4180, read independently of the writer. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const match of text.matchAll(cell)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === ",") continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}
