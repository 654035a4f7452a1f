import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { get_encoding, type Tiktoken } from "tiktoken";
import { createEncoder } from "../../server/src/tokens/encoder";
import { ENCODINGS, type Encoding } from "../../server/src/tokens/types";
import { encoderOf, readVocabulary, SAMPLES, TIKTOKEN } from "./tokens-samples";

/** Characters whose neighbourhood decides where a piece ends. */
const EDGY = [
  ..." \t\n\r/'’sSſtTrReEvVlLmMdD19.-_(日本あΣσǅʰ\u0301\u0903²\u0085\u00a0\ufeff\u3000🙂𝟙𐐀𐐨\ud800\udc00",
];
const edgyText = fc.array(fc.constantFrom(...EDGY), { maxLength: 60 }).map((parts) => parts.join(""));

/** Unassigned code points may be assigned in the oracle's version of Unicode. */
const unicodeText = fc
  .array(
    fc.integer({ min: 0, max: 0x10ffff }).filter((point) => !/\p{Cn}/u.test(String.fromCodePoint(point))),
    { maxLength: 40 },
  )
  .map((points) => points.map((point) => String.fromCodePoint(point)).join(""));

describe("token encoder", () => {
  const oracles = new Map<Encoding, Tiktoken>();
  const oracleIds = (encoding: Encoding, text: string): number[] =>
    Array.from(oracles.get(encoding)?.encode_ordinary(text) ?? []);
  const assertSame = (encoding: Encoding, text: string) => {
    const expected = oracleIds(encoding, text);
    assert.deepEqual(encoderOf(encoding).encode(text), expected);
    assert.equal(encoderOf(encoding).count(text), expected.length);
  };

  before(() => {
    for (const encoding of TIKTOKEN) oracles.set(encoding, get_encoding(encoding));
  });
  after(() => {
    for (const oracle of oracles.values()) oracle.free();
  });

  for (const encoding of TIKTOKEN) {
    describe(encoding, () => {
      for (const [name, text] of Object.entries(SAMPLES)) {
        it(`gives tiktoken's ids for ${name}`, () => assertSame(encoding, text));
      }

      it("gives tiktoken's ids for random text at the edges of pieces", () => {
        fc.assert(
          fc.property(edgyText, (text) => assertSame(encoding, text)),
          { numRuns: 3000 },
        );
      });

      it("gives tiktoken's ids for random Unicode text", () => {
        fc.assert(
          fc.property(unicodeText, (text) => assertSame(encoding, text)),
          { numRuns: 1000 },
        );
      });

      it("gives tiktoken's ids for words of random letters, which take many merges", () => {
        const word = fc.array(fc.constantFrom(..."aetionshrdlucmfw"), { minLength: 1, maxLength: 200 });
        const words = word.map((letters) => letters.join(""));
        fc.assert(
          fc.property(words, (text) => assertSame(encoding, text)),
          { numRuns: 500 },
        );
      });

      it("classifies every assigned character of the basic plane as tiktoken does", () => {
        const lines: string[] = [];
        for (let point = 0; point < 0x10000; point++) {
          const character = String.fromCharCode(point);
          if (!/[\p{Cn}\p{Cs}]/u.test(character)) lines.push(`a${character}b ${character}A1${character}`);
        }
        assertSame(encoding, lines.join("\n"));
      });

      it("counts special-token names as ordinary text", () => {
        assert.ok(encoderOf(encoding).count("<|endoftext|>") > 1);
      });

      it("counts a lone surrogate as the replacement character", () => {
        assert.deepEqual(encoderOf(encoding).encode("x\ud83dy"), encoderOf(encoding).encode("x\ufffdy"));
      });

      it("counts nothing in an empty text", () => {
        assert.equal(encoderOf(encoding).count(""), 0);
        assert.deepEqual(encoderOf(encoding).encode(""), []);
      });

      it("counts the same again from its cache", () => {
        const text = "internationalisierungsfähig ".repeat(20);
        const first = encoderOf(encoding).count(text);
        assert.equal(encoderOf(encoding).count(text), first);
        assert.equal(first, oracleIds(encoding, text).length);
      });
    });
  }
});

describe("packed vocabularies", () => {
  it("are the files that index.json describes", () => {
    const path = join(__dirname, "../../server/vocabularies/index.json");
    const { vocabularies } = JSON.parse(readFileSync(path, "utf8"));
    assert.deepEqual(
      vocabularies.map((entry: { encoding: string }) => entry.encoding).sort(),
      [...ENCODINGS].sort(),
    );
    for (const entry of vocabularies) {
      const bytes = readVocabulary(entry.encoding);
      assert.equal(bytes.length, entry.bytes);
      assert.equal(createHash("sha256").update(bytes).digest("hex"), entry.sha256);
      assert.match(entry.licence, /^(MIT|Apache-2\.0|LLAMA 3\.1 COMMUNITY LICENSE)$/);
    }
  });

  it("are refused when they are cut short or something else", () => {
    const bytes = readVocabulary("cl100k_base");
    assert.throws(() => createEncoder(bytes.subarray(0, bytes.length - 1)), /bytes long instead of/);
    assert.throws(() => createEncoder(new Uint8Array(100)), /not a packed vocabulary/);
    assert.throws(() => createEncoder(new Uint8Array()), /not a packed vocabulary/);
  });
});
