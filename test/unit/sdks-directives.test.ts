import assert from "node:assert/strict";
import fc from "fast-check";
import { LineMap } from "../../server/src/base/line-map";
import { attachDirectives, PINNED_QUANTITIES, parseDirective } from "../../server/src/calls/directives";
import { programFrom, sitesOf } from "../support/check-calls";

const parse = (text: string) => parseDirective({ offset: 100, text });

describe("directives", () => {
  it("reads counts, rates and names", () => {
    const { values, problems } = parse(
      "turns=8 output=1.5k result=2_000 runs=1000/month model=a/b=c host=h region=eu tier=batch",
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(values.quantities, { turns: 8, output: 1500, result: 2000 });
    assert.deepEqual(values.names, { model: "a/b=c", host: "h", region: "eu", tier: "batch" });
    assert.equal(values.runsPerMonth, 1000);
    assert.equal(values.ignore, false);
  });

  it("turns every rate into runs per month", () => {
    assert.equal(parse("runs=2/day").values.runsPerMonth, 60);
    assert.equal(parse("runs=7/week").values.runsPerMonth, 30);
    assert.equal(parse("runs=1/hour").values.runsPerMonth, 720);
  });

  it("reports what it cannot read where it stands, and keeps the rest", () => {
    const { values, problems } = parse("turns=many output=4 colour=red runs=5 ignore tier=");
    assert.deepEqual(values.quantities, { output: 4 });
    assert.equal(values.ignore, true);
    const words = "farebox: turns=many output=4 colour=red runs=5 ignore tier=";
    assert.deepEqual(
      problems.map(({ range }) => words.slice(range.start - 100, range.end - 100)),
      ["turns=many", "colour=red", "runs=5", "tier="],
    );
  });

  it("reports an empty directive", () => {
    assert.equal(parse("").problems.length, 1);
  });

  it("never takes a negative or unreadable count", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PINNED_QUANTITIES), fc.string(), (key, value) => {
        const count = parse(`${key}=${value}`).values.quantities[key];
        assert.ok(count === undefined || (Number.isFinite(count) && count >= 0));
      }),
    );
  });

  it("belongs to the call on its line, else to the next one below", async () => {
    const text = [
      "from openai import OpenAI",
      "client = OpenAI()",
      "# farebox: turns=3",
      "",
      'client.chat.completions.create(model="a", messages=[])  # farebox: output=5',
      'client.chat.completions.create(model="b", messages=[',
      "    # farebox: ignore",
      "])",
      'client.chat.completions.create(model="c", messages=[])',
      "# farebox: turns=9",
      "",
    ].join("\n");
    const sites = await sitesOf({ "a.py": text });
    const program = await programFrom({ "a.py": text });
    const lines = new LineMap(text);
    const directives = program.files[0]?.directives ?? [];
    const attached = attachDirectives(directives, sites, (offset) => lines.position(offset).line);
    const valuesOf = (model: string) =>
      attached.values.get(sites.find((s) => s.model.id === model)?.id ?? "");
    assert.deepEqual(valuesOf("a")?.quantities, { turns: 3, output: 5 });
    assert.equal(valuesOf("b")?.ignore, true);
    assert.equal(valuesOf("c"), undefined);
    assert.deepEqual(
      attached.problems.map((p) => p.message),
      ["There is no call site below this directive."],
    );
  });
});
