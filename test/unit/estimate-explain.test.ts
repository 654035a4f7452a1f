/** Why a call costs what it costs: the formula's numbers are the estimate's, and each change does what its name says. */
import assert from "node:assert/strict";
import { closedInput } from "../../server/src/cost/formula";
import { inputsOf } from "../../server/src/estimate/estimate-call";
import type { ChangeId } from "../../server/src/estimate/explain/changes";
import { type Explanation, explainCall } from "../../server/src/estimate/explain/explain";
import { inputText } from "../../server/src/estimate/explain/formula-text";
import { buildExplainReport } from "../../server/src/reports/explain-report";
import { explainText } from "../../server/src/reports/explain-text";
import { hoverMarkdown } from "../../server/src/views/hover";
import { type CallParts, contextOf, estimateOf } from "../support/estimates";

const ctx = contextOf();
const PINNED = {
  values: {
    turns: 12,
    outputTokens: 120,
    resultTokens: 520,
    systemTokens: 1200,
    toolTokens: 850,
    firstMessageTokens: 310,
  },
  source: "src/agent.py:1",
};
const OPEN = {
  kind: "hole",
  name: "x",
  size: { low: 1, typical: 5, high: 9, mean: 5, basis: "assumed", source: "x" },
} as const;
const PLACE = { path: "src/agent.py", range: { start: 0, end: 1 } };
const HOLES: CallParts = {
  pins: PINNED,
  site: { hasTools: true },
  prompt: {
    unreadTools: true,
    firstUser: { parts: [{ ...OPEN, place: PLACE }], changes: [] },
  },
};

function explained(parts: CallParts = {}): Explanation {
  return explainCall(estimateOf(parts, ctx), ctx, { compares: true });
}

function change(explanation: Explanation, id: ChangeId): number {
  const found = explanation.changes.find((each) => each.id === id);
  assert.ok(found, `${id} is among ${explanation.changes.map((each) => each.id).join()}`);
  return found.change;
}

describe("explanation of a call", () => {
  it("writes the formula with the call's own numbers", () => {
    const { formula } = explained(HOLES);
    assert.deepEqual(inputText(formula), {
      symbols: "N(S+T+U) + g·N(N−1)/2",
      numbers: "12·(1,200+850+310) + 640·66 = 70,560",
    });
  });

  it("equals the estimate where no number has a spread", () => {
    for (const growth of ["accumulates", "constant"] as const) {
      const shape = { growth: { kind: growth, window: null, dropsPrefix: false, reason: "", place: null } };
      const estimate = estimateOf({ ...HOLES, shape }, ctx);
      const { formula } = explainCall(estimate, ctx, { compares: false });
      assert.equal(formula.input, estimate.usage.input.typical);
      assert.equal(closedInput(formula), estimate.usage.input.typical);
      assert.equal(formula.output, estimate.usage.output.typical + estimate.usage.reasoning.typical);
    }
  });

  it("bills the typical run turn by turn as the estimate does", () => {
    const estimate = estimateOf({}, ctx);
    assert.ok(estimate.priced.known);
    const { turns, formula } = explainCall(estimate, ctx, { compares: false });
    const { byTurn } = estimate.priced.value.run;
    assert.equal(turns.length, byTurn.length);
    assert.equal(
      formula.input,
      byTurn.reduce((sum, turn) => sum + turn.input, 0),
    );
  });

  it("tells what a turn more, shorter results, a window and no cache do", () => {
    const explanation = explained();
    assert.ok(change(explanation, "turn") > 0);
    assert.ok(change(explanation, "results") < 0);
    assert.ok(change(explanation, "cache-off") > 0);
    const long = explained({
      pins: { values: { turns: 40, resultTokens: 900 }, source: "s" },
      shape: { bound: null },
    });
    const window = long.changes.find(({ id }) => id === "window");
    assert.ok(window && window.size.input < long.formula.input);
  });

  it("prices one turn more as the estimate with that turn pinned", () => {
    const at = (turns: number) => {
      const pins = { values: { ...PINNED.values, turns }, source: "s" };
      return estimateOf({ ...HOLES, pins }, ctx);
    };
    const next = at(13);
    assert.ok(next.priced.known);
    const { changes } = explainCall(at(12), ctx, { compares: false });
    const turn = changes.find(({ id }) => id === "turn");
    assert.equal(turn?.size.cost, next.priced.value.run.cost.typical);
    assert.equal(turn?.size.input, next.usage.input.typical);
  });

  it("goes past the bound by one turn, and says nothing of turns for a single request", () => {
    const atBound = explained({ ...HOLES, shape: { bound: 12 } });
    assert.ok(change(atBound, "turn") > 0);
    const once = explained({ shape: { kind: "none", bound: null } });
    assert.deepEqual(
      once.changes.map(({ id }) => id).filter((id) => id !== "model"),
      [],
    );
  });

  it("asks for a stable prompt only where the prompt changes", () => {
    const changing = {
      parts: [{ kind: "text", text: "word ".repeat(2000), place: PLACE }],
      changes: [{ place: PLACE, within: [] }],
    } as const;
    const broken = explained({ prompt: { system: changing as never } });
    assert.ok(change(broken, "prefix") < 0);
    assert.ok(!explained().changes.some(({ id }) => id === "prefix"));
  });

  it("ranks what the range comes from; pinned numbers are not in it", () => {
    const { range } = explained();
    assert.ok(range.length >= 2);
    const shares = range.map(({ share }) => share);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => b - a),
    );
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
    const pins = { values: { turns: 12 }, source: "s" };
    assert.ok(!explained({ pins }).range.some(({ id }) => id === "turns"));
    assert.ok(range.some(({ id }) => id === "turns"));
  });

  it("explains tokens where there is no price", () => {
    const { changes, range } = explained({ model: null });
    assert.ok(changes.length > 0);
    assert.ok(
      [...changes.map(({ size }) => size), ...range.map(({ low }) => low)].every(({ cost }) => cost === null),
    );
    assert.ok(change(explained({ model: null }), "turn") > 0);
  });
});

