/** Packs the vocabularies of npm packages into server/vocabularies. Run: npm ci in this folder, then npx tsx pack.ts */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENCODINGS, type Encoding } from "../../server/src/tokens/types";
import { PACKED_HEADER_BYTES, PACKED_MAGIC, ROOT } from "../../server/src/tokens/vocabulary";
import { readByteLevel, readCharacterLevel } from "./read-hugging-face";
import { readTiktoken } from "./read-tiktoken";
import type { Source } from "./source";
import { LICENCES, PACKAGES, packageFolder, tokenizerFile } from "./sources";

const outputFolder = join(__dirname, "../../server/vocabularies");

function read(encoding: Encoding): Source {
  const folder = packageFolder(encoding);
  if (PACKAGES[encoding] === "tiktoken") return readTiktoken(folder, encoding);
  const file = tokenizerFile(encoding);
  return encoding === "gemma3" ? readCharacterLevel(file) : readByteLevel(file);
}

/** The two earlier tokens a token joins: the split whose later half was learned first. Undefined where there is none. */
function splitToken(
  token: string,
  rank: number,
  ranks: ReadonlyMap<string, number>,
): readonly [number, number] | undefined {
  let best: [number, number] | undefined;
  for (let cut = 1; cut < token.length; cut++) {
    const left = ranks.get(token.slice(0, cut));
    const right = ranks.get(token.slice(cut));
    if (left === undefined || right === undefined || left >= rank || right >= rank) continue;
    if (best === undefined || Math.max(left, right) < Math.max(...best)) best = [left, right];
  }
  return best;
}

function pack(encoding: Encoding, source: Source): Buffer {
  const { tokens } = source;
  const ranks = new Map(tokens.map((token, rank) => [token, rank]));
  if (ranks.size !== tokens.length) throw new Error(`${encoding}: two tokens have the same bytes.`);
  const planes = Buffer.alloc(6 * tokens.length);
  const roots: Buffer[] = [];
  tokens.forEach((token, rank) => {
    const pair = source.pairs === null ? splitToken(token, rank, ranks) : source.pairs[rank];
    if (!pair) roots.push(Buffer.from(token, "latin1"));
    (pair ?? [ROOT, token.length]).forEach((half, side) => {
      for (let byte = 0; byte < 3; byte++)
        planes[rank + (3 * side + byte) * tokens.length] = (half >> (8 * byte)) & 255;
    });
  });
  const header = Buffer.alloc(PACKED_HEADER_BYTES);
  header.write(PACKED_MAGIC, 0, "latin1");
  const literals = Buffer.from(source.literals.join("\0"), "utf8");
  const rootBytes = Buffer.concat(roots);
  [ENCODINGS.indexOf(encoding), tokens.length, rootBytes.length, literals.length].forEach((value, at) => {
    header.writeUInt32LE(value, 4 + 4 * at);
  });
  return Buffer.concat([header, planes, rootBytes, literals]);
}

function entryOf(encoding: Encoding, packed: Buffer): object {
  const manifest = JSON.parse(readFileSync(join(packageFolder(encoding), "package.json"), "utf8"));
  return {
    encoding,
    file: `${encoding}.bin`,
    bytes: packed.length,
    sha256: createHash("sha256").update(packed).digest("hex"),
    source: { package: manifest.name, version: manifest.version },
    ...LICENCES[encoding],
  };
}

mkdirSync(outputFolder, { recursive: true });
const vocabularies = ENCODINGS.map((encoding) => {
  const source = read(encoding);
  const packed = pack(encoding, source);
  writeFileSync(join(outputFolder, `${encoding}.bin`), packed);
  console.log(
    `${encoding}: ${source.tokens.length} tokens, ${source.literals.length} literals, ${packed.length} bytes`,
  );
  return entryOf(encoding, packed);
});
writeFileSync(join(outputFolder, "index.json"), `${JSON.stringify({ vocabularies }, null, 2)}\n`);
