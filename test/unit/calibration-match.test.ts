import assert from "node:assert/strict";
import fc from "fast-check";
import { callKey } from "../../server/src/calibration/calibration";
import { NO_RECORD, type UsageRecord } from "../../server/src/calibration/record";
import { checkRun } from "../../server/src/estimate/calibration/check";
import { fitCall } from "../../server/src/estimate/calibration/fit-call";
import { type MatchContext, matchRuns } from "../../server/src/estimate/calibration/match";
import { type CallEstimate, estimateCall } from "../../server/src/estimate/estimate-call";
import { NO_PINS } from "../../server/src/estimate/pins";
import { contextOf, estimateOf } from "../support/estimates";

const ctx: MatchContext = {
  modelId: (written) => written.replace("-2026", ""),
  placeOf: ({ call }) => `${call.site.path}:3`,
  linesOf: () => [3, 9],
  functionAt: () => null,
  chosen: null,
};
const request = (input: number, extra: Partial<UsageRecord> = {}): UsageRecord => ({
  ...NO_RECORD,
  at: "log:1",
  input,
  output: 50,
  reasoning: 0,
  ...extra,
});
const agent = (path: string, system: string, model: string | null = "mini-1"): CallEstimate =>
  estimateOf({
    path,
    system,
    model,
    shape: {
      kind: "agent",
      growth: { kind: "accumulates", window: null, dropsPrefix: false, reason: "", place: null },
    },
  });
const SUPPORT = agent("support.py", "You answer customers of a shop that sells boats.");
const CODER = agent("coder.py", "You write programs in any language there is.");
const told = (run: Partial<UsageRecord>, calls: readonly CallEstimate[] = [SUPPORT, CODER], more = {}) => {
  const { matched, unmatched } = matchRuns([[request(100, run)]], calls, { ...ctx, ...more });
  return matched[0]?.estimate.call.site.path ?? unmatched[0]?.reason;
};

describe("matching runs to calls", () => {
  it("leaves open what the model alone does not decide", () => {
    assert.equal(told({ models: ["mini-1-2026"] }), "may belong to support.py:3, coder.py:3");
    assert.equal(told({ models: ["mini-1"] }, [SUPPORT]), "support.py");
    assert.equal(told({ models: ["other"] }), "no call site fits the model other");
  });

  it("goes by the call the log names, its file, or the beginning of its system text", () => {
    assert.equal(told({ call: "coder.py:3" }), "coder.py");
    assert.equal(told({ call: "gone.py:3" }), "no call site fits the call gone.py:3");
    assert.equal(told({ file: "/srv/app/coder.py" }), "coder.py");
    assert.equal(
      told({ file: "/usr/lib/openai/_client.py" }),
      "no call site fits the file /usr/lib/openai/_client.py",
    );
    assert.equal(
      told({ system: "You answer customers of a shop  that sells boats. Today is Monday." }),
      "support.py",
    );
    assert.equal(
      told({ system: "You are somebody else entirely, and say so." }),
      "no call site fits the system text",
    );
  });

  it("goes by the whole of a short system text, and by the tools a request offers", () => {
    const short = agent("short.py", "Be brief.");
    assert.equal(told({ system: "Be  brief." }, [CODER, short]), "short.py");
    const place = { path: "a.py", range: { start: 0, end: 1 } };
    const tooled = (path: string, ...names: readonly string[]): CallEstimate =>
      estimateOf({
        path,
        site: { hasTools: true },
        prompt: { tools: names.map((name) => ({ name, json: "{}", origin: "literal", place })) },
      });
    const [one, two] = [tooled("one.py", "look", "send"), tooled("two.py", "look")];
    assert.equal(told({ toolsOffered: ["send", "look"] }, [one, two, CODER]), "one.py");
    assert.equal(told({ toolsOffered: ["look"] }, [one, two, CODER]), "two.py");
    assert.match(told({ toolsOffered: ["other"] }, [one, two]) ?? "", /may belong to/);
  });

  it("guesses nothing where the log tells nothing, unless the user decides", () => {
    assert.equal(told({}, [SUPPORT]), "nothing in the log tells that it belongs to support.py:3");
    assert.equal(told({}, [SUPPORT], { chosen: "support.py:3" }), "support.py");
    assert.equal(told({ models: ["mini-1"] }, [SUPPORT, CODER], { chosen: "coder.py:3" }), "coder.py");
    const [one, two] = [agent("one.py", ""), agent("two.py", "")];
    const system = "You sell something that no longer stands in the code.";
    assert.equal(
      told({ models: ["mini-1"], system }, [SUPPORT, one, two], { chosen: "support.py:3" }),
      "support.py:3 does not fit the system text",
    );
  });

  it("takes each request of a call that nothing repeats as a run", () => {
    const once = estimateOf({ path: "once.py", shape: { kind: "none" } });
    const { matched } = matchRuns([[request(10, { models: ["mini-1"] }), request(20)]], [once], ctx);
    assert.deepEqual(
      matched[0]?.runs.map((run) => run.length),
      [1, 1],
    );
  });
});

