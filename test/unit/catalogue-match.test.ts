/** Written model ids -> models: what may be taken off an id, and that another version never matches. */
import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { chooseOffer } from "../../server/src/catalogue/match/choose";
import { matchModel } from "../../server/src/catalogue/match/match";
import { foldId, readingsOf } from "../../server/src/catalogue/match/model-id";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";
import { miniCatalogue } from "../support/mini-catalogue";

const mini = miniCatalogue();
const { catalogue } = buildCatalogue(
  mergeFiles(readCatalogueFiles(join(import.meta.dirname, "../../server/catalogue"))),
  [],
);

function idOf(written: string, host?: string): string | undefined {
  const match = matchModel(catalogue, written, host);
  return match.known ? match.value.model.id : undefined;
}

describe("matching written model ids", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["gpt-5", "gpt-5"],
    ["GPT-5", "gpt-5"],
    ["gpt-5-2025-08-07", "gpt-5"],
    ["openai/gpt-5-mini", "gpt-5-mini"],
    ["openai:gpt-5-mini", "gpt-5-mini"],
    ["claude-sonnet-4-5-20250929", "claude-sonnet-4-5"],
    ["claude-sonnet-4-5@20250929", "claude-sonnet-4-5"],
    ["anthropic:claude-sonnet-4-5", "claude-sonnet-4-5"],
    ["anthropic/claude-sonnet-4.5", "claude-sonnet-4-5"],
    ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"],
    ["bedrock/us.anthropic.claude-opus-4-6-v1", "claude-opus-4-6"],
    ["bedrock/converse/anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5"],
    ["openrouter/anthropic/claude-sonnet-4.5:thinking", "claude-sonnet-4-5"],
    ["vertex_ai/gemini-2.5-flash", "gemini-2.5-flash"],
    ["models/gemini-2.5-pro", "gemini-2.5-pro"],
    ["accounts/fireworks/models/glm-5p3", "glm-5.3"],
    ["zai-org/GLM-5", "glm-5"],
    ["MiniMaxAI/MiniMax-M2.5", "minimax-m2.5"],
    ["mistral-large-latest", "mistral-large-2512"],
    ["claude-haiku-4-5-latest", "claude-haiku-4-5"],
    ["deepseek-chat", "deepseek-v3.2"],
  ];
  for (const [written, id] of cases) it(`${written} is ${id}`, () => assert.equal(idOf(written), id));

  const refused = [
    "gpt-5.9",
    "gpt-4.2",
    "claude-sonnet-4-2",
    "claude-3-6-sonnet-latest",
    "gemini-3-pro",
    "gpt-5-chat-latest",
    "gemini-flash-latest",
    "",
    ":",
    "a".repeat(5000),
  ];
  for (const written of refused) {
    it(`${JSON.stringify(written.slice(0, 30))} is no model of the catalogue, with a reason`, () => {
      const match = matchModel(catalogue, written);
      assert.ok(!match.known);
      assert.ok(match.reason.length > 20);
    });
  }

  it("offers the closest ids in the message", () => {
    const match = matchModel(catalogue, "claude-sonet-4-5");
    assert.ok(!match.known && match.reason.includes("claude-sonnet-4-5"));
  });

  it("tells host and region from ids that only one host uses", () => {
    const bedrock = matchModel(catalogue, "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
    assert.ok(bedrock.known);
    assert.deepEqual([bedrock.value.host, bedrock.value.region], ["aws-bedrock", "us"]);
    const azure = matchModel(catalogue, "azure/gpt-4o");
    assert.ok(azure.known && azure.value.host === "azure");
    const lab = matchModel(catalogue, "anthropic/claude-sonnet-4.5");
    assert.ok(lab.known && lab.value.host === undefined);
    const byteplus = matchModel(catalogue, "seed-2-0-pro-260328");
    assert.ok(byteplus.known && byteplus.value.host === "byteplus");
  });

  it("prefers what the host at hand calls a model", () => {
    const match = matchModel(mini, "mini-three", "acme");
    assert.ok(match.known && match.value.model.id === "mini-3" && match.value.hostModelId === "mini-three");
    const foreign = matchModel(mini, "orbit-ai/Orbit-7B-Instruct");
    assert.ok(foreign.known && foreign.value.model.id === "orbit-7b" && foreign.value.host === undefined);
  });

  it("says that a moving name has stood for several models", () => {
    const match = matchModel(mini, "mini");
    assert.ok(match.known);
    assert.equal(match.value.model.id, "mini-2");
    assert.deepEqual(match.value.redirected, ["mini-1", "mini-2"]);
  });

  it("does not price a free variant as the paid one", () => {
    const match = matchModel(catalogue, "deepseek/deepseek-v3.2:free");
    assert.ok(match.known && match.value.serviceTier === "free");
    const offer = chooseOffer(catalogue, match.value.model, { host: "openrouter", serviceTier: "free" });
    assert.ok(!offer.known && offer.reason.includes("free"));
  });

  it("keeps snapshots with prices of their own apart", () => {
    const match = matchModel(mini, "acme-mini-1");
    assert.ok(match.known);
    assert.ok(!matchModel(mini, "mini-1-2025-01-01").known);
    assert.ok(matchModel(mini, "mini-1-2026-03-01").known);
  });

  it("never returns another version, whatever digits are written", () => {
    const ids = [...catalogue.models.keys()];
    const digit = fc.constantFrom("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    const changed = fc.tuple(fc.constantFrom(...ids), fc.nat(), digit).map(([id, at, replacement]) => {
      const places = [...id.matchAll(/\d/g)].map((found) => found.index);
      const place = places[at % Math.max(1, places.length)];
      return place === undefined ? id : id.slice(0, place) + replacement + id.slice(place + 1);
    });
    fc.assert(
      fc.property(changed, (written) => {
        const match = matchModel(catalogue, written);
        if (!match.known) return true;
        const names = [match.value.model.id, ...match.value.model.aliases];
        const hostNames = [...catalogue.hostIds].filter(([, uses]) =>
          uses.some((use) => use.model === match.value.model.id),
        );
        const known = new Set([...names.map(foldId), ...hostNames.map(([name]) => name)]);
        return readingsOf(written).some((reading) => known.has(foldId(reading.text)));
      }),
      { numRuns: 400 },
    );
  });

  it("finds every id under any known dressing, and only that model", () => {
    const dress = fc.constantFrom(
      (id: string) => id,
      (id: string) => `openrouter/${id}`,
      (id: string) => `azure/${id}`,
      (id: string) => `${id}-2026-12-07`,
      (id: string) => `${id}@20261129`,
      (id: string) => `litellm/openai/${id}`,
      (id: string) => ` ${id.toUpperCase()} `,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...catalogue.models.keys()),
        dress,
        (id, dressed) => idOf(dressed(id)) === id,
      ),
      { numRuns: 300 },
    );
  });

  it("ends for any text", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => readingsOf(text).length <= 60));
  });
});
