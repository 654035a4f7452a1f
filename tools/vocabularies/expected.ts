/** Writes what the other implementations count for the tests' texts. Run after pack.ts: npx tsx expected.ts */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENCODINGS } from "../../server/src/tokens/types";
import { edgyTexts, randomUnicode } from "../../test/support/random-texts";
import { SAMPLES } from "../../test/unit/tokens-samples";
import { loadOracle } from "./oracle";

const RANDOM_TEXTS = 400;
/** Read from the sources, so it changes with them. */
const MOVING = "TypeScript";

const expected = ENCODINGS.map((encoding) => {
  const oracle = loadOracle(encoding);
  const samples = Object.entries(SAMPLES).filter(([name]) => name !== MOVING && name !== "lone surrogates");
  return [
    encoding,
    {
      samples: Object.fromEntries(samples.map(([name, text]) => [name, oracle(text)])),
      edges: edgyTexts(RANDOM_TEXTS).map(oracle),
      unicode: randomUnicode(RANDOM_TEXTS).map(oracle),
    },
  ];
});
const file = join(__dirname, "../../test/fixtures/tokens/expected-counts.json");
writeFileSync(file, `${JSON.stringify(Object.fromEntries(expected))}\n`);