describe("an estimate calibrated", () => {
  const runs = [2, 4, 6].map((turns) =>
    Array.from({ length: turns }, (_, turn) => request(1000 + 300 * turn, { models: ["mini-1"] })),
  );
  const fitted = fitCall(SUPPORT, runs);
  assert.ok(fitted);
  const calibration = { calls: new Map([[callKey(fitted), fitted]]) };
  const context = { ...contextOf(), calibration };
  const after = estimateCall(SUPPORT.call, context);

  it("has the recorded mean, and names its source everywhere", () => {
    const totals = runs.map((run) => run.reduce((sum, { input }) => sum + input, 0));
    const mean = totals.reduce((sum, total) => sum + total, 0) / 3;
    assert.ok(
      Math.abs(after.usage.input.mean - mean) < mean * 0.005,
      `${after.usage.input.mean} for ${mean}`,
    );
    const { turns, firstUser, output, result, system } = after.measured;
    for (const quantity of [turns, firstUser, output, result])
      assert.deepEqual([quantity.basis, quantity.source], ["calibrated", "calibrated (n=3)"]);
    assert.equal(system.basis, "counted");
    assert.deepEqual(
      after.assumptions
        .map(({ id }) => id)
        .filter((id) => id !== "secondsBetweenTurns" && !id.startsWith("cache")),
      [],
    );
  });

  it("gives way to a pin, and is capped by a bound", () => {
    const pinned = { ...SUPPORT.call, pins: { ...NO_PINS, values: { turns: 3 }, source: "a.py:1" } };
    const { turns, output } = estimateCall(pinned, context).measured;
    assert.deepEqual([turns.basis, turns.typical, output.basis], ["configured", 3, "calibrated"]);
    const bounded = { ...SUPPORT.call, shape: { ...SUPPORT.call.shape, bound: 4 } };
    assert.equal(estimateCall(bounded, context).usage.turns.high, 4);
  });

  it("counts the present prompt, and says that it changed", () => {
    const longer = agent("support.py", `You answer customers of a shop. ${"Be kind. ".repeat(500)}`);
    const changed = estimateCall(longer.call, context);
    const { drift } = changed.measured.calibration ?? { drift: [] };
    assert.match(drift.join(), /^calibrated before the system prompt changed: \d+ → [\d,]+ tokens$/);
    const more = longer.measured.system.typical - SUPPORT.measured.system.typical;
    assert.ok(changed.usage.input.mean > after.usage.input.mean + 3 * more);
  });

  it("is the wider the more of the code changed", () => {
    const widthOf = ({ usage }: CallEstimate): number => usage.input.high / usage.input.low;
    const bounded = (bound: number): CallEstimate => {
      const code = { ...fitted.code, bound: 40 };
      const entry = { ...fitted, code };
      const calls = new Map([[callKey(entry), entry]]);
      const call = { ...SUPPORT.call, shape: { ...SUPPORT.call.shape, bound } };
      return estimateCall(call, { ...context, calibration: { calls } });
    };
    const same = bounded(40);
    assert.equal(same.measured.calibration?.doubt, 0);
    assert.equal(widthOf(same), widthOf(after));
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 39 }), fc.integer({ min: 20, max: 39 }), (a, b) => {
        const [little, much] = [Math.max(a, b), Math.min(a, b)].map(bounded);
        assert.ok(little && much);
        assert.ok(widthOf(same) < widthOf(little) * 1.001 && widthOf(little) <= widthOf(much) * 1.001);
      }),
      { numRuns: 20 },
    );
    assert.ok(widthOf(bounded(20)) > 1.15 * widthOf(same));
  });

  it("does not widen for another model: comparisons hold the runs equal", () => {
    const other = { ...fitted, model: "another" };
    const calls = new Map([[callKey(other), other]]);
    const { calibration: applied } = estimateCall(SUPPORT.call, {
      ...context,
      calibration: { calls },
    }).measured;
    assert.deepEqual([applied?.doubt, applied?.drift.length], [0, 1]);
  });

  it("holds each run against the estimate", () => {
    const checked = runs.map((run) => checkRun(after, run, context));
    assert.deepEqual(
      checked.map(({ turns, input }) => [turns, input]),
      [
        [2, 2300],
        [4, 5800],
        [6, 10500],
      ],
    );
    assert.equal(checked[1]?.inputInside, true);
    assert.equal(checked[1]?.cost, null, "the log does not say what the cache read");
    const read = (runs[1] ?? []).map((one) => ({ ...one, cacheRead: 0 }));
    assert.ok((checkRun(after, read, context).cost ?? 0) > 0);
    const ratio = checked[1]?.inputRatio ?? 0;
    assert.ok(ratio > 0.8 && ratio < 1.4, `the middle run has ${ratio} of the typical input`);
  });
});
