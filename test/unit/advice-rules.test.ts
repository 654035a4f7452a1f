/** Rules of advice: they speak where a change pays, keep silent elsewhere, and their edits do what they say. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Finding, RuleContext, TextEdit } from "../../server/src/advice/rule";
import { RULES } from "../../server/src/advice/rules";
import { cachePrefix } from "../../server/src/advice/rules/cache-prefix";
import { chooseOffer } from "../../server/src/advice/rules/choose-offer";
import { pinTurns } from "../../server/src/advice/rules/pin-turns";
import { prefixChanges } from "../../server/src/advice/rules/prefix-changes";
import { residency } from "../../server/src/advice/rules/residency";
import { parseDirective } from "../../server/src/calls/directives";
import type { CatalogueData } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import type { Catalogue } from "../../server/src/catalogue/types";
import { priceOn } from "../../server/src/estimate/estimate-call";
import { sitesOf } from "../support/check-calls";
import { type CallParts, contextOf, DEFAULT_TEXT, estimateOf, unmark } from "../support/estimates";
import { miniCatalogueData } from "../support/mini-catalogue";

function ruleContext(
  text = unmark(DEFAULT_TEXT).text,
  raw: unknown = {},
  catalogue?: Catalogue,
): RuleContext {
  return { ...contextOf(raw, catalogue), textOf: () => text };
}

function apply(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce(
    (now, { range, newText }) => now.slice(0, range.start) + newText + now.slice(range.end),
    text,
  );
}

/** The invented catalogue with its explicit caching sold by a host called anthropic. */
function anthropicCatalogue(): Catalogue {
  const data = JSON.parse(
    JSON.stringify(miniCatalogueData()).replaceAll('"acme"', '"anthropic"'),
  ) as CatalogueData;
  return buildCatalogue(data, []).catalogue;
}

describe("rules", () => {
  it("are what the folder holds, each under its file's name", () => {
    const folder = join(import.meta.dirname, "../../server/src/advice/rules");
    const files = readdirSync(folder).filter((name) => name !== "index.ts");
    assert.deepEqual(RULES.map((rule) => `${rule.meta.id}.ts`).sort(), files.sort());
    for (const { meta } of RULES) assert.ok(meta.docs.length > 40 && meta.title.length > 5, meta.id);
  });

  it("find nothing in one request whose numbers are known", () => {
    const once = estimateOf({ shape: { kind: "none", loopPlace: null } });
    for (const rule of RULES) assert.deepEqual(rule.evaluate(once, ruleContext()), [], rule.meta.id);
  });
});

