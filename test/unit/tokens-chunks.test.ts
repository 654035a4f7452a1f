import assert from "node:assert/strict";
import fc from "fast-check";
import { ChunkedCounter } from "../../server/src/tokens/chunked-counter";
import { chunkEnd } from "../../server/src/tokens/chunks";
import { chunkedFeatures, chunkedTokens } from "../../server/src/tokens/count-text";
import { tallyText } from "../../server/src/tokens/features";
import { ENCODINGS } from "../../server/src/tokens/types";
import { encoderOf, SAMPLES } from "./tokens-samples";

const snippets = [
  ..." \t\n\r/'\u0085\u00a0\ufeff\u3000日é🙂\ud800",
  "\n",
  "\n",
  "\r\n",
  "\n\n",
  "\n  ",
  "\n//",
  "\n/",
  " \n",
  ";\n",
  "foo",
  " bar",
  "123",
  "it's",
  "};\n",
  "/\n/",
  "\n'",
  "\n's",
];
const text = fc.array(fc.constantFrom(...snippets), { maxLength: 80 }).map((parts) => parts.join(""));
const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 30 }), insert: text });

function applied(before: string, { at, cut, insert }: { at: number; cut: number; insert: string }): string {
  const start = at % (before.length + 1);
  return before.slice(0, start) + insert + before.slice(start + cut);
}

/** Long enough that the counter looks for what two versions have in common. */
const filler = Array.from({ length: 300 }, (_, i) => `  line ${i}: ${"value ".repeat(i % 9)}\n`).join("");

describe("chunked token counting", () => {
  for (const encoding of ENCODINGS) {
    it(`equals the whole count after any edits in ${encoding}`, () => {
      const encoder = encoderOf(encoding);
      fc.assert(
        fc.property(text, fc.array(edit, { maxLength: 8 }), (start, edits) => {
          const counter = new ChunkedCounter((chunk) => [encoder.count(chunk)], 1, { maxChunks: 5 });
          let now = start;
          assert.deepEqual(counter.sums(now), [encoder.count(now)]);
          for (const one of edits) {
            now = applied(now, one);
            assert.deepEqual(counter.sums(now), [encoder.count(now)]);
          }
        }),
        { numRuns: 500 },
      );
    });

    it(`equals the whole count after edits inside a long text in ${encoding}`, () => {
      const encoder = encoderOf(encoding);
      const counter = chunkedTokens(encoder);
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
          let now = filler;
          for (const one of edits) {
            now = applied(now, one);
            assert.deepEqual(counter.sums(now), [encoder.count(now)]);
          }
        }),
        { numRuns: 60 },
      );
    });

    it(`equals the whole count of every sample in ${encoding}`, () => {
      const counter = chunkedTokens(encoderOf(encoding));
      for (const sample of Object.values(SAMPLES))
        assert.deepEqual(counter.sums(sample), [encoderOf(encoding).count(sample)]);
    });
  }

  it("tallies features as over the whole text", () => {
    const counter = chunkedFeatures();
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 4 }), (start, edits) => {
        let now = filler + start;
        for (const one of edits) now = applied(now, one);
        assert.deepEqual(counter.sums(now), tallyText(now));
      }),
    );
  });

  it("recounts only the chunks an edit touches, in short texts and in long ones", () => {
    for (const lineCount of [100, 500]) {
      const counted: string[] = [];
      const counter = new ChunkedCounter((chunk) => {
        counted.push(chunk);
        return [1];
      }, 1);
      const lines = Array.from({ length: lineCount }, (_, i) => `    const value${i} = compute(${i});\n`);
      counter.sums(lines.join(""));
      assert.equal(counted.length, lineCount);
      counted.length = 0;
      lines[50] = "    const changed = true;\n";
      assert.deepEqual(counter.sums(lines.join("")), [lineCount]);
      assert.deepEqual(counted, ["    const changed = true;\n"]);
    }
  });

  it("does not cut before a slash, inside blank lines or at the end", () => {
    assert.equal(chunkEnd("a\n/b\nc", 0), 5);
    assert.equal(chunkEnd("a\n \n\n  b", 0), 5);
    assert.equal(chunkEnd("a\n   ", 0), 5);
    assert.equal(chunkEnd("a\n", 0), 2);
  });

  it("takes a text of blank lines as one chunk, so that none is scanned twice", () => {
    const blank = " \n".repeat(100_000);
    assert.equal(chunkEnd(blank, 0), blank.length);
  });
});
