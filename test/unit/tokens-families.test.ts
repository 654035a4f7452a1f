import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { classifyText } from "../../server/src/tokens/classify";
import { countText } from "../../server/src/tokens/count-text";
import { FAMILIES, familyOf, familyTokens, UNMEASURED_ERROR } from "../../server/src/tokens/families";
import type { TextCount } from "../../server/src/tokens/types";
import { loadEncoders, SAMPLES } from "./tokens-samples";

const sample = (name: string): string => SAMPLES[name] ?? assert.fail(name);
const english: TextCount = {
  tokens: { o200k_base: 1000, cl100k_base: 1010 },
  kind: { english: 1, code: 0, chinese: 0 },
};

describe("kinds of text", () => {
  it("have shares that sum to 1", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { english, code, chinese } = classifyText(text);
        assert.ok(Math.min(english, code, chinese) >= 0);
        assert.ok(Math.abs(english + code + chinese - 1) < 1e-9);
      }),
    );
  });

  it("tell prose, code and Chinese apart", () => {
    assert.ok(classifyText(sample("English prose")).english > 0.95);
    assert.ok(classifyText(sample("TypeScript")).code > 0.6);
    assert.ok(classifyText(sample("Python")).code > 0.6);
    assert.ok(classifyText(sample("minified code")).code > 0.9);
    assert.ok(classifyText(sample("Chinese")).chinese > 0.8);
    assert.ok(classifyText(sample("Japanese")).chinese > 0.95);
    assert.ok(classifyText(sample("Arabic")).english > 0.95);
  });

  it("blend in a text of two kinds", () => {
    const prompt = `You are a careful reviewer. Read the code and say what is wrong with it.\n\n${sample("Python")}`;
    const { english, code } = classifyText(prompt);
    assert.ok(english > 0.15 && code > 0.3);
  });

  it("call an empty text English", () => {
    assert.deepEqual(classifyText(" \n"), { english: 1, code: 0, chinese: 0 });
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

  it("scale o200k_base by the ratio of the kind of text", () => {
    const claude = familyOf("claude-4.7");
    assert.equal(familyTokens(english, claude).typical, 1560);
    const mixed = { ...english, kind: { english: 0.5, code: 0.5, chinese: 0 } };
    assert.ok(Math.abs(familyTokens(mixed, claude).typical - 1675) < 1e-9);
    const chinese = { ...english, kind: { english: 0, code: 0, chinese: 1 } };
    assert.equal(familyTokens(chinese, familyOf("deepseek-v3")).typical, 790);
  });

  it("are unmeasured, with a wide range, where nobody measured or knows them", () => {
    for (const id of ["glm", "nobody's-tokenizer", null]) {
      const family = familyOf(id);
      assert.equal(family.errorPercent, null);
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
    const encoders = loadEncoders();
    const text = sample("Chinese");
    const count = countText(text, encoders);
    assert.equal(count.tokens.o200k_base, encoders.o200k_base.count(text));
    assert.equal(count.tokens.cl100k_base, encoders.cl100k_base.count(text));
    assert.ok(count.tokens.cl100k_base > count.tokens.o200k_base);
    assert.deepEqual(count.kind, classifyText(text));
  });
});
