import assert from "node:assert/strict";
import { CharacterClasses } from "../../server/src/tokens/character-class";
import { PairMerger } from "../../server/src/tokens/pair-merger";
import { SCHEMES } from "../../server/src/tokens/scheme";
import { ENCODINGS } from "../../server/src/tokens/types";
import { Vocabulary } from "../../server/src/tokens/vocabulary";
import { readVocabulary } from "./tokens-samples";

class CountingClasses extends CharacterClasses {
  lookUps = 0;
  override at(text: string, offset: number): number {
    this.lookUps++;
    return super.at(text, offset);
  }
}

const SIZE = 20_000;
const UNITS = [
  " ",
  "\n",
  "\r\n",
  "a",
  "A",
  "aA",
  "日",
  "日A",
  "\u0301",
  "\u0301A",
  "=",
  "1",
  " \n",
  "  x",
  "'",
  "'s",
  "/",
  "/\n",
  "🙂",
];
const ADVERSARIAL = UNITS.flatMap((unit) => {
  const run = unit.repeat(SIZE / unit.length);
  return [run, `${run}x`, `日${run}`, `${run}\n!`];
});

describe("token counting of adversarial texts", () => {
  for (const encoding of ENCODINGS) {
    it(`splits in linear time for ${encoding}`, () => {
      for (const text of ADVERSARIAL) {
        const classes = new CountingClasses();
        for (let start = 0; start < text.length; ) {
          const end = SCHEMES[encoding].pieceEnd(text, start, classes);
          assert.ok(end > start && end <= text.length, "a piece has at least one character");
          start = end;
        }
        const label = JSON.stringify(text.slice(0, 12));
        assert.ok(classes.lookUps <= 8 * text.length, `${label}: ${classes.lookUps} look-ups`);
      }
    });

    it(`merges in n log n steps for ${encoding}`, () => {
      const vocabulary = new Vocabulary(readVocabulary(encoding));
      const fillers: readonly ((i: number) => number)[] = [
        () => 0x61,
        () => 0x20,
        () => 0x0a,
        () => 0x3d,
        (i) => 0x61 + ((Math.imul(i, 2654435761) >>> 16) % 26),
        (i) => [0xe4, 0xb8, 0xad][i % 3] ?? 0,
      ];
      for (const filler of fillers) {
        for (const length of [5_000, 50_000]) {
          const merger = new PairMerger(vocabulary, SCHEMES[encoding]);
          merger.merge(
            Uint8Array.from({ length }, (_, i) => filler(i)),
            length,
          );
          const bound = 4 * length * Math.log2(length);
          assert.ok(merger.steps <= bound, `${filler}: ${merger.steps} steps for ${length} bytes`);
        }
      }
    });
  }
});
