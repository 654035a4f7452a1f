/** `farebox tokens` in a process of its own. */
import assert from "node:assert/strict";
import { FAMILIES } from "../../server/src/tokens/families";
import { runCli } from "../support/run-cli";
import { withFolder } from "../support/temp-folder";
import { encoderOf } from "./tokens-samples";

const TEXT = "You are a careful reviewer. 你好，世界。\n<|endoftext|>\n";
const FILES = {
  "prompt.txt": TEXT,
  "farebox.catalogue.yaml": `version: 1
models:
  - { id: tally-exact, name: Tally exact, contextWindow: 1000, tokenizerFamily: deepseek-v3, tools: true, reasoning: { supported: false, defaultOn: false } }
  - { id: tally-guess, name: Tally guess, contextWindow: 1000, tokenizerFamily: grok, tools: true, reasoning: { supported: false, defaultOn: false } }
  - { id: tally-fit, name: Tally fit, contextWindow: 1000, tokenizerFamily: claude-4.7, tools: true, reasoning: { supported: false, defaultOn: false } }
`,
};

interface Count {
  readonly model: string;
  readonly family: string;
  readonly tokens: number;
  readonly exact: boolean;
  readonly errorPercent: number | null;
}

describe("cli tokens", function () {
  this.timeout(120_000);

  it("prints counts as JSON, exact or with their error", () =>
    withFolder(FILES, async (folder) => {
      const args = ["tokens", "prompt.txt", "--model", "tally-exact,tally-guess", "--model", "tally-fit"];
      const { code, stdout, stderr } = await runCli([...args, "--format", "json"], folder);
      assert.equal(stderr, "");
      assert.equal(code, 0);
      const { counts } = JSON.parse(stdout) as { counts: readonly Count[] };
      const [exact, guess, fit] = counts;
      assert.deepEqual(
        counts.map(({ model, family }) => [model, family]),
        [
          ["tally-exact", "deepseek-v3"],
          ["tally-guess", "grok"],
          ["tally-fit", "claude-4.7"],
        ],
      );
      assert.equal(exact?.tokens, encoderOf("deepseek_v3").count(TEXT));
      assert.deepEqual([exact?.exact, exact?.errorPercent], [true, 0]);
      assert.deepEqual([guess?.exact, guess?.errorPercent], [false, null]);
      assert.ok(fit && !fit.exact && (fit.errorPercent ?? 0) > 0 && Number.isInteger(fit.tokens));
    }));

  it("lists one model per tokenizer where none is named", () =>
    withFolder(FILES, async (folder) => {
      const { code, stdout } = await runCli(["tokens", "prompt.txt"], folder);
      assert.equal(code, 0);
      const families = stdout
        .split("\n")
        .slice(1, -1)
        .map((line) => line.split(/ {2,}/)[1] ?? "");
      assert.ok(families.includes("deepseek-v3") && families.includes("claude-4.7"));
      assert.equal(new Set(families).size, families.length);
      assert.deepEqual(
        families.filter((id) => !FAMILIES.has(id)),
        [],
      );
      assert.match(stdout, /exact/);
      assert.match(stdout, /unmeasured, ±25 %/);
    }));

  it("says what is wrong with the arguments", () =>
    withFolder(FILES, async (folder) => {
      const cases: readonly (readonly [readonly string[], RegExp])[] = [
        [["tokens", "prompt.txt", "--model", "no-such-model"], /no-such-model/],
        [["tokens", "missing.txt", "--model", "tally-exact"], /missing\.txt/],
        [["tokens", "prompt.txt", "--model", "tally-exact,"], /between two commas/],
        [["tokens", "a", "b"], /One file at a time/],
        [["tokens", "--format", "xml"], /none of text, json/],
      ];
      for (const [args, message] of cases) {
        const { code, stdout, stderr } = await runCli(args, folder);
        assert.equal(code, 2, args.join(" "));
        assert.equal(stdout, "");
        assert.match(stderr, message);
      }
    }));
});
