/** Rules over the invented catalogue: choosing offers, periods, windows, bands, residency, caching, currencies. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { chooseOffer, type OfferWish } from "../../server/src/catalogue/match/choose";
import { hostFromUrl } from "../../server/src/catalogue/match/endpoint";
import { admits } from "../../server/src/catalogue/match/residency";
import { cachingRuleFor } from "../../server/src/catalogue/price/caching";
import { convert } from "../../server/src/catalogue/price/currency";
import {
  ageInDays,
  type EffectivePrice,
  priceAt,
  pricesForLength,
} from "../../server/src/catalogue/price/effective";
import { weeklyShares, windowAt } from "../../server/src/catalogue/price/tariff";
import type { Offer, TariffWindow, When } from "../../server/src/catalogue/types";
import { miniCatalogue } from "../support/mini-catalogue";

const catalogue = miniCatalogue();

function offer(id: string): Offer {
  const found = catalogue.offersById.get(id);
  assert.ok(found, `no offer ${id}; there are ${[...catalogue.offersById.keys()].join(" ")}`);
  return found;
}

function price(id: string, when: When): EffectivePrice {
  const effective = priceAt(offer(id), when, catalogue.calendars);
  assert.ok(effective.known, effective.known ? "" : effective.reason);
  return effective.value;
}

function choose(id: string, wish: OfferWish): string {
  const model = catalogue.models.get(id);
  assert.ok(model);
  const chosen = chooseOffer(catalogue, model, wish);
  return chosen.known ? chosen.value.id : `unknown: ${chosen.reason}`;
}

describe("choosing an offer", () => {
  it("defaults to the lab's own host, its region, the standard level and its currency", () => {
    assert.equal(choose("mini-1", {}), "mini-1@acme/global");
    assert.equal(choose("mini-3", {}), "mini-3@acme/cn");
  });
  it("follows host, region, level and currency", () => {
    assert.equal(choose("mini-1", { host: "bolt" }), "mini-1@bolt/us");
    assert.equal(choose("mini-1", { region: "eu" }), "mini-1@acme/eu");
    assert.equal(choose("mini-1", { serviceTier: "batch" }), "mini-1@acme/global:batch");
    assert.equal(choose("mini-3", { currency: "CNY" }), "mini-3@acme/cn#CNY");
  });
  it("is unknown where a wish leaves several prices or none, and says what to state", () => {
    assert.match(choose("orbit-7b", {}), /^unknown: .*2 hosts \(bolt, cirrus\); state a host/);
    assert.match(choose("mini-2", { host: "bolt" }), /^unknown: Bolt has no price for mini-2/);
    assert.match(choose("mini-1", { region: "cn" }), /^unknown: .*regions that have one: eu, global/);
    assert.match(choose("mini-2", { serviceTier: "flex" }), /^unknown: .*no flex price.*standard/);
    assert.match(choose("mini-1", { currency: "EUR" }), /^unknown: .*no EUR price/);
    assert.match(choose("mini-1", { host: "nowhere" }), /^unknown: The catalogue has no host/);
  });
  it("tells a host from a base URL", () => {
    assert.deepEqual(hostFromUrl(catalogue, "https://eu.api.acme.test/v1/"), { host: "acme", region: "eu" });
    assert.deepEqual(hostFromUrl(catalogue, "https://de.cirrus.test"), { host: "cirrus", region: "de" });
    assert.equal(hostFromUrl(catalogue, "https://a.b.cirrus.test"), undefined);
    assert.equal(hostFromUrl(catalogue, "not a url"), undefined);
  });
});

describe("price at a time", () => {
  it("picks the period: from inclusive, until exclusive", () => {
    assert.equal(price("mini-2@acme/global", { day: "2026-05-31" }).variants[0]?.prices.input, 4);
    const after = price("mini-2@acme/global", { day: "2026-06-01" });
    assert.equal(after.variants[0]?.prices.input, 2);
    assert.equal(after.changedOn, "2026-06-01");
    assert.equal(price("mini-2@acme/global", { day: "2026-05-01" }).nextChange, "2026-06-01");
  });
  it("honours instants: a redirect at midnight in China", () => {
    const before = price("mini-old@acme/cn", { day: "", instant: "2026-02-28T15:59:59Z" });
    const after = price("mini-old@acme/cn", { day: "", instant: "2026-02-28T16:00:00Z" });
    assert.equal(before.period.billedAs, undefined);
    assert.equal(after.period.billedAs, "mini-3");
  });
  it("is unknown outside every period, with the day it ended", () => {
    const ended = priceAt(offer("mini-old@acme/cn"), { day: "2027-02-01" }, catalogue.calendars);
    assert.ok(!ended.known && ended.reason.includes("2027-01-01"));
  });
  it("weighs windows over the week: 35 of 168 hours are peak", () => {
    const { variants } = price("mini-3@acme/cn", { day: "2026-04-01" });
    const hours = variants.map((variant) => [
      variant.prices.input,
      Math.round(variant.weight * 168 * 1e6) / 1e6,
    ]);
    assert.deepEqual(hours, [
      [0.2, 133],
      [0.4, 35],
    ]);
    assert.equal(variants[1]?.label, "09:00–12:00, 14:00–18:00 Asia/Shanghai Mon–Fri except acme-holidays");
  });
  it("takes the window of an instant, outside holidays and weekends", () => {
    const input = (instant: string) =>
      price("mini-3@acme/cn", { day: "", instant }).variants[0]?.prices.input;
    assert.equal(input("2026-04-30T01:00:00Z"), 0.4, "Thursday 09:00 in Shanghai");
    assert.equal(input("2026-04-30T04:00:00Z"), 0.2, "12:00 is outside");
    assert.equal(input("2026-05-01T01:00:00Z"), 0.2, "a holiday");
    assert.equal(input("2026-05-09T01:00:00Z"), 0.2, "a Saturday");
  });
  it("charges by length strictly above a threshold; a band's silence is unknown", () => {
    const [variant] = price("mini-1@acme/global", { day: "2026-05-01" }).variants;
    assert.ok(variant);
    assert.equal(pricesForLength(variant, 1000).input, 1);
    assert.deepEqual(pricesForLength(variant, 1001), { input: 2, output: 6, cacheRead: 0.2 });
    assert.equal(pricesForLength(variant, 5001).cacheRead, undefined);
  });
  it("does not price long prompts of a level that states no bands", () => {
    const [variant] = price("mini-1@acme/global:batch", { day: "2026-05-01" }).variants;
    assert.ok(variant);
    assert.equal(pricesForLength(variant, 1000).input, 0.5);
    assert.equal(pricesForLength(variant, 1001).input, undefined);
  });
  it("counts age in days", () => {
    assert.equal(ageInDays("2026-02-27", "2026-03-01"), 2);
    assert.equal(ageInDays("2026-03-01", "2026-02-27"), -2);
  });
});

describe("tariff windows", () => {
  const night: TariffWindow = {
    timeZone: "UTC",
    weekdays: ["Fri"],
    from: "22:30",
    to: "00:30",
    multiplier: 0.5,
  };

  it("may cross midnight and the end of the week", () => {
    const open = (instant: string, window = night) => {
      const found = windowAt([window], Date.parse(instant), new Map());
      return found.known ? found.value : undefined;
    };
    assert.equal(open("2026-05-01T22:30:00Z"), 0);
    assert.equal(open("2026-05-02T00:29:59Z"), 0);
    assert.equal(open("2026-05-02T00:30:00Z"), -1);
    assert.equal(open("2026-05-01T00:10:00Z"), -1);
    const sunday: TariffWindow = { ...night, weekdays: ["Sun"] };
    assert.equal(open("2026-05-04T00:10:00Z", sunday), 0);
  });
  it("is unknown for a missing calendar or zone", () => {
    const noCalendar = windowAt([{ ...night, exceptCalendar: "none" }], 0, new Map());
    assert.ok(!noCalendar.known && noCalendar.reason.includes("none"));
    const noZone = windowAt([{ ...night, timeZone: "Mars/Base" }], 0, new Map());
    assert.ok(!noZone.known && noZone.reason.includes("Mars/Base"));
  });

  const time = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
  const window = fc.record({
    timeZone: fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Asia/Kolkata"),
    weekdays: fc.subarray(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const),
    from: time,
    to: time,
    multiplier: fc.constantFrom(0.5, 2),
  });

  it("has shares that sum to 1 and agree with the window of each minute", () => {
    // A week without a change of clocks in these zones, from a Monday at 00:00 UTC.
    const monday = Date.parse("2026-06-01T00:00:00Z");
    fc.assert(
      fc.property(fc.array(window, { maxLength: 3 }), (windows) => {
        const shares = weeklyShares(windows, monday);
        assert.ok(shares.known);
        const sum = [...shares.value.values()].reduce((total, share) => total + share, 0);
        assert.ok(Math.abs(sum - 1) < 1e-9);
        // Every 97 minutes, which is prime to the week: enough to tell a misplaced window from a right one.
        const sampled = new Map<number, number>();
        const count = Math.floor(10_080 / 97);
        for (let i = 0; i < count; i++) {
          const open = windowAt(windows, monday + i * 97 * 60_000, new Map());
          assert.ok(open.known);
          sampled.set(open.value, (sampled.get(open.value) ?? 0) + 1 / count);
        }
        for (const index of [-1, 0, 1, 2]) {
          assert.ok(Math.abs((shares.value.get(index) ?? 0) - (sampled.get(index) ?? 0)) < 0.2, `${index}`);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("residency", () => {
  const ok = (id: string, allow: string[], deny: string[] = []) =>
    admits(catalogue, offer(id), { allow, deny }).ok;

  it("admits a stated country and sets that contain the whole place", () => {
    assert.equal(ok("orbit-7b@cirrus/de", ["DE"]), true);
    assert.equal(ok("orbit-7b@cirrus/de", ["eu"]), true);
    assert.equal(ok("mini-1@acme/eu", ["eea"]), true);
    assert.equal(ok("mini-1@acme/eu", ["DE"]), false, "it may run elsewhere in the EU");
    assert.equal(ok("mini-1@bolt/us", ["EU"]), false);
  });
  it("refuses an unstated place under every allow-list, with the reason", () => {
    const refused = admits(catalogue, offer("mini-1@acme/global"), { allow: ["US", "EU"], deny: [] });
    assert.ok(!refused.ok && refused.reason.includes("states no place"));
    assert.equal(ok("mini-1@acme/global", []), true);
  });
  it("denies places, places that may include them, and owners where the set counts ownership", () => {
    assert.equal(ok("mini-3@acme/cn", [], ["CN"]), false);
    assert.equal(ok("mini-1@acme/eu", [], ["FR"]), false);
    assert.equal(ok("mini-1@bolt/us", [], ["CN"]), true);
    assert.equal(ok("mini-1@bolt/us", [], ["countries-of-concern-eo-14117"]), false);
    assert.equal(ok("mini-1@acme/eu", [], ["countries-of-concern-eo-14117"]), true);
  });
  it("knows policies by name, with the sets and countries they hold", () => {
    assert.equal(ok("orbit-7b@cirrus/de", [], ["nordic"]), true);
    assert.equal(ok("mini-1@acme/eu", [], ["Nordic"]), false, "the EU may mean Sweden");
    assert.equal(ok("orbit-7b@cirrus/de", ["nordic"]), false);
  });
  it("admits no host that promises no place, wherever its region points", () => {
    const refused = admits(catalogue, offer("mini-1@bolt/us"), { allow: ["US"], deny: [] });
    assert.ok(!refused.ok && refused.reason.includes("promises no place"), JSON.stringify(refused));
  });
  it("is closed for words it does not know", () => {
    assert.equal(ok("orbit-7b@cirrus/de", ["Germany"]), false);
    assert.equal(ok("orbit-7b@cirrus/de", [], ["Chinaa"]), false);
  });
});

describe("caching rules", () => {
  it("takes the first rule that fits host and model", () => {
    assert.equal(cachingRuleFor(catalogue, offer("mini-2@acme/global"))?.id, "acme-explicit");
    assert.equal(cachingRuleFor(catalogue, offer("mini-1@acme/eu"))?.id, "acme-automatic");
  });
  it("is none where the offer has no cache-read price", () => {
    assert.equal(cachingRuleFor(catalogue, offer("orbit-7b@cirrus/de"))?.mode, "none");
  });
});

describe("currencies", () => {
  const rates = catalogue.exchangeRates;

  it("uses the newest rate, direct, inverse or across a third currency", () => {
    const direct = convert(2, "USD", "CNY", rates);
    assert.ok(direct.known && direct.value.amount === 14 && direct.value.rate.date === "2026-05-01");
    const inverse = convert(14, "CNY", "USD", rates);
    assert.ok(inverse.known && Math.abs(inverse.value.amount - 2) < 1e-12);
    const across = convert(1, "EUR", "CNY", rates);
    assert.ok(
      across.known && Math.abs(across.value.amount - 8.75) < 1e-12 && across.value.rate.date === "2026-04-01",
    );
  });
  it("is unknown without a way", () => assert.equal(convert(1, "USD", "JPY", rates).known, false));
  it("comes back to the amount", () => {
    const currency = fc.constantFrom("USD", "CNY", "EUR");
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), currency, currency, (amount, from, to) => {
        const there = convert(amount, from, to, rates);
        assert.ok(there.known);
        const back = convert(there.value.amount, to, from, rates);
        assert.ok(back.known);
        return Math.abs(back.value.amount - amount) <= 1e-9 * Math.max(1, amount);
      }),
    );
  });
});
