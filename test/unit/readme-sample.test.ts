/** What the README shows of the command line is what the command line prints. */
import assert from "node:assert/strict";
import { shortened, withSample } from "../../tools/readme-sample";
import { readText } from "../tidy/sources";

describe("README: sample of the report", () => {
  it("is what `farebox report examples` prints", async () => {
    const readme = readText("README.md");
    const expected = await withSample(readme);
    assert.equal(readme, expected, "run `npx tsx tools/readme-sample.ts`");
    assert.match(expected, /\n {4}\d+ {2}openai chat\.completions\.create /);
    assert.match(expected, /unpriced: /);
  });

  it("keeps whole files and the first entries, and marks what it leaves out", () => {
    const report =
      "  head\nother.py\n  1 x\npython/house_model.py\n  2 y\n    why\n\nEach\n  a\n  b\n  c\n  d\n\nTotal\n";
    assert.equal(
      shortened(report),
      "  head\npython/house_model.py\n  2 y\n    why\n…\n\nEach\n  a\n  b\n  c\n  …\n\nTotal\n",
    );
  });
});
