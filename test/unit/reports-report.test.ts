/** The JSON report: its schema, its order, its positions, and the sums it states. */
import assert from "node:assert/strict";
import Ajv from "ajv";
import type { Report } from "../../server/src/reports/contract";
import { json } from "../../server/src/reports/json";
import { buildReport } from "../../server/src/reports/report";
import { AGENT, reportInputsOf, UNPRICED } from "../support/report-of";
import { REPORT_JSON_SCHEMA } from "../support/report-schema";

const validate = new Ajv({ allErrors: true }).compile(REPORT_JSON_SCHEMA);

async function reportOf(files: Readonly<Record<string, string>>, raw?: unknown): Promise<Report> {
  return buildReport(await reportInputsOf(files, raw));
}

function assertValid(report: Report): void {
  const read: unknown = JSON.parse(json.render(report, { colour: false }));
  assert.equal(validate(read), true, JSON.stringify(validate.errors, null, 1));
}

describe("report", () => {
  it("keeps to the schema with priced, unpriced and no calls", async () => {
    assertValid(await reportOf({ "src/agent.py": AGENT, "src/ask.py": UNPRICED }));
    assertValid(await reportOf({ "src/agent.py": AGENT }, { runsPerMonth: 50, currency: "EUR" }));
    assertValid(await reportOf({}));
  });

  it("is told from a report that breaks the schema", async () => {
    const report = await reportOf({ "src/ask.py": UNPRICED });
    const [call] = report.calls;
    assert.ok(call);
    const { unpricedReason: _dropped, ...silent } = call;
    for (const calls of [[silent], [{ ...call, file: "/src/ask.py" }], [{ ...call, line: 0 }]])
      assert.equal(validate(JSON.parse(JSON.stringify({ ...report, calls }))), false);
  });

  it("points at the callee's last name, 1-based and in UTF-16 units", async () => {
    const text = UNPRICED.replace("    return client", '    return "😀" and client');
    const { calls } = await reportOf({ "src/ask.py": text });
    const line = text.split("\n")[7] ?? "";
    assert.equal(calls[0]?.line, 8);
    assert.equal(calls[0]?.column, line.indexOf("create(") + 1);
    assert.equal(calls[0]?.endLine, 10);
    assert.equal(calls[0]?.file, "src/ask.py");
  });

  it("does not depend on the order in which files come", async () => {
    const inputs = await reportInputsOf({ "b.py": AGENT, "a/c.py": UNPRICED, "a.py": AGENT });
    const turned = { ...inputs, files: [...inputs.files].reverse() };
    assert.deepEqual(buildReport(turned), buildReport(inputs));
    assert.deepEqual(
      buildReport(turned).calls.map((call) => call.file),
      ["a.py", "a/c.py", "b.py"],
    );
  });

  it("states what the code says of a bounded agent", async () => {
    const { calls } = await reportOf({ "agent.py": AGENT });
    const [call] = calls;
    assert.deepEqual(call?.model, { id: "mini-1", source: "literal", text: '"mini-1"' });
    assert.equal(call?.loop.kind, "agent");
    assert.equal(call?.loop.bound, 10);
    assert.equal(call?.loop.boundSource, "agent.py:9");
    assert.equal(call?.growth, "accumulates");
    assert.equal(call?.caching, "automatic");
    assert.equal(call?.maxOutputTokens, 500);
    assert.equal(call?.hasTools, true);
    assert.equal(call?.entry, "agent.py#solve");
  });

  it("gives each assumption the setting and the directive that pin it, and drops pinned ones", async () => {
    const { calls } = await reportOf({ "agent.py": AGENT });
    const turns = calls[0]?.assumptions.find((assumption) => assumption.id === "turns");
    assert.equal(turns?.setting, "farebox.assume.turns");
    assert.equal(turns?.directive, "turns");
    const pinned = await reportOf({ "agent.py": AGENT }, { assume: { turns: 4 } });
    assert.equal(pinned.calls[0]?.loop.turns.basis, "configured");
    assert.equal(
      pinned.calls[0]?.assumptions.some((assumption) => assumption.id === "turns"),
      false,
    );
  });

  it("leaves an unknown cost null with its reason, and keeps its tokens", async () => {
    const { calls, runs, totals } = await reportOf({ "ask.py": UNPRICED });
    assert.equal(calls[0]?.perRun.cost, null);
    assert.equal(calls[0]?.offer, null);
    assert.match(calls[0]?.unpricedReason ?? "", /MODEL/);
    assert.ok((calls[0]?.perRun.input.typical ?? 0) > 0);
    assert.equal(runs[0]?.cost, null);
    assert.equal(totals.perRun, null);
    assert.equal(totals.unpriced, 1);
  });

  it("adds means over entries and months, and gives no month unasked", async () => {
    const files = { "a.py": AGENT, "b.py": AGENT, "c.py": UNPRICED };
    const once = await reportOf(files);
    assert.equal(once.totals.perMonth, null);
    const means = once.runs.flatMap((run) => run.cost?.mean ?? []);
    assert.equal(means.length, 2);
    const sum = means.reduce((total, mean) => total + mean, 0);
    assert.ok(Math.abs((once.totals.perRun?.mean ?? 0) - sum) < sum * 1e-6);
    const { totals } = await reportOf(files, { runsPerMonth: 30 });
    assert.ok(Math.abs((totals.perMonth?.mean ?? 0) - 30 * sum) < sum * 1e-4);
    assert.equal(totals.unpriced, 1);
  });

  it("multiplies the entry by a loop around the run, not the run", async () => {
    const looped = `${AGENT}\n\ndef everything():\n    for task in [ask(), ask(), ask()]:\n        solve(task)\n`;
    const [plain, tripled] = [await reportOf({ "a.py": AGENT }), await reportOf({ "a.py": looped })];
    assert.deepEqual(tripled.calls[0]?.perRun.cost, plain.calls[0]?.perRun.cost);
    assert.equal(tripled.runs[0]?.entry, "a.py#everything");
    assert.equal(tripled.runs[0]?.times?.typical, 3);
    const [one, three] = [plain.runs[0]?.cost?.mean ?? 0, tripled.runs[0]?.cost?.mean ?? 0];
    assert.ok(Math.abs(three - 3 * one) < one * 1e-6);
  });

  it("lists an ignored call without counting it", async () => {
    const ignored = AGENT.replace("        reply =", "        # farebox: ignore\n        reply =");
    const { calls, runs, totals } = await reportOf({ "a.py": ignored });
    assert.equal(calls[0]?.ignored, true);
    assert.deepEqual(runs, []);
    assert.equal(totals.unpriced, 0);
  });

  it("converts costs, leaves the offer's currency, and dates the rate", async () => {
    const [dollars, euros] = [
      await reportOf({ "a.py": AGENT }),
      await reportOf({ "a.py": AGENT }, { currency: "EUR" }),
    ];
    const [first, second] = [dollars.calls[0], euros.calls[0]];
    assert.equal(second?.offer?.currency, "USD");
    assert.equal(second?.perRun.cost?.currency, "EUR");
    assert.match(second?.price?.conversion ?? "", /2026-04-01/);
    const ratio = (first?.perRun.cost?.mean ?? 0) / (second?.perRun.cost?.mean ?? 1);
    assert.ok(Math.abs(ratio - 1.25) < 1e-6);
  });

  it("lists two hundred skipped files and counts the rest", async () => {
    const skipped = Object.fromEntries(Array.from({ length: 230 }, (_, i) => [`gen/m${i}_pb2.py`, "x = 1"]));
    const { files } = await reportOf({ ...skipped, "a.py": AGENT });
    assert.equal(files.skipped.length, 200);
    assert.equal(files.skippedMore, 30);
    assert.deepEqual(files.skipped[0], { file: "gen/m0_pb2.py", reason: "generated code" });
  });
});
