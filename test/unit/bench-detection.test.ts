/** The detection benchmark: its labels hold together, and its judge pairs and scores as documented. */
import assert from "node:assert/strict";
import type { ReportCall } from "../../server/src/reports/contract";
import {
  HALVES,
  type Half,
  type LabelledCall,
  type LabelledRepository,
  readLabels,
} from "../bench/detection/labels";
import { match } from "../bench/detection/match";
import { scoreOf, verdictsOf } from "../bench/detection/score";

const LABEL: LabelledCall = {
  path: "a.py",
  line: 5,
  cell: null,
  sdk: "openai",
  api: "chat.completions.create",
  model: { id: "gpt-5.2", source: "literal" },
  loop: { kind: "agent", bound: 3 },
  growth: "accumulates",
  maxOutputTokens: null,
  hasTools: "?",
};

function repository(calls: readonly LabelledCall[]): LabelledRepository {
  return { repository: "a/b", commit: "c", kind: "agent", files: ["a.py", "quiet.py"], calls };
}

function found(changes: Partial<ReportCall>): ReportCall {
  const call = {
    file: "a.py",
    line: 5,
    endLine: 8,
    cell: null,
    sdk: "openai",
    model: { id: "openai:gpt-5.2", source: "literal", text: "" },
    loop: { kind: "agent", bound: null },
    growth: "accumulates",
    maxOutputTokens: null,
    hasTools: true,
    ...changes,
  };
  return call as unknown as ReportCall;
}

describe("bench: detection", () => {
  for (const half of Object.keys(HALVES) as Half[]) {
    it(`has labels of one place each, in files that were read (${half})`, async () => {
      for (const { repository: name, commit, files, calls } of await readLabels(half)) {
        assert.match(commit, /^[0-9a-f]{40}$/, name);
        const places = calls.map(({ path, cell, line }) => `${path} ${cell} ${line}`);
        for (const { path } of calls)
          assert.ok(files.includes(path), `${name}: ${path} is not among the files`);
        const twice = places.filter((place, index) => places.indexOf(place) !== index);
        // Two requests may stand on one line, but not more.
        assert.ok(new Set(twice).size === twice.length, `${name}: ${twice.join(", ")}`);
      }
    });
  }

  it("shares no repository between the sets", async () => {
    const sets = await Promise.all((Object.keys(HALVES) as Half[]).map(readLabels));
    const names = sets.flat().map(({ repository: name }) => name);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("takes the number of items for the bound of a map, where the code states it", () => {
    const label: LabelledCall = { ...LABEL, loop: { kind: "map", bound: 4 } };
    const outer = { low: 4, typical: 4, high: 4, mean: 4, source: "a.py:4" };
    const judged = (basis: "declared" | "assumed") => {
      const loop = { kind: "map", bound: null, outer: { ...outer, basis } } as unknown as ReportCall["loop"];
      return verdictsOf({ label, call: found({ loop }) }).find(({ field }) => field === "bound")?.actual;
    };
    assert.equal(judged("declared"), 4);
    assert.equal(judged("assumed"), null);
  });

  it("pairs the exact line before the same statement, each once", () => {
    const inner = { ...LABEL, line: 7 };
    const [outerCall, innerCall] = [found({}), found({ line: 7, endLine: 7 })];
    const { pairs, missed, extra } = match(repository([inner, LABEL]), [outerCall, innerCall]);
    assert.deepEqual(missed, []);
    assert.deepEqual(extra, []);
    assert.equal(pairs.find(({ label }) => label === inner)?.call, innerCall);
  });

  it("counts unlabelled hints in files that were read, and only there", () => {
    const calls = [found({ file: "quiet.py" }), found({ file: "unread.py" })];
    const { precision, recall } = scoreOf(match(repository([LABEL]), calls));
    assert.deepEqual(
      [precision, recall],
      [
        { right: 0, of: 1 },
        { right: 0, of: 1 },
      ],
    );
  });

  it("keeps cells apart", () => {
    const { pairs } = match(repository([{ ...LABEL, cell: 2 }]), [found({ cell: 3 })]);
    assert.deepEqual(pairs, []);
  });

  it("judges only decided fields, and models without their provider", () => {
    const verdicts = verdictsOf({ label: LABEL, call: found({}) });
    const wrong = verdicts.filter(({ isRight }) => !isRight).map(({ field }) => field);
    assert.deepEqual(wrong, ["bound"]);
    assert.ok(!verdicts.some(({ field }) => field === "hasTools"));
  });
});
