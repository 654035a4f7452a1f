import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SCHEMES } from "../../server/src/tokens/scheme";
import { endOfGemmaPiece } from "../../server/src/tokens/split-gemma";
import { ENCODINGS, type Encoding } from "../../server/src/tokens/types";
import { Vocabulary } from "../../server/src/tokens/vocabulary";
import { edgyTexts, randomUnicode } from "../support/random-texts";
import { encoderOf, readVocabulary, SAMPLES } from "./tokens-samples";

interface Expected {
  readonly samples: Readonly<Record<string, number>>;
  readonly edges: readonly number[];
  readonly unicode: readonly number[];
}

/** Counts of tiktoken and of Hugging Face's implementation (tools/vocabularies/expected.ts). */
const file = join(__dirname, "../fixtures/tokens/expected-counts.json");
const EXPECTED: Readonly<Record<Encoding, Expected>> = JSON.parse(readFileSync(file, "utf8"));

describe("exact encodings", () => {
  for (const encoding of ENCODINGS) {
    describe(encoding, () => {
      const { samples, edges, unicode } = EXPECTED[encoding];
      const count = (text: string): number => encoderOf(encoding).count(text);

      it("counts every sample as the other implementation does", () => {
        const names = Object.keys(samples);
        assert.ok(names.length > 20);
        assert.deepEqual(
          Object.fromEntries(names.map((name) => [name, count(SAMPLES[name] ?? "")])),
          samples,
        );
      });

      it("counts texts at the edges of pieces as the other implementation does", () => {
        const texts = edgyTexts(edges.length);
        texts.forEach((text, i) => {
          assert.equal(count(text), edges[i], JSON.stringify(text));
        });
      });

      it("counts random Unicode as the other implementation does", () => {
        const texts = randomUnicode(unicode.length);
        texts.forEach((text, i) => {
          assert.equal(count(text), unicode[i], JSON.stringify(text));
        });
      });

      it("counts the names of control tokens as text and never throws", () => {
        for (const name of ["<|endoftext|>", "<|im_start|>", "<bos>", "<|begin_of_text|>", "[INST]", "<s>"])
          assert.ok(count(name) > 1 || encoding === "gemma3", name);
        assert.ok(count("<|endoftext|>") > 1);
        assert.doesNotThrow(() => count("\ud800<|endoftext|>\udfff<think>"));
      });

      it("gives as many ids as it counts", () => {
        for (const text of Object.values(SAMPLES))
          assert.equal(encoderOf(encoding).encode(text).length, count(text));
      });
    });
  }

  it("of Gemma hold no token that its cuts would part", () => {
    const vocabulary = new Vocabulary(readVocabulary("gemma3"));
    assert.equal(SCHEMES.gemma3.pieceEnd, endOfGemmaPiece);
    const parted: string[] = [];
    for (let id = 0; id < vocabulary.size; id++) {
      const token = vocabulary.textOf(id);
      if (endOfGemmaPiece(token, 0) !== token.length) parted.push(token);
    }
    assert.deepEqual(parted, []);
  });
});
