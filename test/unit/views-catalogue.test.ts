/** Rows of the catalogue, their filters and their differences, over the invented catalogue. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import type { Catalogue } from "../../server/src/catalogue/types";
import { differences, differencesText } from "../../server/src/views/catalogue/differences";
import { isPlace, NO_FILTER, type RowFilter, rowFilter } from "../../server/src/views/catalogue/filter";
import { historyOf } from "../../server/src/views/catalogue/history";
import { dateText, priceText, windowText } from "../../server/src/views/catalogue/price-text";
import { catalogueRows, type RowOptions, rowOf, rowsOfHistory } from "../../server/src/views/catalogue/rows";
import { staleOffers } from "../../server/src/views/catalogue/staleness";
import type { CatalogueRow } from "../../shared/catalogue-view";
import { miniCatalogue } from "../support/mini-catalogue";

const CATALOGUE = miniCatalogue();
const DAY: RowOptions = { when: { day: "2026-05-31" }, today: "2026-05-31", currency: null };

function row(id: string, options: Partial<RowOptions> = {}, catalogue: Catalogue = CATALOGUE): CatalogueRow {
  const offer = catalogue.offersById.get(id);
  assert.ok(offer, id);
  const found = rowOf(catalogue, offer, { ...DAY, ...options });
  assert.ok(!("reason" in found), "reason" in found ? found.reason : "");
  return found;
}

function idsBy(filter: Partial<RowFilter>): readonly string[] {
  const { rows } = catalogueRows(CATALOGUE, DAY);
  return rows.filter(rowFilter(CATALOGUE, { ...NO_FILTER, ...filter })).map(({ id }) => id);
}

describe("catalogue rows", () => {
  it("say who makes and sells a model, where, since when, and who read it", () => {
    const { model, lab, host, region, country, serviceTier, currency, ...rest } = row("mini-2@acme/global");
    assert.deepEqual(
      [model, lab, host, region, country, serviceTier, currency],
      ["mini-2", "acme", "acme", "global", null, "standard", "USD"],
    );
    assert.deepEqual(
      [rest.input, rest.output, rest.cacheRead, rest.cacheWrite],
      [4, 20, 0.4, { "5m": 5, "1h": 8 }],
    );
    assert.deepEqual([rest.effectiveFrom, rest.effectiveTo], [null, "2026-06-01"]);
    assert.deepEqual([rest.checked, rest.ageDays, rest.layer], ["2026-05-01", 30, "curated"]);
  });

  it("take the price of the day", () => {
    assert.equal(row("mini-2@acme/global", { when: { day: "2026-06-01" } }).input, 2);
    assert.equal(row("mini-2@acme/global", { when: { day: "2026-05-31" } }).input, 4);
  });

  it("show the price outside tariff windows, all windows beside it, and one price at an instant", () => {
    const all = row("mini-3@acme/cn");
    assert.equal(all.input, 0.2);
    assert.deepEqual(all.hours.map(({ input }) => input).sort(), [0.2, 0.4]);
    assert.ok(Math.abs(all.hours.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
    // 10:00 on a Wednesday in Shanghai.
    const peak = row("mini-3@acme/cn", { when: { day: "2026-05-20", instant: "2026-05-20T02:00:00Z" } });
    assert.deepEqual([peak.input, peak.hours], [0.4, []]);
  });

  it("convert last, and keep what was quoted", () => {
    const own = row("mini-3@acme/cn#CNY", { currency: "USD" });
    assert.equal(own.currency, "USD");
    assert.ok(Math.abs((own.input ?? 0) - 1.4 / 7) < 1e-12);
    assert.deepEqual(
      [own.quoted?.currency, own.quoted?.input, own.quoted?.rateDate],
      ["CNY", 1.4, "2026-05-01"],
    );
    assert.equal(row("mini-3@acme/cn#CNY").quoted, null);
  });

  it("keep what is unknown unknown", () => {
    const batch = row("mini-1@acme/global:batch");
    assert.deepEqual([batch.input, batch.cacheRead], [0.5, null]);
    assert.deepEqual(
      batch.longPrompts.map(({ aboveInputTokens, input }) => [aboveInputTokens, input]),
      [
        [1000, null],
        [5000, null],
      ],
    );
    assert.equal(row("orbit-7b@bolt/us").contextWindow, null);
    assert.equal(row("orbit-7b@cirrus/de").verified, false);
  });

  it("leave out what has no price that day, with the reason", () => {
    const { rows, without } = catalogueRows(CATALOGUE, { ...DAY, when: { day: "2027-02-01" } });
    assert.ok(!rows.some(({ id }) => id === "mini-old@acme/cn"));
    assert.match(without.find(({ id }) => id === "mini-old@acme/cn")?.reason ?? "", /ended on 2027-01-01/);
    assert.equal(rows.length + without.length, CATALOGUE.offers.length);
  });

  it("list every period, past ones too", () => {
    const all = rowsOfHistory(CATALOGUE, DAY).filter(({ id }) => id === "mini-old@acme/cn");
    assert.deepEqual(
      all.map(({ effectiveFrom, effectiveTo, input, billedAs }) => [
        effectiveFrom,
        effectiveTo,
        input,
        billedAs,
      ]),
      [
        [null, "2026-02-28T16:00:00Z", 0.1, null],
        ["2026-02-28T16:00:00Z", "2027-01-01", 0.2, "mini-3"],
      ],
    );
  });

  it("name the user's file as their layer", () => {
    const { layer } = parseUserCatalogue(
      "offers:\n  - extends: mini-1@acme/global\n    multiplier: 0.5\nfavourites: [mini-1@acme/global]\n",
      "own.yaml",
    );
    assert.ok(layer);
    const own = row("mini-1@acme/global", {}, miniCatalogue([layer]));
    assert.deepEqual([own.layer, own.origin, own.input, own.favourite], ["folder", "own.yaml", 0.5, true]);
  });
});

describe("catalogue filters", () => {
  it("match ids, aliases, names and the host's own id, by pattern and in any case", () => {
    assert.deepEqual(idsBy({ model: "MINI-2*" }), ["mini-2.5@acme/global", "mini-2@acme/global"]);
    assert.ok(idsBy({ model: "acme-mini-1" }).includes("mini-1@acme/global"));
    assert.deepEqual(idsBy({ model: "orbit-ai/*" }), ["orbit-7b@bolt/us"]);
    assert.deepEqual(idsBy({ model: "mini-9*" }), []);
    assert.ok(idsBy({ host: "bolt" }).every((id) => id.includes("@bolt/")));
    assert.deepEqual(idsBy({ serviceTier: "batch" }), ["mini-1@acme/global:batch"]);
    assert.deepEqual(idsBy({ lab: "orbit", region: "de" }), ["orbit-7b@cirrus/de"]);
  });

  it("take a country or a set, and never a place that nobody states", () => {
    assert.deepEqual(idsBy({ country: "de" }), ["orbit-7b@cirrus/de"]);
    assert.deepEqual(idsBy({ country: "EU" }), ["mini-1@acme/eu", "orbit-7b@cirrus/de"]);
    assert.ok(!idsBy({ country: "US" }).some((id) => id.includes("/global")));
    assert.ok(isPlace(CATALOGUE, "eu") && isPlace(CATALOGUE, "DE") && !isPlace(CATALOGUE, "Europe"));
  });

  it("hold input and output against a price in another currency", () => {
    const ids = idsBy({ maxPrice: 0.12 });
    // 0.12 EUR is 0.15 USD.
    assert.deepEqual(ids, ["orbit-7b@bolt/us"]);
    assert.deepEqual(idsBy({ maxPrice: 0.15 }), ["orbit-7b@bolt/us", "orbit-7b@cirrus/de"]);
  });

  it("let no unknown window pass", () => {
    assert.ok(!idsBy({ minContext: 0 }).some((id) => id.startsWith("orbit")));
    assert.ok(idsBy({ minContext: 100_000 }).includes("mini-1@acme/global"));
    assert.deepEqual(idsBy({ minContext: 100_001 }), []);
  });
});

describe("catalogue differences", () => {
  const at = (day: string) => catalogueRows(CATALOGUE, { ...DAY, when: { day } }).rows;

  it("name each price that changed between two days", () => {
    const found = differences(at("2026-05-31"), at("2026-06-01"));
    assert.deepEqual(
      found.changed.map(({ id }) => id),
      ["mini-2@acme/global"],
    );
    assert.deepEqual(
      found.changed[0]?.prices.map(({ field, before, after }) => [field, before, after]),
      [
        ["input", 4, 2],
        ["output", 20, 10],
        ["cacheRead", 0.4, 0.2],
        ["cacheWrite 5m", 5, 2.5],
        ["cacheWrite 1h", 8, 4],
      ],
    );
    assert.equal(differencesText(found), "1 price changed");
  });

  it("see redirects, windows, and offers that come and go", () => {
    const redirected = differences(at("2026-02-27"), at("2026-03-02")).changed;
    assert.deepEqual(
      redirected.map(({ id, billedAs, tariffs }) => [id, billedAs, tariffs]),
      [["mini-old@acme/cn", { before: null, after: "mini-3" }, true]],
    );
    const { added, removed } = differences(at("2027-02-01"), at("2026-12-01"));
    assert.deepEqual([added.map(({ id }) => id), removed], [["mini-old@acme/cn"], []]);
  });

  it("find nothing between equal sides, whatever the sides", () => {
    const days = fc.date({ min: new Date("2025-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const rows = at(date.toISOString().slice(0, 10));
        assert.equal(differencesText(differences(rows, rows)), "no price changed");
      }),
      { numRuns: 30 },
    );
  });
});

describe("catalogue words", () => {
  it("write prices without rounding to cents", () => {
    assert.equal(priceText(0.435, "USD"), "$0.435");
    assert.equal(priceText(0.003625, "USD"), "$0.003625");
    assert.equal(priceText(2, "CNY"), "CN¥2.00");
    assert.equal(priceText(0, "EUR"), "€0");
    assert.equal(priceText(1234.5, "USD"), "$1,234.50");
    assert.equal(priceText(null, "USD"), "–");
    assert.equal(priceText(0.1 + 0.2, "USD"), "$0.30");
  });

  it("keep six digits of any price", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), (price) => {
        const read = Number(priceText(price, "USD").slice(1).replaceAll(",", ""));
        assert.ok(Math.abs(read - price) <= price * 1e-5, `${price} is written as ${read}`);
      }),
    );
  });

  it("name windows and dates", () => {
    assert.deepEqual([128_000, 1_048_576, 900, null].map(windowText), ["128K", "1.05M", "900", "–"]);
    assert.equal(dateText("2026-07-30", ""), "2026-07-30");
    assert.equal(dateText("2026-08-22T16:00:00Z", ""), "2026-08-22 16:00 UTC");
    assert.equal(dateText(null, "…"), "…");
  });

  it("mark the price in force in a history, with the hours of its windows", () => {
    const offer = CATALOGUE.offersById.get("mini-old@acme/cn");
    assert.ok(offer);
    const history = historyOf(offer, { day: "2026-05-31" });
    assert.deepEqual(
      history.map(({ isCurrent, tariffs }) => [isCurrent, tariffs.map(({ input }) => input)]),
      [
        [false, []],
        [true, [0.4]],
      ],
    );
    assert.match(history[1]?.tariffs[0]?.label ?? "", /^09:00–12:00, 14:00–18:00 Asia\/Shanghai Mon–Fri/);
  });

  it("find prices that nobody read for long", () => {
    const { rows } = catalogueRows(CATALOGUE, { ...DAY, when: { day: "2026-12-01" }, today: "2026-12-01" });
    assert.equal(staleOffers(rows).length, rows.length);
    assert.equal(staleOffers(rows, 214).length, 0);
    assert.equal(staleOffers(rows, 213)[0]?.ageDays, 214);
  });
});
