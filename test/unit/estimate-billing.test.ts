import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { imageOfSize, imageOfUnknownSize } from "../../server/src/estimate/billing/billing";
import { messageOverheadOf, toolOverheadOf } from "../../server/src/estimate/billing/overhead";
import { thinkingOf } from "../../server/src/estimate/billing/reasoning";
import { estimateCall } from "../../server/src/estimate/estimate-call";
import { imageRuleOf } from "../../server/src/tokens/media/image-tokens";
import { callOf, contextOf } from "../support/estimates";

const claude = (id: string, tokenizerFamily = "claude-3") => ({ id, lab: "anthropic", tokenizerFamily });
const thinking = { reasoning: { supported: true, defaultOn: true } };
const quiet = { reasoning: { supported: true, defaultOn: false } };
const asked = (effort: string | null, budgetTokens: number | null = null, effortIsBudget = false) => ({
  effort,
  budgetTokens,
  effortIsBudget,
});

describe("tool overhead", () => {
  it("holds Claude's hidden prompt by model", () => {
    assert.equal(toolOverheadOf(claude("claude-opus-4-7")).fixed, 675);
    assert.equal(toolOverheadOf(claude("claude-opus-5")).fixed, 286);
    assert.equal(toolOverheadOf(claude("claude-haiku-4-5-20251001")).fixed, 496);
    assert.equal(toolOverheadOf(claude("claude-3-haiku-20240307")).fixed, 264);
    const unknown = toolOverheadOf(claude("claude-opus-5-5", "claude-4.7"));
    assert.ok(unknown.error > toolOverheadOf(claude("claude-opus-5")).error);
    assert.match(unknown.source, /not known/);
  });

  it("follows the fits of recorded first calls", () => {
    const openai = toolOverheadOf({ id: "gpt-5.2", lab: "openai", tokenizerFamily: "o200k_base" });
    assert.ok(openai.fixed >= 12 && openai.fixed <= 22);
    assert.ok(openai.perJsonToken >= 0.57 && openai.perJsonToken <= 0.68);
    for (const id of ["claude-3-haiku", "claude-sonnet-4-5"]) {
      const { perJsonToken } = toolOverheadOf(claude(id));
      assert.ok(perJsonToken >= 1.14 && perJsonToken <= 1.75, id);
    }
    const newer = toolOverheadOf(claude("claude-opus-4-8", "claude-4.7")).perJsonToken;
    assert.ok(newer > toolOverheadOf(claude("claude-opus-4-6")).perJsonToken);
  });

  it("frames messages by maker", () => {
    const framing = (lab: string, tokenizerFamily: string | null = null) =>
      messageOverheadOf({ id: "m", lab, tokenizerFamily });
    assert.equal(framing("anthropic").perMessage + framing("anthropic").perRequest, 7);
    assert.equal(
      framing("anthropic", "claude-4.7").perMessage + framing("anthropic", "claude-4.7").perRequest,
      11,
    );
    assert.equal(framing("openai").perMessage, 4);
  });
});

describe("thinking", () => {
  it("follows the effort, relative to the model's own default", () => {
    const share = (id: string, effort: string | null) => thinkingOf(asked(effort), { id, ...thinking }).share;
    assert.equal(share("gpt-5", null), 1);
    assert.equal(share("gpt-5", "medium"), 1);
    assert.ok(share("gpt-5", "low") < 1 && share("gpt-5", "high") > 1);
    assert.equal(share("deepseek-v4-flash", "high"), 1);
    assert.ok(share("claude-opus-5-5", "high") > 1, "its default is medium");
    assert.equal(share("gpt-5.2", "none"), 0);
  });

  it("is off by default where the maker says so, and on where the code asks", () => {
    assert.equal(thinkingOf(asked(null), { id: "claude-opus-4-8", ...quiet }).share, 0);
    assert.equal(thinkingOf(asked("high"), { id: "claude-opus-4-8", ...quiet }).share, 1);
    assert.equal(thinkingOf(asked(null), undefined).share, 0);
    const mute = { id: "gpt-4o", reasoning: { supported: false, defaultOn: false } };
    assert.equal(thinkingOf(asked("high", 5000), mute).share, 0, "it cannot think at all");
  });

  it("is capped by a budget, which 0 turns off and -1 leaves to the model", () => {
    const model = { id: "gemini-2.5-flash", ...thinking };
    assert.deepEqual(
      [asked(null, 2000), asked(null, 0), asked(null, -1)].map((one) => {
        const { share, cap } = thinkingOf(one, model);
        return [share, cap];
      }),
      [
        [1, 2000],
        [0, null],
        [1, null],
      ],
    );
    assert.equal(thinkingOf(asked(null, 100), { id: "claude-haiku-4-5", ...quiet }).cap, 1024);
    assert.equal(thinkingOf(asked("low", null, true), { id: "claude-haiku-4-5", ...quiet }).cap, 1024);
    assert.equal(thinkingOf(asked("low", null, true), { id: "gpt-5", ...thinking }).cap, null);
  });

  it("never makes negative tokens of Gemini's budget of -1", () => {
    const call = callOf({ site: { reasoning: { effort: null, budgetTokens: -1 } } });
    const { measured } = estimateCall(call, contextOf());
    assert.ok(measured.reasoning.low >= 0 && measured.reasoning.typical >= 0);
  });
});

describe("images", () => {
  it("cost by the maker's formula, as an assumption where the size is unknown", () => {
    const billing = {
      tools: toolOverheadOf(undefined),
      messages: messageOverheadOf(undefined),
      image: imageRuleOf("claude-opus-5"),
      thinking: thinkingOf(asked(null), undefined),
    };
    const unknown = imageOfUnknownSize(billing);
    assert.deepEqual([unknown?.low, unknown?.typical, unknown?.high], [361, 1369, 2691]);
    assert.equal(unknown?.basis, "assumed");
    assert.equal(imageOfSize(billing, { width: 768, height: 768 }, "a.py:1")?.typical, 784);
    assert.equal(imageOfUnknownSize({ ...billing, image: undefined }), undefined);
  });

  it("have a formula for nearly every model of the catalogue that takes images", () => {
    const folder = join(__dirname, "../../server/catalogue/labs");
    const models = readdirSync(folder).flatMap((file) => {
      const { models } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
        models: readonly { id: string; inputModalities?: readonly string[] }[];
      };
      return models.filter((model) => model.inputModalities?.includes("image"));
    });
    assert.ok(models.length > 40);
    const without = models.filter(({ id }) => imageRuleOf(id) === undefined);
    assert.ok(without.length < models.length / 4, without.map(({ id }) => id).join(", "));
  });
});
