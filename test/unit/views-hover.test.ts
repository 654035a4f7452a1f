/** Hover and tooltip: every number has its basis and source, and text of the workspace stays text. */
import assert from "node:assert/strict";
import { cheapestFitting } from "../../server/src/estimate/candidates";
import { compareOffers, costOf } from "../../server/src/estimate/compare";
import type { CallEstimate, EstimateContext } from "../../server/src/estimate/estimate-call";
import { type HoverOptions, hoverMarkdown } from "../../server/src/views/hover";
import { linkTo } from "../../server/src/views/markdown";
import { tooltipMarkdown } from "../../server/src/views/tooltip";
import { contextOf, estimateOf, fixedTurns } from "../support/estimates";

const TODAY = "2026-06-10";

function options(ctx: EstimateContext, commands = true): HoverOptions {
  return {
    linkOf: (place) => `file:///w/${place.path}#L1`,
    placeText: ctx.placeText,
    commandLink: commands
      ? (command, args, title) => `[${title}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`
      : null,
    today: TODAY,
  };
}

function hover(estimate: CallEstimate, ctx: EstimateContext, commands = true): string {
  return hoverMarkdown(estimate, ctx, options(ctx, commands));
}

describe("hover", () => {
  const ctx = contextOf();

  it("states each part of the prompt with basis and a link to its line", () => {
    const estimate = estimateOf({}, ctx);
    const { turns, output, result } = estimate.measured;
    const text = hover(estimate, ctx);
    assert.match(
      text,
      /\| System prompt \| 129 \| counted \| \[src\/agent\\\.py\\:9\]\(file:\/\/\/w\/src\/agent\.py#L1\) \|/,
    );
    const growth = `Growth per turn (answer ${Math.round(output.typical)} + results ${Math.round(result.typical)})`;
    assert.ok(
      text.includes(`| Turns | ${Math.round(turns.low)}–${Math.round(turns.high)} turns | assumed |`),
    );
    assert.ok(text.includes(growth));
    assert.match(text, /\*\*Loop\*\* agent .*at most 20 turns, from \[/);
    assert.match(text, /\*\*Growth\*\* accumulates: the loop appends to messages/);
  });

  it("leaves growth out where nothing grows", () => {
    const growth = {
      kind: "constant",
      window: null,
      dropsPrefix: false,
      reason: "same list",
      place: null,
    } as const;
    const text = hover(estimateOf({ shape: { growth } }, ctx), ctx);
    assert.doesNotMatch(text, /Growth per turn/);
  });

  it("pins by a command, or by the words of a directive", () => {
    const estimate = estimateOf({}, ctx);
    const value = Math.round(estimate.measured.turns.typical);
    const args = encodeURIComponent(
      JSON.stringify([{ callId: estimate.call.site.id, name: "turns", value }]),
    );
    assert.ok(hover(estimate, ctx).includes(`[pin](command:farebox.pinAssumption?${args})`));
    const plain = hover(estimate, ctx, false);
    assert.ok(plain.includes(`\`# farebox: turns=${value}\``));
    assert.doesNotMatch(plain, /command:/);
    const script = hover(estimateOf({ language: "typescript" }, ctx), ctx, false);
    assert.ok(script.includes(`\`// farebox: turns=${value}\``));
  });

  it("shows favourites and the cheapest offers that fit, one per model, without the current one", () => {
    const with1 = contextOf({ favourites: ["mini-2"] });
    const estimate = estimateOf({}, with1);
    const text = hover(estimate, with1);
    assert.match(text, /\| \*\*mini\\-1, global\*\* \| .* \| current \|/i);
    assert.match(text, /\| ★ mini\\-2, global \|/i);
    const rows = cheapestFitting(estimate, with1, 5, new Set(["mini-1@acme/global"]));
    const models = rows.map((row) => row.priced.model.id);
    assert.equal(new Set(models).size, models.length);
    assert.ok(rows.length >= 3);
    const costs = rows.map(costOf);
    assert.deepEqual(
      costs,
      [...costs].sort((a, b) => a - b),
    );
  });

  it("shows the cheapest of each favourite model, however many hosts another one has", () => {
    const plain = contextOf({ favourites: ["mini-2", "orbit-7b"] });
    const [dear] = plain.catalogue.offersByModel.get("mini-2") ?? [];
    assert.ok(dear);
    const hosts = Array.from({ length: 12 }, (_, at) => ({
      ...dear,
      id: `mini-2@acme/r${at}`,
      region: `r${at}`,
    }));
    const offersByModel = new Map(plain.catalogue.offersByModel).set("mini-2", [...hosts, dear]);
    const crowded = { ...plain, catalogue: { ...plain.catalogue, offersByModel } };
    const rows = hover(estimateOf({}, crowded), crowded).match(/^\| ★ .*$/gm) ?? [];
    assert.equal(rows.length, 8);
    assert.ok(rows.some((row) => row.includes("orbit")));
    assert.ok(rows.some((row) => row.includes("mini\\-2")));
  });

  it("finds the cheapest model that a full comparison finds", () => {
    const estimate = estimateOf({}, ctx);
    const standard = ctx.catalogue.offers.filter((o) => o.serviceTier === "standard");
    const all = compareOffers(estimate, standard, ctx).filter((row) => row.obstacle === null);
    const least = Math.min(...all.map(costOf));
    assert.equal(cheapestFitting(estimate, ctx, 3, new Set())[0]?.priced.run.cost.typical, least);
  });

  it("offers nothing outside the residency policy", () => {
    const german = contextOf({ residency: { allow: ["DE"] } });
    const rows = cheapestFitting(estimateOf({}, german), german, 5, new Set());
    assert.deepEqual(
      rows.map((row) => row.priced.offer.region),
      ["de"],
    );
  });

  it("tells the price's age, its change within 30 days, tariff windows, redirects and the rate", () => {
    const changed = hover(estimateOf({ model: "mini-2" }, ctx), ctx);
    assert.match(changed, /checked 40 days ago/);
    assert.match(changed, /The price changed on 2026\\-06\\-01\./);
    const yuan = contextOf({ currency: "CNY" });
    const old = hover(estimateOf({ model: "mini-old" }, yuan), yuan);
    assert.match(old, /The host bills this id as \*\*mini\\-3\*\*/);
    assert.match(old, /09\\:00–12\\:00.*of the week\): input/);
    assert.match(old, /Converted\\?: 1 USD \\= 7|Converted: 1 USD = 7/);
    assert.doesNotMatch(hover(estimateOf({}, ctx), ctx), /price changed/);
  });

  it("warns of the turn that overflows", () => {
    const pins = { values: { turns: 7, outputTokens: 90, resultTokens: 226 }, source: "src/agent.py:1" };
    const estimate = estimateOf({ system: "word ".repeat(78_800), pins }, ctx);
    const turn = estimate.overflowTurn;
    assert.ok(turn !== null && turn > 1);
    assert.match(
      hover(estimate, ctx),
      new RegExp(`From turn ${turn} on the prompt does not fit the window of 100K`),
    );
  });

  it("tells the chance to reach the bound, but not where the code always does", () => {
    const bounded = hover(estimateOf({ shape: { bound: 12 } }, ctx), ctx);
    assert.match(bounded, /at most 12 turns, from .*; \d+% of the runs reach it/);
    const fixed = estimateOf({ shape: { bound: 12, fixedTurns: fixedTurns(12) } }, ctx);
    assert.doesNotMatch(hover(fixed, ctx), /of the runs reach it/);
  });

  it("says why there is no price and what to do", () => {
    const text = hover(estimateOf({ model: "mini-9" }, ctx), ctx);
    assert.match(text, /^\*\*Unpriced\*\*/);
    assert.match(text, /The catalogue has no model "mini\\-9"/);
    assert.match(text, /farebox: model=… host=… region=…/);
    assert.match(text, /\| Turns \|/);
  });

  it("keeps text of the workspace from becoming links, images, HTML or cells", () => {
    const nasty = "[x](command:evil) ![i](http://a/b) <img src=x> | `a` \n# h $(zap) ";
    for (const glue of ["", "\r\n", "\\"]) {
      const bad = `${glue}${nasty}${glue}`;
      const growth = {
        kind: "accumulates",
        window: null,
        dropsPrefix: false,
        reason: bad,
        place: null,
      } as const;
      const shape = { growth, boundSource: bad, boundPlace: null, boundOrigin: "default" as const };
      const path = `src/${nasty.replace(/\n/g, "")}.py`;
      for (const model of ["mini-1", bad]) {
        const estimate = estimateOf({ path, shape, model }, ctx);
        const text = `${hover(estimate, ctx)}\n${tooltipMarkdown(estimate, ctx, TODAY)}`;
        assert.doesNotMatch(text, /(?<!\\)\]\(command:evil/);
        assert.doesNotMatch(text, /(?<!\\)!(?<!\\)\[/);
        assert.doesNotMatch(text, /(?<!\\)<img/);
        assert.doesNotMatch(text, /(?<!\\)\$\(zap/);
        const cells = text.split("\n").filter((line) => line.startsWith("|"));
        for (const line of cells) assert.ok([4, 5].includes(line.split(/(?<!\\)\|/).length - 2), line);
      }
    }
  });

  it("closes a link's address whatever it holds", () => {
    assert.equal(linkTo("a", "file:///x/a (1).py)![y"), "[a](file:///x/a%20%281%29.py%29!%5by)");
  });
});

describe("tooltip", () => {
  it("is the short form", () => {
    const ctx = contextOf();
    const estimate = estimateOf({}, ctx);
    const text = tooltipMarkdown(estimate, ctx, TODAY);
    assert.match(text, /per run\*\*/);
    assert.match(text, /Tokens per run: input .*K, of it .* from cache, output/);
    assert.match(text, /checked 40 days ago/);
    assert.ok(text.length < hover(estimate, ctx).length / 2);
  });
});