describe("cache-prefix", () => {
  const catalogue = anthropicCatalogue();
  const PYTHON = "import anthropic\nclient = anthropic.Anthropic()\nwhile True:\n    r = §\n";
  const SCRIPT =
    'import Anthropic from "@anthropic-ai/sdk";\nconst client = new Anthropic();\nconst r = await §;\n';
  const TEXTS: readonly (readonly [path: string, text: string])[] = [
    ["a.py", PYTHON.replace("§", 'client.messages.create(model="mini-2", messages=m)')],
    [
      "a.py",
      PYTHON.replace("§", 'client.messages.create(\n        model="mini-2",\n        messages=m,\n    )'),
    ],
    [
      "a.py",
      PYTHON.replace("§", 'client.messages.create(  # note (x\r\n        model="mini-2", messages=(m))'),
    ],
    ["a.py", PYTHON.replace("§", 'client.beta.messages.create(model="mini-2", **rest)')],
    ["a.ts", SCRIPT.replace("§", 'client.messages.create({ model: "mini-2", messages: m })')],
    [
      "a.ts",
      SCRIPT.replace("§", 'client.messages.create({\n  model: "mini-2",\n  messages,\n  ...rest,\n})'),
    ],
    ["a.ts", SCRIPT.replace("§", 'client.messages.stream({model: "mini-2", messages: m})')],
  ];
  const ctx = (text: string): RuleContext => ruleContext(text, {}, catalogue);
  const long = "word ".repeat(4000);

  async function find(path: string, text: string, more: CallParts = {}): Promise<readonly Finding[]> {
    const [site] = await sitesOf({ [path]: text });
    assert.ok(site);
    const parts = {
      path,
      model: "mini-2",
      system: long,
      ...more,
      site: { ...site, host: null, ...more.site },
    };
    return cachePrefix.evaluate(estimateOf(parts, ctx(text)), ctx(text));
  }

  for (const [path, text] of TEXTS) {
    it(`writes an argument that is read as a moving mark: ${JSON.stringify(text.slice(text.indexOf("client.")))}`, async () => {
      const [finding] = await find(path, text);
      assert.ok(finding?.fix.length === 1 && (finding.saving?.amount ?? 0) > 0);
      const after = apply(text, finding.fix);
      const [site] = await sitesOf({ [path]: after });
      assert.equal(site?.cacheMarker.kind, "moving", after);
      assert.deepEqual(await find(path, after), []);
    });
  }

  it("saves what pricing with the mark says", async () => {
    const text = TEXTS[0]?.[1] ?? "";
    const [finding] = await find("a.py", text);
    const { call, priced } = estimateOf(
      { model: "mini-2", system: long, site: { sdk: "anthropic" } },
      ctx(text),
    );
    assert.ok(priced.known);
    const { model, offer } = priced.value;
    const marked = {
      ...call,
      site: { ...call.site, cacheMarker: { kind: "moving", lifetime: null } as const },
    };
    const cached = priceOn(marked, model, offer, ctx(text));
    assert.ok(cached.known);
    const saving = priced.value.run.cost.mean - cached.value.run.cost.mean;
    assert.ok(Math.abs((finding?.saving?.amount ?? 0) - saving) < 1e-9);
  });

  it("is silent where it does not pay", async () => {
    const [path, text] = TEXTS[0] ?? ["", ""];
    assert.deepEqual(
      await find(path, text, { shape: { kind: "none" } }),
      [],
      "one request writes and never reads",
    );
    const small = {
      pins: { values: { turns: 2, outputTokens: 10, resultTokens: 10 }, source: "a.py:1" },
      system: "Hi",
    };
    assert.deepEqual(await find(path, text, small), [], "below the least prefix");
    const place = { path, range: { start: 0, end: 1 } };
    const prompt = {
      system: { parts: [{ kind: "text", text: long, place } as const], changes: [{ place, within: [] }] },
    };
    assert.deepEqual(await find(path, text, { prompt }), [], "the prefix changes");
  });

  it("gives no edit where options are not written out", async () => {
    const text = SCRIPT.replace("§", "client.messages.create(options)").replace(
      "const r",
      'const options = { model: "mini-2", messages: m };\nconst r',
    );
    const [finding] = await find("a.ts", text);
    assert.deepEqual(finding?.fix, []);
  });
});

describe("prefix-changes", () => {
  const place = { path: "src/agent.py", range: { start: 3, end: 9 } };
  const system = (changes: boolean) => ({
    parts: [{ kind: "text", text: "word ".repeat(2000), place } as const],
    changes: changes ? [{ place, within: [] }] : [],
  });

  it("says what a standing prefix would save", () => {
    const ctx = ruleContext();
    const moving = estimateOf({ prompt: { system: system(true) }, model: "mini-3" }, ctx);
    const standing = estimateOf({ prompt: { system: system(false) }, model: "mini-3" }, ctx);
    const [finding] = prefixChanges.evaluate(moving, ctx);
    assert.ok(moving.priced.known && standing.priced.known);
    const saving = moving.priced.value.run.cost.mean - standing.priced.value.run.cost.mean;
    assert.ok(saving > 0);
    assert.deepEqual(finding?.place, place);
    assert.ok(Math.abs((finding?.saving?.amount ?? 0) - saving) < 1e-12);
    assert.deepEqual(prefixChanges.evaluate(standing, ctx), []);
  });

  it("is silent where nothing is cached anyway, or nothing repeats", () => {
    const ctx = ruleContext();
    const uncached = estimateOf(
      { prompt: { system: system(true) }, model: "orbit-7b", site: { host: "bolt" } },
      ctx,
    );
    assert.ok(uncached.priced.known);
    assert.deepEqual(prefixChanges.evaluate(uncached, ctx), []);
    const once = estimateOf({ prompt: { system: system(true) }, shape: { kind: "map" } }, ctx);
    assert.deepEqual(prefixChanges.evaluate(once, ctx), []);
  });
});

