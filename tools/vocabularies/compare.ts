/**
 * Holds our counts against tiktoken and Hugging Face's own implementation. Run: npx tsx compare.ts [--only=<encoding>] <text file>…
 * Every file is compared in slices; random Unicode and texts at the edges of pieces come on top. Exits 1 on a mismatch.
 */
import { readFileSync } from "node:fs";
import { createEncoder } from "../../server/src/tokens/encoder";
import { ENCODINGS, type Encoding } from "../../server/src/tokens/types";
import { edgyTexts, randomUnicode } from "../../test/support/random-texts";
import { loadOracle } from "./oracle";

const SLICE = 3_000;
const SHOWN = 5;

interface Tally {
  tokens: number;
  slices: number;
  readonly mismatches: string[];
}

function slicesOf(text: string): readonly string[] {
  const slices: string[] = [];
  for (let at = 0; at < text.length; at += SLICE)
    slices.push(text.slice(at, at + SLICE).replace(/\p{Cs}/gu, "\ufffd"));
  return slices;
}

function compare(encoding: Encoding, texts: Iterable<string>): Tally {
  const packed = readFileSync(`${__dirname}/../../server/vocabularies/${encoding}.bin`);
  const ours = createEncoder(packed);
  const oracle = loadOracle(encoding);
  const tally: Tally = { tokens: 0, slices: 0, mismatches: [] };
  for (const text of texts) {
    const expected = oracle(text);
    tally.tokens += expected;
    tally.slices++;
    const counted = ours.count(text);
    if (counted !== expected)
      tally.mismatches.push(`${counted} instead of ${expected}: ${JSON.stringify(text.slice(0, 160))}`);
  }
  return tally;
}

const files = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice(7);
const texts = [
  ...files.flatMap((file) => slicesOf(readFileSync(file, "utf8"))),
  ...edgyTexts(4_000),
  ...randomUnicode(4_000),
];
let failed = false;
for (const encoding of ENCODINGS) {
  if (only !== undefined && only !== encoding) continue;
  const { tokens, slices, mismatches } = compare(encoding, texts);
  failed ||= mismatches.length > 0;
  console.log(`${encoding}: ${tokens} tokens in ${slices} texts, ${mismatches.length} mismatches`);
  for (const mismatch of mismatches.slice(0, SHOWN)) console.log(`  ${mismatch}`);
}
process.exitCode = failed ? 1 : 0;
