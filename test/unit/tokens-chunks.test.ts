import assert from "node:assert/strict";
import fc from "fast-check";
import { ChunkedCounter, chunkEnd } from "../../server/src/tokens/chunked-counter";
import type { Encoder } from "../../server/src/tokens/encoder";
import type { Encoding } from "../../server/src/tokens/types";
import { ENCODINGS, loadEncoders, SAMPLES } from "./tokens-samples";

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

describe("chunked token counting", () => {
  let encoders: Record<Encoding, Encoder>;
  before(() => {
    encoders = loadEncoders();
  });

  for (const encoding of ENCODINGS) {
    it(`equals the whole count after any edits in ${encoding}`, () => {
      fc.assert(
        fc.property(text, fc.array(edit, { maxLength: 8 }), (start, edits) => {
          const counter = new ChunkedCounter(encoders[encoding], { maxChunks: 5 });
          let now = start;
          assert.equal(counter.count(now), encoders[encoding].count(now));
          for (const one of edits) {
            now = applied(now, one);
            assert.equal(counter.count(now), encoders[encoding].count(now));
          }
        }),
        { numRuns: 1500 },
      );
    });

    it(`equals the whole count of every sample in ${encoding}`, () => {
      const counter = new ChunkedCounter(encoders[encoding]);
      for (const sample of Object.values(SAMPLES)) {
        assert.equal(counter.count(sample), encoders[encoding].count(sample));
      }
    });
  }

  it("recounts only the chunks an edit touches", () => {
    const counted: string[] = [];
    const counter = new ChunkedCounter({
      count: (chunk) => {
        counted.push(chunk);
        return encoders.o200k_base.count(chunk);
      },
    });
    const lines = Array.from({ length: 500 }, (_, i) => `    const value${i} = compute(${i});\n`);
    counter.count(lines.join(""));
    assert.equal(counted.length, 500);
    counted.length = 0;
    lines[250] = "    const changed = true;\n";
    counter.count(lines.join(""));
    assert.deepEqual(counted, ["    const changed = true;\n"]);
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
