/** The shipped catalogue's price history, as `--when` asks it: periods, tariff windows, holidays, redirects, promotions. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { type EffectivePrice, priceAt } from "../../server/src/catalogue/price/effective";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";

const { catalogue } = buildCatalogue(
  mergeFiles(readCatalogueFiles(join(import.meta.dirname, "../../server/catalogue"))),
  [],
);

/** `at` is a day, or an instant in UTC. */
function effective(offerId: string, at: string): EffectivePrice {
  const offer = catalogue.offersById.get(offerId);
  assert.ok(offer, offerId);
  const when = at.includes("T") ? { day: at.slice(0, 10), instant: at } : { day: at };
  const price = priceAt(offer, when, catalogue.calendars);
  assert.ok(price.known, price.known ? "" : price.reason);
  return price.value;
}

/** Input and output of the only price that holds at a time. */
function pair(offerId: string, at: string): readonly [number | undefined, number | undefined] {
  const { variants } = effective(offerId, at);
  assert.equal(variants.length, 1);
  return [variants[0]?.prices.input, variants[0]?.prices.output];
}

function cacheRead(offerId: string, at: string): number | undefined {
  return effective(offerId, at).variants[0]?.prices.cacheRead;
}

describe("shipped catalogue: price cuts and rises", () => {
  it("prices gpt-5.6-luna by the day", () => {
    const id = "gpt-5.6-luna@openai/global";
    assert.deepEqual(pair(id, "2026-07-29"), [1, 6]);
    assert.deepEqual(pair(id, "2026-07-30"), [0.2, 1.2]);
    assert.deepEqual(pair(id, "2026-07-31"), [0.2, 1.2]);
    assert.equal(effective(id, "2026-07-31").changedOn, "2026-07-30");
  });
  it("keeps the cuts of gpt-5.6-terra and gpt-5.6-sol", () => {
    assert.deepEqual(pair("gpt-5.6-terra@openai/global", "2026-07-29"), [2.5, 15]);
    assert.deepEqual(pair("gpt-5.6-terra@openai/global", "2026-07-30"), [2, 12]);
    assert.deepEqual(pair("gpt-5.6-sol@openai/global", "2026-08-20"), [5, 30]);
    assert.deepEqual(pair("gpt-5.6-sol@openai/global", "2026-08-21"), [4, 20]);
  });
  it("halves cache reads of Sonnet 5.5 on 2026-10-07 and nothing else", () => {
    const id = "claude-sonnet-5-5@anthropic/global";
    assert.equal(cacheRead(id, "2026-10-06"), 0.2);
    assert.equal(cacheRead(id, "2026-10-07"), 0.1);
    assert.deepEqual(pair(id, "2026-10-06"), pair(id, "2026-10-07"));
    assert.equal(effective(id, "2026-10-06").nextChange, "2026-10-07");
  });
  it("leaves Sonnet 5 where it was: the rise of September was called off", () => {
    assert.deepEqual(pair("claude-sonnet-5@anthropic/global", "2026-09-15"), [2, 10]);
  });
  it("halves MiniMax M3 in both currencies on one day", () => {
    assert.deepEqual(pair("minimax-m3@minimax-intl/us", "2026-06-24"), [0.6, 2.4]);
    assert.deepEqual(pair("minimax-m3@minimax-intl/us", "2026-06-26"), [0.3, 1.2]);
    assert.deepEqual(pair("minimax-m3@minimax-cn/cn", "2026-06-26"), [2.1, 8.4]);
  });
});

describe("shipped catalogue: introductory prices end on their day", () => {
  for (const id of ["gemini-3.6-flash", "gemini-3.7-flash", "gemini-3.8-flash"]) {
    it(`${id} doubles on 2027-01-01`, () => {
      const offer = `${id}@google-ai-studio/global`;
      const [input = 0, output = 0] = pair(offer, "2026-12-31");
      assert.deepEqual(pair(offer, "2027-01-01"), [input * 2, output * 2]);
      assert.equal(effective(offer, "2026-12-31").nextChange, "2027-01-01");
    });
  }
  it("GLM-5.3-Flash leaves its launch promotion at midnight in Beijing", () => {
    assert.deepEqual(pair("glm-5.3-flash@zhipu-cn/cn", "2026-09-09T15:59:59Z"), [0.4, 1.4]);
    assert.deepEqual(pair("glm-5.3-flash@zhipu-cn/cn", "2026-09-09T16:00:00Z"), [0.8, 2.8]);
    assert.deepEqual(pair("glm-5.3-flash@zai/sg", "2026-09-09T15:59:59Z"), [0.075, 0.25]);
    assert.deepEqual(pair("glm-5.3-flash@zai/sg", "2026-09-09T16:00:00Z"), [0.15, 0.5]);
  });
});

