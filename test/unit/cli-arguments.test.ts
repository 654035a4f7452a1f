/** What may be typed, and what a wrong argument is told. */
import assert from "node:assert/strict";
import { type ReportCommand, readCommand } from "../../server/src/cli/arguments";
import { HELP, UsageError } from "../../server/src/cli/usage";

function report(...args: readonly string[]): ReportCommand {
  const command = readCommand(["report", ...args]);
  if (command.kind !== "report") throw new Error(`read as ${command.kind}`);
  return command;
}

function complaint(...args: readonly string[]): string {
  try {
    readCommand(args);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  throw new Error(`${args.join(" ")} was accepted`);
}

describe("cli arguments", () => {
  it("reports on this folder as text without more said", () => {
    const { format, ...rest } = report();
    assert.equal(format.id, "text");
    assert.deepEqual(rest, {
      kind: "report",
      paths: ["."],
      maxCostPerRun: null,
      when: null,
      settingsFile: null,
      currency: null,
      runsPerMonth: null,
      exclude: [],
      minConfidence: "possible",
      output: null,
      quiet: false,
    });
  });

  it("reads every option, wherever the paths stand", () => {
    const command = report(
      ...[
        "a",
        "--format",
        "json",
        "--max-cost-per-run=0.25",
        "b",
        "--settings",
        "s.json",
        "--currency",
        "eur",
      ],
      ...["--runs-per-month", "1000", "--exclude", "x", "--exclude", "y/**", "--min-confidence", "likely"],
      ...["--output", "out.json", "--quiet", "--when", "2026-11-24"],
    );
    assert.deepEqual(command.paths, ["a", "b"]);
    assert.equal(command.format.id, "json");
    assert.equal(command.maxCostPerRun, 0.25);
    assert.equal(command.currency, "EUR");
    assert.deepEqual(command.exclude, ["x", "y/**"]);
    assert.deepEqual(command.when, { day: "2026-11-24" });
    assert.equal(command.runsPerMonth, 1000);
    assert.equal(command.minConfidence, "likely");
    assert.equal(command.settingsFile, "s.json");
    assert.equal(command.output, "out.json");
    assert.equal(command.quiet, true);
  });

  it("takes an instant in any zone as UTC", () => {
    assert.deepEqual(report("--when", "2026-11-24T01:30:00+08:00").when, {
      day: "2026-11-23",
      instant: "2026-11-23T17:30:00Z",
    });
  });

  it("names the argument that is wrong", () => {
    assert.match(complaint("report", "--format", "xml"), /--format: "xml" is none of text, json/);
    assert.match(complaint("report", "--when", "2026-02-30"), /--when: "2026-02-30"/);
    assert.match(complaint("report", "--when", "2026-11-24T09:00"), /zone/);
    assert.match(complaint("report", "--when", "yesterday"), /--when/);
    assert.match(complaint("report", "--max-cost-per-run", "much"), /--max-cost-per-run: "much"/);
    assert.match(complaint("report", "--max-cost-per-run=-1"), /--max-cost-per-run: "-1"/);
    assert.match(complaint("report", "--max-cost-per-run", "Infinity"), /--max-cost-per-run/);
    assert.match(complaint("report", "--runs-per-month", ""), /--runs-per-month/);
    assert.match(complaint("report", "--min-confidence", "sure"), /--min-confidence: "sure"/);
    assert.match(complaint("report", "--colour"), /--colour/);
    assert.match(complaint("report", "--when"), /--when/);
    assert.match(complaint("server"), /--stdio/);
    assert.match(complaint("price"), /"price" is no command/);
  });

  it("helps, and says its version, wherever that is asked", () => {
    for (const args of [[], ["help"], ["--help"], ["-h"], ["report", "--help"], ["server", "--help"]])
      assert.deepEqual(readCommand(args), { kind: "help" });
    for (const args of [["--version"], ["-v"], ["report", "--version"]])
      assert.deepEqual(readCommand(args), { kind: "version" });
    for (const option of ["format", "max-cost-per-run", "when", "settings", "currency", "runs-per-month"])
      assert.ok(HELP.includes(`--${option}`), option);
  });
});
