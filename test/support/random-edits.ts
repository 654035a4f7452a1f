/** The property every language must have: facts after edits equal facts of the final text. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { DocumentMemory } from "../../server/src/languages/analyse-file";
import type { Language } from "../../server/src/languages/language";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf } from "./parser-runtime";

/** Replaces a share of the text, both given as fractions, by `insert`. */
interface RandomEdit {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

interface EditSamples {
  /** Texts to start from. */
  readonly sources: readonly string[];
  /** Pieces of code to insert; single characters are added by the property itself. */
  readonly snippets: readonly string[];
  readonly runs: number;
}

/** Checks after every edit of random series that kept trees and reused functions change nothing. */
export function assertEditsChangeNothing(
  ready: ParserRuntime,
  language: Language,
  samples: EditSamples,
): void {
  const insert = fc.oneof(
    fc.constantFrom(...samples.snippets),
    fc.constantFrom("", "", "x", "(", ")", "\n", '"', "'", ":", "{", "}", "    ", "é", "😀"),
  );
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 40 }),
    insert,
  });
  const series = fc.tuple(
    fc.constantFrom(...samples.sources),
    fc.array(edit, { minLength: 1, maxLength: 8 }),
  );
  fc.assert(
    fc.property(series, ([source, edits]) => checkSeries(ready, language, source, edits)),
    { numRuns: samples.runs },
  );
}

function checkSeries(
  ready: ParserRuntime,
  language: Language,
  source: string,
  edits: readonly RandomEdit[],
): void {
  const memory = new DocumentMemory();
  try {
    let text = source;
    factsOf(ready, language, text, memory);
    for (const { at, length, insert } of edits) {
      const start = Math.floor(at * text.length);
      text = text.slice(0, start) + insert + text.slice(start + length);
      const kept = factsOf(ready, language, text, memory);
      assert.deepStrictEqual(kept, factsOf(ready, language, text), JSON.stringify(text));
    }
  } finally {
    memory.dispose();
  }
}