describe("pin-turns", () => {
  it("pins the typical number where turns are assumed, and only there", () => {
    const ctx = ruleContext();
    const estimate = estimateOf({}, ctx);
    const [finding] = pinTurns.evaluate(estimate, ctx);
    const turns = Math.round(estimate.measured.turns.typical);
    const pinned = `# farebox: turns=${turns}\n${ctx.textOf("")}`;
    assert.equal(apply(ctx.textOf("") ?? "", finding?.fix ?? []), pinned);
    const pins = { values: { turns: 3 }, source: "src/agent.py:1" };
    assert.deepEqual(pinTurns.evaluate(estimateOf({ pins }, ctx), ctx), []);
  });
});

describe("choose-offer", () => {
  function choices(parts: CallParts, raw: unknown = {}): readonly Finding[] {
    const ctx = ruleContext(undefined, raw);
    return chooseOffer.evaluate(estimateOf(parts, ctx), ctx);
  }

  /** The estimate once the choice's directive stands in the text. */
  function taken(parts: CallParts, finding: Finding) {
    const written = finding.fix[0]?.newText ?? "";
    const text = written.slice(written.indexOf("farebox:") + "farebox:".length).trim();
    const { names } = parseDirective({ offset: 0, text }).values;
    const overrides = { model: names.model ?? null, host: names.host ?? null, region: names.region ?? null };
    return estimateOf({ ...parts, overrides });
  }

  it("names the places that sell a known model, cheapest first; each gives a price", () => {
    const parts = { model: "orbit-7b" };
    assert.equal(estimateOf(parts).priced.known, false);
    const found = choices(parts);
    assert.deepEqual(
      found.map((finding) => finding.title),
      ["Estimate with Bolt, United States", "Estimate with Cirrus, Germany"],
    );
    for (const finding of found) assert.ok(taken(parts, finding).priced.known);
  });

  it("lists ids like an unknown one, as choices only", () => {
    const parts = { model: "mini-25" };
    const found = choices(parts);
    assert.ok(found.length > 0);
    for (const finding of found) {
      assert.match(finding.title, /^Did you mean mini-/);
      assert.equal(finding.saving, null);
    }
    assert.ok(found.some((finding) => taken(parts, finding).priced.known));
    assert.equal(estimateOf(parts).priced.known, false);
  });

  it("offers favourites for a model set at run time, and nothing without favourites", () => {
    assert.deepEqual(choices({ model: null }), []);
    const found = choices({ model: null }, { favourites: ["mini-1@acme/global"] });
    assert.equal(found.length, 1);
    assert.ok(taken({ model: null }, found[0] as Finding).priced.known);
  });

  it("is silent where there is a price", () => {
    assert.deepEqual(choices({}), []);
  });
});

describe("residency", () => {
  const findings = (allow: readonly string[], deny: readonly string[] = [], parts: CallParts = {}) => {
    const raw = { residency: { allow, deny } };
    const text = unmark(DEFAULT_TEXT).text;
    return residency.evaluate(estimateOf(parts, contextOf(raw)), ruleContext(text, raw));
  };

  it("is silent without a policy, and inside of one", () => {
    assert.deepEqual(findings([]), []);
    assert.deepEqual(findings([], ["CN"]), []);
  });
  it("names the cheapest offer of the same model inside, and what it costs more", () => {
    const [finding] = findings(["EU"], [], { shape: { kind: "none", loopPlace: null } });
    assert.match(finding?.message ?? "", /acme states no place of inference for global/);
    assert.match(
      finding?.message ?? "",
      /cheapest offer of this model inside the policy is mini-1 at Acme, EU: \$/,
    );
    assert.match(finding?.message ?? "", /\$0[.\d]+ more \(\+10%\)/);
    assert.match(finding?.message ?? "", /no legal advice/);
  });
  it("goes to another model where no host sells this one inside", () => {
    const [finding] = findings(["DE"], [], { model: "mini-2" });
    assert.match(
      finding?.message ?? "",
      /No host sells this model inside the policy; the cheapest other one is/,
    );
  });
  it("says so where nothing fits", () => {
    const [finding] = findings(["NO"]);
    assert.match(finding?.message ?? "", /No offer of the catalogue inside the policy fits this call/);
    assert.deepEqual(finding?.fix, []);
  });
  it("dates the policies it rests on", () => {
    const [finding] = findings([], ["countries-of-concern-eo-14117"], { model: "mini-3" });
    assert.match(finding?.message ?? "", /countries-of-concern-eo-14117 as of 2026-05-01/);
  });
});
