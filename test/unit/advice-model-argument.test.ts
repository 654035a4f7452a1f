/** Model texts for other offers, over the shipped catalogue: what is written must be read back as the same model at the same host. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { modelArgument } from "../../server/src/advice/model-argument";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { chooseOffer } from "../../server/src/catalogue/match/choose";
import { matchModel } from "../../server/src/catalogue/match/match";
import type { CallEstimate } from "../../server/src/estimate/estimate-call";
import type { SdkId } from "../../server/src/sdks/call-site";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";
import { contextOf, estimateOf } from "../support/estimates";

const files = readCatalogueFiles(join(import.meta.dirname, "../../server/catalogue"));
const { catalogue } = buildCatalogue(mergeFiles(files), []);
const ctx = { ...contextOf({}, catalogue), when: { day: "2026-11-24" } };

function call(sdk: SdkId, model: string, host: string | null = null): CallEstimate {
  const estimate = estimateOf({ model, site: { sdk, host } }, ctx);
  assert.ok(estimate.offer.known, `${model}: ${estimate.offer.known ? "" : estimate.offer.reason}`);
  return estimate;
}

/** Every offer that a text reaches, with that text. */
function reached(estimate: CallEstimate) {
  return catalogue.offers.flatMap((offer) => {
    const argument = modelArgument(estimate, offer, catalogue);
    return argument.known ? [{ offer, text: argument.value }] : [];
  });
}

describe("model argument", () => {
  const calls: readonly (readonly [SdkId, string, string | null])[] = [
    ["openai", "gpt-5.2", null],
    ["openai", "anthropic/claude-sonnet-4.5", "openrouter"],
    ["anthropic", "claude-sonnet-4-5", null],
    ["litellm", "openai/gpt-5.2", null],
    ["langchain", "openai:gpt-5.2", null],
    ["vercel-ai", "openai/gpt-5.2", null],
  ];
  for (const [sdk, model, host] of calls) {
    it(`is read back as what was chosen: ${sdk} ${model}${host === null ? "" : ` at ${host}`}`, () => {
      const found = reached(call(sdk, model, host));
      assert.ok(found.length > 3, String(found.length));
      const wrong = found.filter(({ offer, text }) => {
        const match = matchModel(catalogue, text, host ?? undefined);
        if (!match.known || match.value.model.id !== offer.model) return true;
        const at = match.value.host ?? host;
        const chosen = chooseOffer(catalogue, match.value.model, at === null ? {} : { host: at });
        return !chosen.known || chosen.value.host !== offer.host;
      });
      assert.deepEqual(
        wrong.map(({ offer, text }) => `${offer.id} as ${text}`),
        [],
      );
    });
  }

  it("stays at the client's host", () => {
    const hosts = (estimate: CallEstimate) => [...new Set(reached(estimate).map(({ offer }) => offer.host))];
    assert.deepEqual(hosts(call("openai", "gpt-5.2")), ["openai"]);
    assert.deepEqual(hosts(call("anthropic", "claude-sonnet-4-5")), ["anthropic"]);
    assert.deepEqual(hosts(call("openai", "anthropic/claude-sonnet-4.5", "openrouter")), ["openrouter"]);
    assert.ok(hosts(call("litellm", "openai/gpt-5.2")).length > 5);
    assert.deepEqual(hosts(call("langchain", "gpt-5.2")), ["openai"]);
  });

  it("leaves a call alone whose offer a directive names", () => {
    const estimate = estimateOf({ model: "gpt-5.2", overrides: { model: "gpt-5.2" } }, ctx);
    assert.deepEqual(reached(estimate), []);
  });
});

describe("comparison over the shipped catalogue", () => {
  it("has a text for some offers only", () => {
    const all = catalogue.offers.length;
    const some = reached(call("litellm", "openai/gpt-5.2")).length;
    assert.ok(some > 50 && some < all);
  });
});
