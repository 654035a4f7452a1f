import assert from "node:assert/strict";
import fc from "fast-check";
import { type CalibratedCall, type Calibration, callKey } from "../../server/src/calibration/calibration";
import { formatCalibration, parseCalibration } from "../../server/src/calibration/calibration-file";
import { UsageReader } from "../../server/src/calibration/read-usage";
import { groupRuns } from "../../server/src/calibration/runs";

const row = { turns: 4, first: 100, output: 12.5, reasoning: 0, result: -3, hitShare: 0.5 };
const entry: CalibratedCall = {
  call: "src/agent.py#Agent.step",
  api: "chat.completions.create",
  nth: 1,
  model: "gpt-5.2",
  family: "o200k_base",
  runs: 3,
  days: 1,
  from: "2026-11-20",
  to: "2026-11-20",
  code: { system: 100, tools: 0, bound: 30, growth: "accumulates", maxOutputTokens: null },
  gap: { low: 1, typical: 2, high: 9, mean: 3 },
  rows: [row, { ...row, turns: 6 }, { ...row, hitShare: null }],
};
const of = (...calls: readonly CalibratedCall[]): Calibration => ({
  calls: new Map(calls.map((call) => [callKey(call), call])),
});

describe("the calibration file", () => {
  it("reads back what it wrote, and the same again", () => {
    const written = formatCalibration(of(entry, { ...entry, nth: 2, gap: null }));
    const { calibration, problems } = parseCalibration(written);
    assert.deepEqual(problems, []);
    assert.deepEqual(calibration.calls.get(callKey(entry)), entry);
    assert.equal(formatCalibration(calibration), written);
  });

  it("leaves out an entry with a mistake, names its line, and keeps the others", () => {
    const written = formatCalibration(of(entry, { ...entry, call: "src/z.py#f" }));
    const broken = written.replace('"runs": 3', '"runs": "many"');
    const { calibration, problems } = parseCalibration(broken);
    assert.deepEqual([...calibration.calls.keys()], ["src/z.py#f|chat.completions.create|1"]);
    assert.deepEqual(
      problems.map(({ line }) => line),
      [written.split("\n").findIndex((line) => line.includes('"call"')) + 1],
    );
    assert.match(problems[0]?.message ?? "", /entry 1: .*"runs".*left out/);
  });

  it("ignores what is no calibration, and says where", () => {
    const { calibration, problems } = parseCalibration(
      '{\n  "schema": "farebox-calibration/1",\n  "calls": [}\n',
    );
    assert.equal(calibration.calls.size, 0);
    assert.deepEqual(
      problems.map(({ line }) => line),
      [3],
    );
    assert.match(
      parseCalibration('{"schema":"other"}').problems[0]?.message ?? "",
      /farebox calibrate again/,
    );
  });

  it("never throws, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (source) => {
        parseCalibration(source);
        parseCalibration(`{"schema":"farebox-calibration/1","calls":[${source}]}`);
      }),
    );
  });

  it("takes names of object's own parts as names", () => {
    const { calibration } = parseCalibration(
      formatCalibration(of({ ...entry, call: "__proto__", api: "constructor" })),
    );
    assert.equal(calibration.calls.size, 1);
    assert.equal(({} as Record<string, unknown>)["api"], undefined);
  });
});

describe("reading a log", () => {
  it("never throws, whatever stands in it", () => {
    const keys = fc.constantFrom(
      "usage",
      "prompt_tokens",
      "input_tokens",
      "attributes",
      "name",
      "type",
      "__proto__",
      "data",
    );
    const value = fc.object({ key: keys, maxDepth: 4, withNullPrototype: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            value.map((one) => JSON.stringify(one)),
            fc.string(),
          ),
        ),
        (lines) => {
          const reader = new UsageReader();
          reader.begin("log");
          for (const [i, line] of lines.entries())
            if (!reader.line(line, i + 1)) reader.document(lines.join("\n"));
          const { records } = reader.result();
          assert.equal(groupRuns(records).flat().length, records.length);
        },
      ),
    );
  });
});
