/** The report for people, word for word, and the checks that make a report fail. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { checkBudget, checkResidency } from "../../server/src/reports/checks";
import { inColumns, printable } from "../../server/src/reports/columns";
import { buildReport, callsInOrder } from "../../server/src/reports/report";
import { text } from "../../server/src/reports/text";
import { AGENT, reportInputsOf, UNPRICED } from "../support/report-of";

const PINNED = {
  assume: { turns: 4, outputTokens: 100, resultTokens: 200, firstMessageTokens: 50, secondsBetweenTurns: 5 },
};

async function textOf(
  files: Readonly<Record<string, string>>,
  raw?: unknown,
  colour = false,
): Promise<string> {
  return text.render(buildReport(await reportInputsOf(files, raw)), { colour });
}

describe("text report", () => {
  it("shows calls by file, entries, totals and the age of prices", async () => {
    const shown = await textOf({ "src/agent.py": AGENT, "src/ask.py": UNPRICED }, PINNED);
    assert.equal(shown, GOLDEN);
  });

  it("says that there is nothing", async () => {
    const shown = await textOf({ "a.py": "print(1)\n" });
    assert.match(shown, /^No model calls found\.\n/);
    assert.match(shown, /Files: 1 scanned, 0 with calls, 0 skipped\.\n$/);
  });

  it("colours on request only, and says the same words", async () => {
    const [plain, coloured] = [
      await textOf({ "a.py": AGENT }),
      await textOf({ "a.py": AGENT }, undefined, true),
    ];
    assert.ok(!plain.includes("\u001b"));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours
    assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), plain);
    assert.notEqual(coloured, plain);
  });

  it("does not let a file's text steer the terminal", async () => {
    const shown = await textOf({ "a.py": UNPRICED.replace('["MODEL"]', '["\u001b[2JMODEL\u202e"]') });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not come through
    assert.doesNotMatch(shown, /[\u001b\u202e]/);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (any) => !/[\p{Cc}]/u.test(printable(any))));
  });

  it("lines columns up", () => {
    const rows = [
      ["a", "10", "x"],
      ["bbb", "5", "y"],
    ];
    const lines = inColumns(rows, [{ align: "left" }, { align: "right" }, { align: "left" }]);
    assert.deepEqual(lines, ["a    10  x", "bbb   5  y"]);
  });
});

describe("checks", () => {
  it("finds runs that typically cost more than the budget, dearest first", async () => {
    const dear = AGENT.replace('"mini-1"', '"mini-2"');
    const calls = callsInOrder(
      (await reportInputsOf({ "a.py": AGENT, "b.py": dear, "c.py": UNPRICED })).files,
    );
    const costs = calls.flatMap(({ priced }) => (priced.known ? [priced.value.run.cost.typical] : []));
    const [low, high] = [Math.min(...costs), Math.max(...costs)];
    const over = (amount: number): readonly string[] =>
      checkBudget(calls, { amount, currency: "USD" }).over.map(({ call }) => call.call.site.path);
    assert.deepEqual(over(0), ["b.py", "a.py"]);
    assert.deepEqual(over(low), ["b.py"]);
    assert.deepEqual(over(high), []);
    assert.equal(checkBudget(calls, { amount: 0, currency: "USD" }).undecided, 1);
    assert.equal(checkBudget(calls, { amount: 0, currency: "EUR" }).undecided, 3);
  });

  it("adds up the calls of one function and leaves loops around it out", async () => {
    const twice = UNPRICED.replace('os.environ["MODEL"]', '"mini-1"').replace(
      "    return client",
      '    client.chat.completions.create(model="mini-1", messages=[{"role": "user", "content": question}])\n    return client',
    );
    const looped = `${twice}\n\ndef everything():\n    for task in ["a", "b", "c"]:\n        ask(task)\n`;
    const calls = callsInOrder((await reportInputsOf({ "a.py": looped })).files);
    const means = calls.flatMap(({ priced }) => (priced.known ? [priced.value.run.cost.mean] : []));
    const { over } = checkBudget(calls, { amount: 0, currency: "USD" });
    assert.equal(means.length, 2);
    assert.equal(over.length, 1);
    assert.ok(Math.abs((over[0]?.cost.mean ?? 0) - means.reduce((a, b) => a + b)) < 1e-9);
  });

  it("holds known offers against the policy and counts what it cannot", async () => {
    const inputs = await reportInputsOf(
      { "a.py": AGENT, "c.py": UNPRICED },
      { residency: { allow: ["EU"] } },
    );
    const calls = callsInOrder(inputs.files);
    const { violations, undecided } = checkResidency(calls, inputs.catalogue, inputs.settings);
    assert.equal(violations.length, 1);
    assert.match(violations[0]?.reason ?? "", /states no place/);
    assert.equal(undecided, 1);
    const free = { ...inputs.settings, residency: { allow: [], deny: [] } };
    assert.deepEqual(checkResidency(calls, inputs.catalogue, free), { violations: [], undecided: 0 });
  });
});

const GOLDEN = `  line  call                            model                host/region  loop   turns  input  output  cost per run
src/agent.py
    10  openai chat.completions.create  mini-1               acme/global  agent      4   2.2K     400  $0.0031 ($0.003–0.0034)
src/ask.py
     8  openai chat.completions.create  os.environ["MODEL"]  -            none       1     50     100  unpriced
        unpriced: The model is not known: it comes from the environment variable MODEL

Each entry started once
  src/agent.py#solve  1 call  ×1  $0.0031 ($0.003–0.0034)
  src/ask.py#ask      1 call  ×1  no call has a price

Total: $0.0031 ($0.003–0.0034), mean $0.0032 + 1 unpriced

Prices of 2026-05-11, checked 10 days before; catalogue 2026-05-01.
Files: 2 scanned, 2 with calls, 0 skipped.
`;
