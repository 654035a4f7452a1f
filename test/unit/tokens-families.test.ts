import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { chunkedFeatures, chunkedTokens, countText } from "../../server/src/tokens/count-text";
import {
  encodingsOf,
  errorOf,
  FAMILIES,
  familyOf,
  familyTokens,
  UNMEASURED_ERROR,
} from "../../server/src/tokens/families";
import { featuresOf, kindOf, NO_FEATURES, tallyText } from "../../server/src/tokens/features";
import type { TextCount, TextKind } from "../../server/src/tokens/types";
import { encoderOf, SAMPLES } from "./tokens-samples";

const sample = (name: string): string => SAMPLES[name] ?? assert.fail(name);
const kindOfText = (text: string): TextKind => kindOf(featuresOf(tallyText(text)));
const english: TextCount = {
  tokens: { o200k_base: 1000, cl100k_base: 1010 },
  features: { ...NO_FEATURES, prose: 4000 },
};

describe("kinds of text", () => {
  it("have shares that sum to 1", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shares = Object.values(kindOfText(text));
        assert.ok(Math.min(...shares) >= 0);
        assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-9);
      }),
    );
  });

  it("tell prose, code, Chinese and the rest apart", () => {
    assert.ok(kindOfText(sample("English prose")).english > 0.95);
    assert.ok(kindOfText(sample("TypeScript")).code > 0.6);
    assert.ok(kindOfText(sample("Python")).code > 0.6);
    assert.ok(kindOfText(sample("minified code")).code > 0.9);
    assert.ok(kindOfText(sample("Chinese")).chinese > 0.8);
    for (const name of ["Arabic", "Hindi", "Korean", "Thai"])
      assert.ok(kindOfText(sample(name)).other > 0.8, name);
    assert.ok(kindOfText("Les élèves étaient très fatigués après la journée.").other > 0.8);
  });

  it("blend in a text of two kinds", () => {
    const prompt = `You are a careful reviewer. Read the code and say what is wrong with it.\n\n${sample("Python")}`;
    const { english, code } = kindOfText(prompt);
    assert.ok(english > 0.15 && code > 0.3);
  });

  it("call an empty text English", () => {
    assert.deepEqual(kindOfText(" \n"), { english: 1, code: 0, chinese: 0, other: 0 });
  });
});

describe("tokenizer families", () => {
  it("cover every family the catalogue names", () => {
    const folder = join(__dirname, "../../server/catalogue/labs");
    const named = readdirSync(folder).flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [...text.matchAll(/"tokenizerFamily":\s*"([^"]+)"/g)].map(([, id]) => id ?? "");
    });
    assert.ok(named.length > 50);
    assert.deepEqual(
      named.filter((id) => !FAMILIES.has(id)),
      [],
    );
  });

  it("count exactly in an own encoding", () => {
    assert.deepEqual(familyTokens(english, familyOf("cl100k_base")), {
      low: 1010,
      typical: 1010,
      high: 1010,
      exact: true,
    });
    assert.equal(familyTokens(english, familyOf("o200k_harmony")).typical, 1000);
  });

  it("scale an own encoding that was not counted, and do not call it exact", () => {
    const tokens = familyTokens(english, familyOf("deepseek-v3"));
    assert.equal(tokens.typical, 1030);
    assert.ok(!tokens.exact && tokens.low < 1030 && tokens.high > 1030);
  });

  it("estimate Claude by what the text is made of, with the error of its kind", () => {
    const before = familyTokens(english, familyOf("claude-3"));
    const after = familyTokens(english, familyOf("claude-4.7"));
    assert.ok(before.typical > 1000 && after.typical > 1.3 * before.typical);
    assert.ok(Math.abs(before.high / before.typical - 1.04) < 1e-9);
    const code = { ...english, features: { ...NO_FEATURES, code: 3000, codePunctuation: 600 } };
    assert.ok(errorOf(code, familyOf("claude-3")) > errorOf(english, familyOf("claude-3")));
    const hangul = { ...english, features: { ...NO_FEATURES, hangul: 1000 } };
    assert.equal(familyTokens(hangul, familyOf("claude-3")).typical, 1770);
  });

  it("count an unmeasured family in the encoding it is closest to", () => {
    const count: TextCount = { ...english, tokens: { o200k_base: 1000, qwen3: 900 } };
    assert.equal(familyTokens(count, familyOf("glm")).typical, 900);
    assert.deepEqual([...encodingsOf(["glm", "claude-3", null])].sort(), ["o200k_base", "qwen3"]);
  });

  it("are unmeasured, with a wide range, where nobody measured or knows them", () => {
    for (const id of ["grok", "nobody's-tokenizer", null]) {
      const family = familyOf(id);
      assert.equal(family.error, null);
      const tokens = familyTokens(english, family);
      assert.deepEqual(tokens, {
        low: 1000 * (1 - UNMEASURED_ERROR),
        typical: 1000,
        high: 1000 * (1 + UNMEASURED_ERROR),
        exact: false,
      });
    }
  });

  it("count a text once for all of them", () => {
    const text = sample("Chinese");
    const others = new Map([["cl100k_base" as const, chunkedTokens(encoderOf("cl100k_base"))]]);
    const count = countText(text, chunkedTokens(encoderOf("o200k_base")), others, chunkedFeatures());
    assert.equal(count.tokens.o200k_base, encoderOf("o200k_base").count(text));
    assert.equal(count.tokens.cl100k_base, encoderOf("cl100k_base").count(text));
    assert.deepEqual(count.features, featuresOf(tallyText(text)));
  });
});