describe("a history that is summarised", () => {
  const summarised = (window: { size: number; unit: "tokens" | "messages" } | null) =>
    inputsOf(
      estimateOf(
        {
          ...HOLES,
          shape: { growth: { kind: "summarised", window, dropsPrefix: false, reason: "", place: null } },
        },
        ctx,
      ),
    ).growth;

  it("is compacted at the size the code names, else at half of the model's window", () => {
    const named = summarised({ size: 5000, unit: "tokens" });
    assert.deepEqual(named, { kind: "summarised", triggerTokens: 5000, afterTokens: 1000 });
    // 310 for the first message, and ten turns of 640.
    const counted = summarised({ size: 20, unit: "messages" });
    assert.deepEqual(counted, { kind: "summarised", triggerTokens: 6710, afterTokens: 1342 });
    const open = summarised(null);
    assert.deepEqual(open, { kind: "summarised", triggerTokens: 50_000, afterTokens: 10_000 });
  });
});

describe("explanation as a report", () => {
  const places = { positionOf: () => ({ cell: null, line: 8, column: 4 }), placeText: ctx.placeText };

  it("holds the report's row, the terms with their origin, and sums that agree", () => {
    const report = buildExplainReport([estimateOf(HOLES, ctx)], ctx, places);
    const [call] = report.calls;
    assert.ok(call);
    assert.equal(report.schema, "farebox-explain/1");
    assert.deepEqual(
      call.formula.terms.map(({ symbol, value, quantity }) => [symbol, value, quantity.basis]),
      [
        ["N", 12, "configured"],
        ["S", 1200, "configured"],
        ["T", 850, "configured"],
        ["U", 310, "configured"],
        ["g", 640, "configured"],
        ["A", 120, "configured"],
      ],
    );
    assert.equal(call.formula.input, call.call.perRun.input.typical);
    assert.equal(
      call.turns.reduce((sum, turn) => sum + turn.input, 0),
      call.formula.input,
    );
    assert.equal(call.turns.at(-1)?.cumulative, call.call.perRun.cost?.typical);
  });

  it("reads well at a terminal, whatever the source's names hold", () => {
    const estimate = estimateOf({ ...HOLES, path: "src/\u001b[31magent.py" }, ctx);
    const text = explainText(buildExplainReport([estimate, estimateOf({ model: null }, ctx)], ctx, places));
    assert.match(text, /12·\(1,200\+850\+310\) \+ 640·66 = 70,560 tokens/);
    assert.match(text, /one turn more +\$/);
    assert.match(text, /unpriced: The model is not known/);
    assert.ok(!text.includes("\u001b"));
  });

  it("shows formula and the most telling changes in two lines of the hover", () => {
    const estimate = estimateOf({}, ctx);
    const options = { linkOf: () => null, placeText: ctx.placeText, commandLink: null, today: "2026-06-10" };
    const lines = hoverMarkdown(estimate, ctx, options).split("\n");
    const formula = lines.filter((line) => line.startsWith("**Input** "));
    assert.equal(formula.length, 1);
    assert.match(formula[0] ?? "", /N\\\(S\\\+U\\\) \\\+ g·N\\\(N−1\\\)\/2/);
    const counts = lines.find((line) => line.startsWith("**What counts** ")) ?? "";
    assert.match(counts, /\\\+\d/);
    assert.ok(counts.split(" · ").length <= 4);
    const once = estimateOf({ shape: { kind: "none", bound: null } }, ctx);
    assert.doesNotMatch(hoverMarkdown(once, ctx, options), /\*\*Input\*\*/);
  });
});
