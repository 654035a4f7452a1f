/** The command line in a process of its own: exit codes, and what goes to which stream. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import Ajv from "ajv";
import type { Report } from "../../server/src/reports/contract";
import { REPORT_JSON_SCHEMA } from "../support/report-schema";
import { runCli } from "../support/run-cli";
import { withFolder } from "../support/temp-folder";

const CALL = (model: string): string => `from openai import OpenAI

def ask(question):
    return OpenAI().chat.completions.create(
        model=${model}, messages=[{"role": "user", "content": question}], max_tokens=100
    )
`;
const FILES = { "src/ask.py": CALL('"gpt-5.2"'), "src/unknown.py": CALL("pick()") };
const OWN_PRICE = `version: 1
offers:
  - extends: gpt-5.2@openai/global
    multiplier: 10
`;

function parse(stdout: string): Report {
  return JSON.parse(stdout) as Report;
}

describe("cli", function () {
  this.timeout(120_000);

  it("prints the report on stdout alone and ends with 0", () =>
    withFolder(FILES, async (folder) => {
      const { code, stdout, stderr } = await runCli(["report", "--format", "json"], folder);
      assert.equal(stderr, "");
      assert.equal(code, 0);
      const validate = new Ajv({ allErrors: true }).compile(REPORT_JSON_SCHEMA);
      assert.equal(validate(JSON.parse(stdout)), true, JSON.stringify(validate.errors));
      const { calls, totals, files } = parse(stdout);
      assert.deepEqual(
        calls.map(({ file, line }) => [file, line]),
        [
          ["src/ask.py", 4],
          ["src/unknown.py", 4],
        ],
      );
      assert.equal(totals.unpriced, 1);
      assert.equal(files.scanned, 2);
    }));

  it("lists prompt files in no total, and reads one by name", () =>
    withFolder(
      { ...FILES, "AGENTS.md": "Use tabs.", "app/prompts/ask.txt": "Answer {question}." },
      async (folder) => {
        await writeFile(join(folder, "s.json"), '{"farebox.promptFiles.model": "gpt-5"}');
        const { stdout } = await runCli(["report", "--format", "json", "--settings", "s.json"], folder);
        const validate = new Ajv({ allErrors: true }).compile(REPORT_JSON_SCHEMA);
        assert.equal(validate(JSON.parse(stdout)), true, JSON.stringify(validate.errors));
        const { promptFiles, totals } = parse(stdout);
        const plain = parse((await runCli(["report", "src", "--format", "json"], folder)).stdout);
        assert.deepEqual(
          promptFiles.map(({ file, readBy, offer }) => [file, readBy, offer?.model]),
          [
            ["AGENTS.md", "coding tools", "gpt-5"],
            ["app/prompts/ask.txt", "the application", "gpt-5"],
          ],
        );
        assert.deepEqual(totals, plain.totals);
        const text = (await runCli(["report", "AGENTS.md"], folder)).stdout;
        assert.match(text, /AGENTS\.md +file +\d+ tok +every request +no model is chosen/);
      },
    ));

  it("gives the same bytes for a pinned date", () =>
    withFolder(FILES, async (folder) => {
      const args = ["report", "--format", "json", "--when", "2026-11-20T10:00:00Z"];
      const [first, second] = await Promise.all([runCli(args, folder), runCli([...args, folder], "/")]);
      assert.equal(first.code, 0);
      assert.equal(first.stdout, second.stdout);
      assert.equal(parse(first.stdout).catalogue.when, "2026-11-20T10:00:00Z");
    }));

  it("ends with 1 over budget, and names the runs by file and line", () =>
    withFolder(FILES, async (folder) => {
      const { code, stdout, stderr } = await runCli(["report", "--max-cost-per-run", "0.00001"], folder);
      assert.equal(code, 1);
      assert.match(stderr, /^src\/ask\.py:4: a run costs \$.*over the budget of \$0\.00001$/m);
      assert.match(stderr, /^1 call without a price could not be held against the budget\.$/m);
      assert.match(stdout, /Each entry started once/);
      assert.equal((await runCli(["report", "--max-cost-per-run", "100"], folder)).code, 0);
    }));

  it("ends with 1 where an offer breaks the residency policy", () =>
    withFolder({ ...FILES, "s.json": '{"farebox.residency.allow": ["EU"]}' }, async (folder) => {
      const { code, stderr } = await runCli(["report", "--settings", "s.json", "--quiet"], folder);
      assert.equal(code, 1);
      assert.match(stderr, /^src\/ask\.py:4: against the residency policy: .+$/m);
      assert.equal(stderr.trim().split("\n").length, 1);
    }));

  it("prices with the folder's own catalogue, and ends with 2 where that is broken", () =>
    withFolder({ ...FILES, "farebox.catalogue.yaml": OWN_PRICE }, async (folder) => {
      const args = ["report", "--format", "json", "--when", "2026-11-20"];
      const own = parse((await runCli(args, folder)).stdout);
      const shipped = parse((await runCli([...args, "src"], folder)).stdout);
      const cost = ({ calls }: Report): number => calls[0]?.perRun.cost?.mean ?? 0;
      assert.ok(cost(shipped) > 0);
      assert.ok(Math.abs(cost(own) / cost(shipped) - 10) < 0.0001);
      await withFolder({ ...FILES, "farebox.catalogue.yaml": "version: 1\nofers: []\n" }, async (broken) => {
        const { code, stdout, stderr } = await runCli(args, broken);
        assert.equal(code, 2);
        assert.equal(stdout, "");
        assert.match(stderr, /farebox\.catalogue\.yaml:2:1: .*ofers/);
      });
    }));

  it("ends with 2 for wrong usage, with nothing on stdout", () =>
    withFolder(FILES, async (folder) => {
      for (const [args, words] of [
        [["report", "none"], /none: there is no such file/],
        [["report", "--formt", "json"], /--formt/],
        [["report", "--currency", "XXX"], /"XXX"/],
      ] as const) {
        const { code, stdout, stderr } = await runCli(args, folder);
        assert.equal(code, 2, stderr);
        assert.equal(stdout, "");
        assert.match(stderr, words);
      }
    }));

  it("writes to a file, and survives a reader that leaves early", () =>
    withFolder(FILES, async (folder) => {
      const { code, stdout } = await runCli(["report", "--format", "json", "--output", "r.json"], folder);
      assert.equal(code, 0);
      assert.equal(stdout, "");
      assert.equal(parse(readFileSync(join(folder, "r.json"), "utf8")).calls.length, 2);
      const closed = await runCli(["report"], folder, { closeStdout: true });
      assert.equal(closed.code, 0, closed.stderr);
      assert.ok(!existsSync(join(folder, "undefined")));
    }));

  it("says its version", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as {
      version: string;
    };
    const { code, stdout } = await runCli(["--version"], "/");
    assert.deepEqual([code, stdout], [0, `${version}\n`]);
  });
});
