/** Texts under a key of a YAML file: sizes are right for what templates look like, and nothing breaks the reader. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { textsUnder } from "../../server/src/prompts/config-texts";

describe("texts of a configuration", () => {
  it("are read as blocks, on the key's line, and in lists", () => {
    const yaml = [
      "agent:",
      "  system_template: |-",
      "    You are an agent.",
      "",
      "      {{ indented }}",
      "  step_limit: 5",
      "templates:",
      '  - system_template: "Answer in one short sentence, please."',
      "  - system_template: *shared",
      "  - system_template: 7",
    ].join("\n");
    assert.deepEqual(textsUnder(yaml, "system_template"), [
      "You are an agent.\n\n  {{ indented }}",
      "Answer in one short sentence, please.",
    ]);
    assert.deepEqual(textsUnder(yaml, "template"), []);
  });

  it("never throw, whatever the file holds, and are few", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom("a_prompt: |", "  a_prompt: >", "- a_prompt: |", "   x", ""),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        assert.ok(textsUnder(lines.join("\n"), "a_prompt").length <= 20);
      }),
    );
  });
});
