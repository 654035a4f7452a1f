/** The catalogue table's own logic: filtering, sorting, pages, the open row. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  filteredBy,
  INITIAL_STATE,
  PAGE_SIZE,
  pageOf,
  sortedBy,
  toggled,
} from "../../client/src/webview/catalogue-state";
import { historyView, tableView } from "../../server/src/views/catalogue/table-view";
import { miniCatalogue } from "../support/mini-catalogue";

const CATALOGUE = miniCatalogue();
const VIEW = tableView(CATALOGUE, "2026-05-31", { currency: "USD", favourites: ["orbit-7b"] }, []);

function ids(state = INITIAL_STATE): readonly string[] {
  return pageOf(VIEW.rows, state).rows.map(({ id }) => id);
}

describe("catalogue table: rows", () => {
  it("carry their words, and figures of one currency to sort by", () => {
    const yuan = VIEW.rows.find(({ id }) => id === "mini-3@acme/cn#CNY");
    assert.equal(yuan?.inputText, "CN¥1.40");
    assert.ok(Math.abs((yuan?.sortInput ?? 0) - 0.2) < 1e-12);
    const batch = VIEW.rows.find(({ id }) => id === "mini-1@acme/global:batch");
    assert.deepEqual([batch?.cacheReadText, batch?.sortCacheRead], ["–", null]);
    assert.ok(VIEW.rows.filter(({ favourite }) => favourite).every(({ model }) => model === "orbit-7b"));
    assert.equal(VIEW.rows.length + VIEW.withoutPrice, CATALOGUE.offers.length);
  });

  it("have a history with every price and its hours", () => {
    const offer = CATALOGUE.offersById.get("mini-old@acme/cn");
    assert.ok(offer);
    const { periods, facts } = historyView(CATALOGUE, offer, "2026-05-31");
    assert.deepEqual(
      periods.map(({ from, until, isCurrent }) => [from, until, isCurrent]),
      [
        ["…", "2026-02-28 16:00 UTC", false],
        ["2026-02-28 16:00 UTC", "2027-01-01", true],
      ],
    );
    assert.equal(periods[0]?.prices, "input $0.10, output $0.30");
    assert.match(periods[1]?.details.join("; ") ?? "", /09:00–12:00.*input \$0\.40.*billed as mini-3/);
    assert.match(facts.join("; "), /Model id at Acme: mini-old/);
  });
});

describe("catalogue table: state", () => {
  it("finds rows by every word, wherever it stands", () => {
    assert.deepEqual(ids(filteredBy(INITIAL_STATE, "ORBIT de")), ["orbit-7b@cirrus/de"]);
    assert.deepEqual(ids(filteredBy(INITIAL_STATE, "acme/mini-1")), ["mini-1@bolt/us"]);
    assert.deepEqual(ids(filteredBy(INITIAL_STATE, "no such model")), []);
    assert.equal(ids(filteredBy(INITIAL_STATE, "  ")).length, VIEW.rows.length);
  });

  it("sorts over currencies, turns round, and keeps the unknown last", () => {
    const up = sortedBy(INITIAL_STATE, "cacheRead");
    const order = (state: typeof up) =>
      pageOf(VIEW.rows, state).rows.map(({ sortCacheRead }) => sortCacheRead);
    const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
    const [rising, falling] = [order(up), order(sortedBy(up, "cacheRead"))];
    assert.deepEqual(
      known(rising),
      [...known(rising)].sort((a, b) => a - b),
    );
    assert.deepEqual(known(falling), [...known(rising)].reverse());
    const firstUnknown = (values: readonly (number | null)[]) => values.indexOf(null);
    assert.ok(firstUnknown(rising) > 0);
    assert.equal(firstUnknown(rising), firstUnknown(falling));
  });

  it("shows every row on exactly one page", () => {
    const [row] = VIEW.rows;
    assert.ok(row);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 450 }), (count) => {
        const rows = Array.from({ length: count }, (_, at) => ({ ...row, id: `offer-${at}` }));
        const { pages } = pageOf(rows, INITIAL_STATE);
        const seen = Array.from(
          { length: pages },
          (_, page) => pageOf(rows, { ...INITIAL_STATE, page }).rows,
        ).flat();
        assert.equal(new Set(seen.map(({ id }) => id)).size, count);
        assert.equal(seen.length, count);
      }),
    );
    const many = Array.from({ length: 2 * PAGE_SIZE + 1 }, (_, at) => ({ ...row, id: `offer-${at}` }));
    assert.deepEqual(
      [-5, 99].map((page) => pageOf(many, { ...INITIAL_STATE, page }).page),
      [0, 2],
    );
  });

  it("goes back to the first page for a new filter or order, and opens one row at a time", () => {
    const far = { ...INITIAL_STATE, page: 3 };
    assert.equal(filteredBy(far, "a").page, 0);
    assert.equal(sortedBy(far, "input").page, 0);
    const open = toggled(INITIAL_STATE, "a");
    assert.deepEqual(
      [open.openOfferId, toggled(open, "b").openOfferId, toggled(open, "a").openOfferId],
      ["a", "b", null],
    );
  });
});