describe("shipped catalogue: DeepSeek's peak windows", () => {
  const pro = "deepseek-v4-pro@deepseek/cn";
  const off = [0.66, 1.98];
  const peak = [1.32, 3.96];
  /** Beijing time of a day as UTC. */
  const at = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`).toISOString();

  it("doubles from 09:00 to 12:00 and from 14:00 to 18:00 on a weekday", () => {
    const tuesday = "2026-09-01";
    for (const time of ["09:00", "11:59", "14:00", "17:59"])
      assert.deepEqual(pair(pro, at(tuesday, time)), peak, time);
    for (const time of ["00:00", "08:59", "12:00", "13:59", "18:00", "23:59"])
      assert.deepEqual(pair(pro, at(tuesday, time)), off, time);
  });
  it("had one price before 2026-08-17, Beijing time", () => {
    assert.deepEqual(pair(pro, at("2026-08-16", "10:00")), [0.435, 0.87]);
    assert.deepEqual(pair(pro, at("2026-08-17", "10:00")), peak);
  });
  it("counts weekends as off-peak from 2026-08-23 only", () => {
    assert.deepEqual(pair(pro, at("2026-08-22", "10:00")), peak, "Saturday before the change");
    assert.deepEqual(pair(pro, at("2026-08-23", "10:00")), off, "Sunday of the change");
    assert.deepEqual(pair(pro, at("2026-08-29", "10:00")), off, "Saturday after it");
    assert.deepEqual(pair(pro, at("2026-08-24", "10:00")), peak, "Monday");
  });
  it("counts Chinese public holidays as off-peak", () => {
    assert.deepEqual(pair(pro, at("2026-09-25", "10:00")), off, "Mid-Autumn, a Friday");
    assert.deepEqual(pair(pro, at("2026-10-01", "10:00")), off, "National Day, a Thursday");
    assert.deepEqual(pair(pro, at("2026-10-07", "15:00")), off, "the last day of it");
    assert.deepEqual(pair(pro, at("2026-10-08", "10:00")), peak, "the day after");
  });
  it("has the same windows in CNY, at CNY list prices", () => {
    const [low = 0] = pair(`${pro}#CNY`, at("2026-09-01", "08:00"));
    const [high = 0] = pair(`${pro}#CNY`, at("2026-09-01", "10:00"));
    assert.equal(high, low * 2);
  });
  it("weighs the week where only a day is asked: 35 of 168 hours are peak", () => {
    const { variants } = effective(pro, "2026-09-01");
    const share = variants.find((variant) => variant.prices.input === 1.32)?.weight ?? 0;
    assert.ok(Math.abs(share - 35 / 168) < 1e-12, String(share));
  });
});

describe("shipped catalogue: redirects", () => {
  const flash = "deepseek-v4-flash@deepseek/cn";
  it("bills V4 Flash as V4.1 Flash from 2026-09-10 in Beijing, at that model's price, and says so", () => {
    const before = effective(flash, "2026-09-09T15:59:59Z");
    const after = effective(flash, "2026-09-09T16:00:00Z");
    assert.equal(before.period.billedAs, undefined);
    assert.equal(after.period.billedAs, "deepseek-v4.1-flash");
    assert.deepEqual(
      after.variants[0]?.prices,
      effective("deepseek-v4.1-flash@deepseek/cn", "2026-09-09T16:00:00Z").variants[0]?.prices,
    );
  });
  it("leaves other hosts of V4 Flash as they are", () => {
    const others = (catalogue.offersByModel.get("deepseek-v4-flash") ?? []).filter(
      (offer) => offer.host !== "deepseek",
    );
    assert.ok(others.length >= 5);
    for (const offer of others)
      assert.ok(
        offer.periods.every((period) => period.billedAs === undefined),
        offer.id,
      );
  });
});
